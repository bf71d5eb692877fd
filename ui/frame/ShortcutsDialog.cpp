// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/ShortcutsDialog.h"

#include "ui/frame/CommandModel.h"
#include "ui/theme/Spacing.h"
#include "ui/widgets/SearchField.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

namespace lineup::ui {

namespace {

QTableWidgetItem *cell(const QString &text)
{
    auto *item = new QTableWidgetItem(text);
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
    return item;
}

QTableWidget *tableOf(const QList<QAction *> &actions, QWidget *parent)
{
    auto *table = new QTableWidget(0, 2, parent);
    table->setHorizontalHeaderLabels({ShortcutsDialog::tr("Command"), ShortcutsDialog::tr("Keys")});
    for (const QAction *action : actions) {
        if (action->shortcut().isEmpty())
            continue;
        const int row = table->rowCount();
        table->insertRow(row);
        table->setItem(row, 0, cell(plainActionText(*action)));
        table->setItem(row, 1, cell(QKeySequence::listToString(action->shortcuts(), QKeySequence::NativeText)));
    }
    table->setAccessibleName(ShortcutsDialog::tr("Keyboard shortcuts"));
    table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    table->horizontalHeader()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table->verticalHeader()->hide();
    table->setShowGrid(false);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setTabKeyNavigation(false);
    return table;
}

} // namespace

ShortcutsDialog::ShortcutsDialog(const QList<QAction *> &actions, QWidget *parent) : QDialog(parent)
{
    setWindowTitle(tr("Keyboard shortcuts"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *search = new SearchField(tr("Find a shortcut"), this);
    QTableWidget *table = tableOf(actions, this);
    connect(search, &QLineEdit::textChanged, table, [table](const QString &typed) {
        for (int row = 0; row < table->rowCount(); ++row) {
            const bool found = table->item(row, 0)->text().contains(typed, Qt::CaseInsensitive)
                || table->item(row, 1)->text().contains(typed, Qt::CaseInsensitive);
            table->setRowHidden(row, !found);
        }
    });
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setText(tr("Close"));
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Spacing::large, Spacing::large, Spacing::large, Spacing::large);
    layout->setSpacing(Spacing::medium);
    layout->addWidget(search);
    layout->addWidget(table);
    layout->addWidget(buttons);
    resize(520, 520);
}

} // namespace lineup::ui
