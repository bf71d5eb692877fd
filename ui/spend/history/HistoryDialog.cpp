// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spend/history/HistoryDialog.h"

#include "ui/spend/history/CorrectionsView.h"
#include "ui/spend/history/HistoryText.h"
#include "ui/spend/history/HistoryWork.h"
#include "ui/spend/history/KeepForm.h"
#include "ui/theme/Spacing.h"

#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTabWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

QFileDialog *fileDialog(const QString &name, const QString &title, const QStringList &filters, QWidget *parent)
{
    auto *dialog = new QFileDialog(parent, title);
    dialog->setObjectName(name);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setNameFilters(filters);
    return dialog;
}

// Buttons with a sentence below that says what they do.
QGroupBox *groupOf(const QString &title, const QString &note, const QList<QPushButton *> &buttons, QWidget *parent)
{
    auto *group = new QGroupBox(title, parent);
    auto *row = new QHBoxLayout;
    row->setSpacing(Spacing::small);
    for (QPushButton *button : buttons)
        row->addWidget(button);
    row->addStretch();
    auto *text = new QLabel(note, group);
    text->setWordWrap(true);
    auto *layout = new QVBoxLayout(group);
    layout->setSpacing(Spacing::small);
    layout->addLayout(row);
    layout->addWidget(text);
    return group;
}

} // namespace

HistoryDialog::HistoryDialog(const Needs &needs, QWidget *parent)
    : QDialog(parent), m_maintenance(needs.maintenance), m_clock(needs.clock),
      m_work(new HistoryWork(needs.maintenance, this)), m_keep(new KeepForm(needs.keepDays, needs.today, this))
{
    setObjectName(u"historyDialog"_s);
    setWindowTitle(tr("History of calls"));
    setAttribute(Qt::WA_DeleteOnClose);
    buildLayout(needs);
    connect(m_keep, &KeepForm::chosen, this, &HistoryDialog::keep);
    connect(m_work, &HistoryWork::busyChanged, this, &HistoryDialog::updateButtons);
    updateButtons();
}

void HistoryDialog::buildLayout(const Needs &needs)
{
    const CorrectionsView::Needs inside {
        .maintenance = needs.maintenance, .reports = needs.reports, .catalogue = needs.catalogue, .clock = needs.clock};
    auto *costs = new CorrectionsView(inside, *m_work, this);
    connect(costs, &CorrectionsView::ledgerChanged, this, &HistoryDialog::ledgerChanged);
    auto *tabs = new QTabWidget(this);
    tabs->setObjectName(u"historyTabs"_s);
    tabs->setDocumentMode(true);
    tabs->addTab(historyPage(), tr("Keep and &copy"));
    tabs->addTab(costs, tr("Correct past c&osts"));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setText(tr("Close"));
    buttons->button(QDialogButtonBox::Close)->setAutoDefault(false);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Spacing::large, Spacing::large, Spacing::large, Spacing::large);
    layout->setSpacing(Spacing::small);
    layout->addWidget(tabs, 1);
    layout->addWidget(m_work);
    layout->addWidget(buttons);
    resize(680, 600);
}

QPushButton *HistoryDialog::button(const QString &name, const QString &text, void (HistoryDialog::*slot)())
{
    auto *made = new QPushButton(text, this);
    made->setObjectName(name);
    made->setAutoDefault(false);
    connect(made, &QPushButton::clicked, this, slot);
    m_buttons += made;
    return made;
}

QWidget *HistoryDialog::historyPage()
{
    auto *page = new QWidget(this);
    auto *kept = new QGroupBox(tr("What is kept"), page);
    auto *inside = new QVBoxLayout(kept);
    inside->addWidget(m_keep);
    QGroupBox *copies = groupOf(tr("Copies"),
        tr("An export is for other programs and can be imported again; a call that is there already is not added "
           "twice. A backup is the whole ledger in one file. Neither holds a key."),
        {button(u"export"_s, tr("E&xport…"), &HistoryDialog::chooseExport),
            button(u"import"_s, tr("&Import…"), &HistoryDialog::chooseImport),
            button(u"backup"_s, tr("&Back up…"), &HistoryDialog::chooseBackup)},
        page);
    m_repair = button(u"repair"_s, tr("&Repair"), &HistoryDialog::repair);
    QGroupBox *file = groupOf(tr("The file"),
        tr("Check compares each day's sums with its calls; Repair counts anew what is wrong. Compact gives back the "
           "space of calls that were taken away."),
        {button(u"check"_s, tr("Chec&k"), &HistoryDialog::check), m_repair,
            button(u"compact"_s, tr("Co&mpact"), &HistoryDialog::compact)},
        page);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, Spacing::large, 0, 0);
    layout->setSpacing(Spacing::large);
    for (QGroupBox *group : {kept, copies, file})
        layout->addWidget(group);
    layout->addStretch();
    return page;
}

