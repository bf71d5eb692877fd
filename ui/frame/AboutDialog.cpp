// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/AboutDialog.h"

#include "ui/theme/Icons.h"
#include "ui/theme/Spacing.h"

#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

struct Library
{
    const char *name;
    const char *licence;
    const char *use;
};

constexpr Library libraries[] {
    {"Qt 6", "LGPL-3.0", QT_TRANSLATE_NOOP("AboutDialog", "window, network, database access")},
    {"Qt Charts", "GPL-3.0", QT_TRANSLATE_NOOP("AboutDialog", "charts")},
    {"QtKeychain", "BSD-3-Clause", QT_TRANSLATE_NOOP("AboutDialog", "the system's keychain")},
    {"tl::expected", "CC0-1.0", QT_TRANSLATE_NOOP("AboutDialog", "results and errors")},
    {"MD4C", "MIT", QT_TRANSLATE_NOOP("AboutDialog", "Markdown")},
    {"SQLite", "public domain", QT_TRANSLATE_NOOP("AboutDialog", "the ledger")},
};

QTableWidget *libraryTable(QWidget *parent)
{
    auto *table = new QTableWidget(int(std::size(libraries)), 3, parent);
    table->setHorizontalHeaderLabels({AboutDialog::tr("Library"), AboutDialog::tr("Licence"), AboutDialog::tr("For")});
    for (int row = 0; row < table->rowCount(); ++row) {
        const Library &library = libraries[row];
        const QStringList texts {QString::fromLatin1(library.name), QString::fromLatin1(library.licence),
            QCoreApplication::translate("AboutDialog", library.use)};
        for (int column = 0; column < texts.size(); ++column) {
            auto *item = new QTableWidgetItem(texts.at(column));
            item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
            table->setItem(row, column, item);
        }
    }
    table->setAccessibleName(AboutDialog::tr("Libraries and their licences"));
    table->verticalHeader()->hide();
    table->setShowGrid(false);
    table->setTabKeyNavigation(false);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table->resizeColumnsToContents();
    table->horizontalHeader()->setStretchLastSection(true);
    return table;
}

} // namespace

AboutDialog::AboutDialog(QWidget *parent) : QDialog(parent)
{
    setWindowTitle(tr("About Lineup"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *picture = new QLabel(this);
    picture->setPixmap(applicationIcon().pixmap({64, 64}));
    auto *name = new QLabel(tr("Lineup"), this);
    name->setFont(themeFont(TextSize::Display));
    auto *version = new QLabel(tr("Version %1").arg(QCoreApplication::applicationVersion()), this);
    version->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *what = new QLabel(tr("Ask several models side by side, and know what it costs. Free software under the GNU "
                               "General Public License, version 3 or later; its engine under the Lesser one."),
        this);
    what->setWordWrap(true);
    auto *head = new QHBoxLayout;
    head->setSpacing(Spacing::large);
    head->addWidget(picture, 0, Qt::AlignTop);
    auto *words = new QVBoxLayout;
    words->setSpacing(Spacing::hair);
    for (QWidget *label : {name, version, what})
        words->addWidget(label);
    head->addLayout(words, 1);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setText(tr("Close"));
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Spacing::huge, Spacing::huge, Spacing::huge, Spacing::large);
    layout->setSpacing(Spacing::large);
    layout->addLayout(head);
    layout->addWidget(libraryTable(this));
    layout->addWidget(buttons);
    resize(540, 420);
}

} // namespace lineup::ui
