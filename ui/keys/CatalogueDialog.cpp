// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/CatalogueDialog.h"

#include "ui/keys/ModelChangesModel.h"
#include "ui/theme/Spacing.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/ErrorText.h"

#include <QDateTime>
#include <QDialogButtonBox>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

QTableView *tableOf(ModelChangesModel *model, QWidget *parent)
{
    auto *table = new QTableView(parent);
    table->setModel(model);
    table->setAccessibleName(CatalogueDialog::tr("What would change"));
    table->verticalHeader()->hide();
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->setTabKeyNavigation(false);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    // Widths by contents would measure thousands of rows.
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
    table->horizontalHeader()->setSectionResizeMode(ModelChangesModel::Model, QHeaderView::Stretch);
    table->setColumnWidth(ModelChangesModel::Input, 180);
    table->setColumnWidth(ModelChangesModel::Output, 180);
    return table;
}

} // namespace

CatalogueDialog::CatalogueDialog(CatalogueImport &import, HttpClient &network, QWidget *parent)
    : QDialog(parent), m_import(import), m_network(network), m_fault(new Banner(Meaning::Error, {}, this)),
      m_address(new QLineEdit(this)), m_file(new QPushButton(tr("Choose a &file…"), this)),
      m_fetch(new QPushButton(tr("F&etch"), this)), m_summary(new QLabel(this)), m_status(new QLabel(this)),
      m_changes(new ModelChangesModel(this)), m_take(new QPushButton(tr("&Take these"), this)),
      m_undo(new QPushButton(tr("Take the last import &back"), this))
{
    setWindowTitle(tr("Update models and prices"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_fault->setVisible(false);
    m_address->setPlaceholderText(u"https://"_s);
    m_address->setAccessibleName(tr("Address of a table"));
    m_summary->setWordWrap(true);
    m_summary->setText(
        tr("A table of models and prices, in LiteLLM's format or Lineup's own. Nothing changes before you "
           "take it."));
    m_status->setWordWrap(true);
    m_take->setEnabled(false);
    m_fetch->setEnabled(false);
    for (QPushButton *button : {m_file, m_fetch, m_take, m_undo})
        button->setAutoDefault(false);
    buildLayout();
    connect(m_file, &QPushButton::clicked, this, &CatalogueDialog::chooseFile);
    connect(m_fetch, &QPushButton::clicked, this, &CatalogueDialog::fetch);
    connect(m_address, &QLineEdit::returnPressed, this, &CatalogueDialog::fetch);
    connect(m_address, &QLineEdit::textChanged, this,
        [this](const QString &text) { m_fetch->setEnabled(!text.trimmed().isEmpty()); });
    connect(m_take, &QPushButton::clicked, this, &CatalogueDialog::take);
    connect(m_undo, &QPushButton::clicked, this, &CatalogueDialog::takeBack);
    showStatus();
}

void CatalogueDialog::buildLayout()
{
    auto *label = new QLabel(tr("&Address:"), this);
    label->setBuddy(m_address);
    auto *source = new QHBoxLayout;
    for (QWidget *widget : std::initializer_list<QWidget *> {m_file, label, m_address, m_fetch})
        source->addWidget(widget);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setText(tr("Close"));
    buttons->button(QDialogButtonBox::Close)->setAutoDefault(false); // Return in the address fetches
    buttons->addButton(m_take, QDialogButtonBox::ActionRole);
    buttons->addButton(m_undo, QDialogButtonBox::ResetRole);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Spacing::large, Spacing::large, Spacing::large, Spacing::large);
    layout->setSpacing(Spacing::small);
    layout->addWidget(m_fault);
    layout->addLayout(source);
    layout->addWidget(m_summary);
    layout->addWidget(tableOf(m_changes, this), 1);
    layout->addWidget(m_status);
    layout->addWidget(buttons);
    resize(900, 560);
}

void CatalogueDialog::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("A table of models and prices"), {}, tr("Tables (*.json);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &CatalogueDialog::readFile);
    dialog->open();
}

void CatalogueDialog::readFile(const QString &name)
{
    QFile file(name);
    if (!file.open(QFile::ReadOnly)) {
        showFault({.kind = Error::Kind::Storage, .detail = u"%1: %2"_s.arg(name, file.errorString())});
        return;
    }
    showPlan(m_import.plan(file.read(CatalogueImport::mostBytes + 1), QFileInfo(file).lastModified().date()));
}

void CatalogueDialog::fetch()
{
    if (m_download || m_address->text().trimmed().isEmpty())
        return;
    m_download = std::make_unique<TableDownload>();
    m_fetch->setEnabled(false);
    m_summary->setText(tr("Fetching the table…"));
    connect(
        m_download.get(), &TableDownload::finished, this,
        [this](const Result<QByteArray> &table) {
            m_download.reset();
            m_fetch->setEnabled(true);
            if (table)
                showPlan(m_import.plan(*table, QDateTime::currentDateTimeUtc().date()));
            else
                showFault(table.error());
        },
        Qt::QueuedConnection);
    m_download->start(m_network, QUrl(m_address->text().trimmed()));
}

void CatalogueDialog::showPlan(const Result<ImportPlan> &plan)
{
    if (!plan) {
        showFault(plan.error());
        return;
    }
    m_plan = *plan;
    m_fault->setVisible(false);
    m_changes->setChanges(plan->changes);
    m_take->setEnabled(!plan->changes.isEmpty());
    QStringList parts {tr("%n new models", nullptr, plan->total.added),
        tr("%n with another price", nullptr, plan->total.priceChanged),
        tr("%n with other details", nullptr, plan->total.detailsChanged), tr("%n as before", nullptr, plan->unchanged),
        tr("%n that the table does not have stay", nullptr, plan->total.missing)};
    if (plan->skipped > 0)
        parts += tr("%n rows that make no sense are left out", nullptr, plan->skipped);
    m_summary->setText(parts.join(u" · "_s));
}

void CatalogueDialog::take()
{
    if (!m_plan)
        return;
    const Result<bool> taken = m_import.apply(*m_plan);
    if (!taken) {
        showFault(taken.error());
        return;
    }
    m_plan.reset();
    m_changes->setChanges({});
    m_take->setEnabled(false);
    m_summary->setText(tr("Taken."));
    showStatus();
}

void CatalogueDialog::takeBack()
{
    const Result<bool> undone = m_import.undo();
    if (!undone) {
        showFault(undone.error());
        return;
    }
    m_plan.reset(); // it was made for another state
    m_changes->setChanges({});
    m_take->setEnabled(false);
    m_summary->setText(tr("The last import is taken back."));
    showStatus();
}

void CatalogueDialog::showFault(const Error &error)
{
    m_plan.reset();
    m_changes->setChanges({});
    m_take->setEnabled(false);
    m_summary->setText(tr("Nothing has changed."));
    m_fault->setText(tr("This table cannot be taken.") + u'\n' + error.detail);
    m_fault->setVisible(true);
}

void CatalogueDialog::showStatus()
{
    const CatalogueImport::Status status = m_import.status();
    m_undo->setEnabled(status.levels > 0);
    QString text = status.models > 0 ? tr("%n imported models lie over the built-in ones.", nullptr, status.models)
                                     : tr("Models and prices are the built-in ones.");
    if (status.newestPrices.isValid())
        text += u' ' + tr("Newest prices: %1.").arg(QLocale().toString(status.newestPrices, QLocale::ShortFormat));
    m_status->setText(text);
}

} // namespace lineup::ui
