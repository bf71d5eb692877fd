// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/CatalogueDialog.h"

#include "core/base/Async.h"
#include "ui/keys/ModelChangesModel.h"
#include "ui/theme/Spacing.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/ErrorText.h"

#include <QCheckBox>
#include <QDateTime>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

constexpr int usualWidth = 1240;

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
    table->horizontalHeader()->setStretchLastSection(true);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    const int letter = table->fontMetrics().averageCharWidth();
    table->setColumnWidth(ModelChangesModel::Change, 12 * letter);
    table->setColumnWidth(ModelChangesModel::Service, 15 * letter);
    table->setColumnWidth(ModelChangesModel::Model, 36 * letter);
    table->setColumnWidth(ModelChangesModel::Input, 23 * letter);
    table->setColumnWidth(ModelChangesModel::Output, 23 * letter);
    table->setColumnWidth(ModelChangesModel::Doubt, 40 * letter);
    return table;
}

} // namespace

CatalogueDialog::CatalogueDialog(CatalogueImport &import, HttpClient &network, QWidget *parent)
    : QDialog(parent), m_import(import), m_network(network), m_fault(new Banner(Meaning::Error, {}, this)),
      m_address(new QLineEdit(this)), m_file(new QPushButton(tr("Choose a &file…"), this)),
      m_fetch(new QPushButton(tr("F&etch"), this)), m_summary(new QLabel(this)), m_progress(new QProgressBar(this)),
      m_stop(new QPushButton(tr("&Stop"), this)), m_status(new QLabel(this)), m_changes(new ModelChangesModel(this)),
      m_doubtful(new QCheckBox(this)), m_take(new QPushButton(tr("&Take these"), this)),
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
    m_progress->setRange(0, 0); // nobody tells how long a table is
    m_progress->setAccessibleName(tr("Reading a table"));
    for (QPushButton *button : {m_file, m_fetch, m_stop, m_take, m_undo})
        button->setAutoDefault(false);
    buildLayout();
    connect(m_file, &QPushButton::clicked, this, &CatalogueDialog::chooseFile);
    connect(m_fetch, &QPushButton::clicked, this, &CatalogueDialog::fetch);
    connect(m_address, &QLineEdit::returnPressed, this, &CatalogueDialog::fetch);
    connect(m_address, &QLineEdit::textChanged, this, &CatalogueDialog::updateButtons);
    connect(m_stop, &QPushButton::clicked, this, &CatalogueDialog::stop);
    connect(m_doubtful, &QCheckBox::toggled, this, &CatalogueDialog::updateButtons);
    connect(m_take, &QPushButton::clicked, this, &CatalogueDialog::take);
    connect(m_undo, &QPushButton::clicked, this, &CatalogueDialog::takeBack);
    setWorking({});
    showStatus();
}

CatalogueDialog::~CatalogueDialog()
{
    if (m_reading)
        m_reading->cancel();
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
    auto *progress = new QHBoxLayout;
    progress->addWidget(m_progress, 1);
    progress->addWidget(m_stop);
    layout->addLayout(progress);
    layout->addWidget(tableOf(m_changes, this), 1);
    layout->addWidget(m_doubtful);
    layout->addWidget(m_status);
    layout->addWidget(buttons);
    const int room = parentWidget() ? parentWidget()->window()->width() - 2 * Spacing::large : usualWidth;
    resize(qMin(usualWidth, room), 560);
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
    if (!m_download && !m_reading)
        plan(m_import.planFile(name));
}

void CatalogueDialog::fetch()
{
    if (m_download || m_reading || m_address->text().trimmed().isEmpty())
        return;
    m_download = std::make_unique<TableDownload>();
    setWorking(tr("Fetching the table…"));
    connect(
        m_download.get(), &TableDownload::finished, this,
        [this, asked = m_download.get()](const Result<QByteArray> &table) {
            if (m_download.get() != asked)
                return; // stopped when this was on its way
            m_download.reset();
            if (table)
                plan(m_import.planLater(*table, QDateTime::currentDateTimeUtc().date()));
            else
                showFault(table.error());
        },
        Qt::QueuedConnection);
    m_download->start(m_network, QUrl(m_address->text().trimmed()));
}