void HistoryDialog::updateButtons()
{
    m_keep->setEnabled(!m_work->isBusy());
    for (QPushButton *button : std::as_const(m_buttons))
        button->setEnabled(!m_work->isBusy());
    m_repair->setEnabled(!m_work->isBusy() && m_wrong);
}

void HistoryDialog::keep(int days)
{
    Q_EMIT keepChosen(days);
    if (days == 0)
        return m_work->tell(tr("Every call is kept from now on."));
    m_work->run(tr("Taking away old calls…"), tr("Some old calls are still there; they go at a later start."),
        m_maintenance.keepDetails(days, m_clock.now()), [this](qint64 calls) {
            m_work->tell(HistoryText::taken(calls));
            Q_EMIT ledgerChanged();
        });
}

void HistoryDialog::chooseExport()
{
    const QString lines = tr("JSON Lines (*.jsonl)");
    const QString csv = tr("CSV (*.csv)");
    QFileDialog *dialog = fileDialog(u"exportFile"_s, tr("Export the history"), {lines, csv}, this);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"jsonl"_s);
    connect(dialog, &QFileDialog::filterSelected, dialog,
        [dialog, csv](const QString &filter) { dialog->setDefaultSuffix(filter == csv ? u"csv"_s : u"jsonl"_s); });
    connect(dialog, &QFileDialog::fileSelected, this, &HistoryDialog::exportTo);
    dialog->open();
}

void HistoryDialog::exportTo(const QString &file)
{
    const bool csv = file.endsWith(u".csv"_s, Qt::CaseInsensitive);
    m_work->run(tr("Exporting the history…"), tr("Nothing was exported."),
        m_maintenance.exportTo(file, csv ? TransferFormat::Csv : TransferFormat::JsonLines),
        [this, file](const TransferResult &result) {
            m_work->tell(HistoryText::exported(result, QDir::toNativeSeparators(file)));
        });
}

void HistoryDialog::chooseImport()
{
    QFileDialog *dialog = fileDialog(
        u"importFile"_s, tr("Import a history"), {tr("Exported histories (*.jsonl *.csv)"), tr("All files (*)")}, this);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &HistoryDialog::importFrom);
    dialog->open();
}

void HistoryDialog::importFrom(const QString &file)
{
    m_work->run(tr("Importing a history…"), tr("What was read stays; another import goes on from there."),
        m_maintenance.importFrom(file), [this](const TransferResult &result) {
            m_work->tell(HistoryText::imported(result));
            Q_EMIT ledgerChanged();
        });
}

void HistoryDialog::chooseBackup()
{
    QFileDialog *dialog = fileDialog(u"backupFile"_s, tr("Back up the history"), {tr("Ledgers (*.db)")}, this);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"db"_s);
    dialog->setOption(QFileDialog::DontConfirmOverwrite); // it never is; that is said instead
    connect(dialog, &QFileDialog::fileSelected, this, &HistoryDialog::backup);
    dialog->open();
}

void HistoryDialog::backup(const QString &file)
{
    m_work->run(tr("Backing up the history…"), tr("There is no backup."), m_maintenance.backup(file),
        [this, file](bool) { m_work->tell(tr("The backup is %1.").arg(QDir::toNativeSeparators(file))); });
}

void HistoryDialog::check()
{
    m_work->run(tr("Checking the history…"), tr("The history was not checked."), m_maintenance.check(),
        [this](const LedgerAudit &audit) {
            m_wrong = !audit.isSound() && audit.damage.isEmpty();
            m_work->tell(HistoryText::checked(audit), audit.isSound());
            updateButtons();
        });
}

void HistoryDialog::repair()
{
    m_work->run(tr("Repairing the history…"), tr("The history was not repaired."), m_maintenance.repair(),
        [this](const LedgerAudit &audit) {
            m_wrong = false;
            m_work->tell(HistoryText::repaired(audit), audit.damage.isEmpty());
            updateButtons();
            Q_EMIT ledgerChanged();
        });
}

void HistoryDialog::compact()
{
    m_work->run(tr("Compacting the file…"), tr("The file was not compacted."), m_maintenance.compact(),
        [this](bool) { m_work->tell(tr("The file is as small as it can be.")); });
}

} // namespace lineup::ui