void CatalogueDialog::plan(const QFuture<Result<ImportPlan>> &plan)
{
    m_reading = plan;
    setWorking(tr("Reading the table…"));
    whenDone(plan, this, [this](const Result<ImportPlan> &result) {
        const bool stopped = m_reading->isCanceled(); // perhaps too late for the work, not for the person
        m_reading.reset();
        if (stopped)
            showNothing(tr("Stopped. Nothing has changed."));
        else
            showPlan(result);
    });
}

void CatalogueDialog::stop()
{
    if (m_reading) {
        m_reading->cancel(); // ends in plan()
        m_stop->setEnabled(false);
    } else if (m_download) {
        m_download.reset();
        showNothing(tr("Stopped. Nothing has changed."));
    }
}

// what is empty: nothing is under way any more.
void CatalogueDialog::setWorking(const QString &what)
{
    if (!what.isEmpty()) {
        m_plan.reset();
        m_changes->setChanges({});
        m_fault->setVisible(false);
        m_summary->setText(what);
    }
    m_progress->setVisible(!what.isEmpty());
    m_stop->setVisible(!what.isEmpty());
    m_stop->setEnabled(true);
    updateButtons();
}

void CatalogueDialog::updateButtons()
{
    const bool idle = !m_download && !m_reading;
    m_file->setEnabled(idle);
    m_fetch->setEnabled(idle && !m_address->text().trimmed().isEmpty());
    const bool doubtful = m_plan && m_plan->doubtful > 0;
    const qsizetype left = !m_plan ? 0 : m_plan->changes.size() - (m_doubtful->isChecked() ? 0 : m_plan->doubtful);
    m_doubtful->setVisible(idle && doubtful);
    m_take->setEnabled(idle && left > 0);
    m_undo->setEnabled(idle && m_levels > 0);
}

void CatalogueDialog::showNothing(const QString &why)
{
    m_plan.reset();
    m_changes->setChanges({});
    m_summary->setText(why);
    setWorking({});
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
    m_doubtful->setChecked(false);
    m_doubtful->setText(tr("Take %n &doubtful prices too, which are more likely slips", nullptr, plan->doubtful));
    setWorking({});
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
    using Doubtful = CatalogueImport::Doubtful;
    const Result<bool> taken = m_import.apply(*m_plan, m_doubtful->isChecked() ? Doubtful::Take : Doubtful::LeaveOut);
    if (!taken) {
        showFault(taken.error());
        return;
    }
    showNothing(tr("Taken."));
    showStatus();
}

void CatalogueDialog::takeBack()
{
    const Result<bool> undone = m_import.undo();
    if (!undone) {
        showFault(undone.error());
        return;
    }
    showNothing(tr("The last import is taken back.")); // a plan was made for another state
    showStatus();
}

void CatalogueDialog::showFault(const Error &error)
{
    showNothing(tr("Nothing has changed."));
    m_fault->setText(tr("This table cannot be taken.") + u'\n' + error.detail);
    m_fault->setVisible(true);
}

void CatalogueDialog::showStatus()
{
    const CatalogueImport::Status status = m_import.status();
    m_levels = status.levels;
    updateButtons();
    QString text = status.models > 0 ? tr("%n imported models lie over the built-in ones.", nullptr, status.models)
                                     : tr("Models and prices are the built-in ones.");
    if (status.newestPrices.isValid())
        text += u' ' + tr("Newest prices: %1.").arg(QLocale().toString(status.newestPrices, QLocale::ShortFormat));
    m_status->setText(text);
}

} // namespace lineup::ui
