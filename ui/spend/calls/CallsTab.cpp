// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spend/calls/CallsTab.h"

#include "ui/spend/calls/CallsExport.h"
#include "ui/spend/calls/CallsModel.h"
#include "ui/spend/charts/CopyTable.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Spacing.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Card.h"
#include "ui/widgets/ErrorText.h"
#include "ui/widgets/Format.h"
#include "ui/widgets/ToolChip.h"

#include <QFileDialog>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QScrollBar>
#include <QStackedLayout>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {
constexpr int rest = 120; // milliseconds: who holds the arrow key down looks at none of them
constexpr int progressWidth = 120;
} // namespace

CallsTab::CallsTab(SpendView &view, Reports &reports, QWidget *parent)
    : TabView(view, reports, parent), m_model(new CallsModel(reports, inquiry(), this)), m_table(new CopyTable(this)),
      m_count(new QLabel(this)), m_sum(new QLabel(this)), m_fresh(new ToolChip({}, this)),
      m_export(new ToolChip(tr("Export as CSV…"), this)), m_progress(new QProgressBar(this)),
      m_stop(new ToolChip(tr("Stop writing"), this)), m_stack(new QStackedLayout)
{
    m_still.setSingleShot(true);
    m_still.setInterval(rest);
    buildTable();
    buildExport();
    m_count->setFont(tabularFont(themeFont(TextSize::Title, font())));
    m_sum->setObjectName(u"callsSum"_s);
    m_sum->setFont(tabularFont(font()));
    m_sum->setForegroundRole(QPalette::PlaceholderText);
    m_fresh->setIcon(icon(u"retry"_s));
    m_fresh->setObjectName(u"freshCalls"_s);
    m_fresh->hide();
    connect(m_fresh, &QAbstractButton::clicked, this, [this] { load(); });
    auto *card = new Card(this);
    auto *head = new QHBoxLayout;
    head->setSpacing(Spacing::small);
    head->addWidget(m_count);
    head->addWidget(m_sum);
    head->addWidget(m_fresh);
    head->addStretch();
    for (QWidget *each :
        {static_cast<QWidget *>(m_progress), static_cast<QWidget *>(m_stop), static_cast<QWidget *>(m_export)})
        head->addWidget(each);
    auto *none = new QLabel(tr("No calls in this time."), this);
    none->setAlignment(Qt::AlignCenter);
    none->setForegroundRole(QPalette::PlaceholderText);
    m_stack->addWidget(m_table);
    m_stack->addWidget(none);
    auto *inside = new QVBoxLayout(card);
    inside->setContentsMargins(Spacing::medium, Spacing::medium, Spacing::medium, Spacing::small);
    inside->setSpacing(Spacing::small);
    inside->addLayout(head);
    inside->addLayout(m_stack, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, Spacing::small);
    layout->addWidget(card);

    connect(m_model, &CallsModel::counted, this, &CallsTab::onCounted);
    connect(m_model, &CallsModel::pageFailed, &inquiry(), &Inquiry::failed);
    connect(m_model, &CallsModel::outdated, this, [this] { showFresh(0); });
}

void CallsTab::buildTable()
{
    m_table->setModel(m_model);
    m_table->setObjectName(u"callsTable"_s);
    m_table->setAccessibleName(tr("Calls"));
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    QHeaderView *header = m_table->horizontalHeader();
    m_table->setSortingEnabled(true);
    header->setSortIndicator(CallsModel::Time, Qt::DescendingOrder);
    constexpr std::pair<int, int> widths[] {{CallsModel::Time, 19}, {CallsModel::Asked, 25}, {CallsModel::Served, 27},
        {CallsModel::Status, 16}, {CallsModel::Input, 9}, {CallsModel::Cached, 9}, {CallsModel::Output, 8},
        {CallsModel::CostColumn, 11}, {CallsModel::FirstToken, 11}, {CallsModel::Duration, 10},
        {CallsModel::Source, 15}, {CallsModel::User, 10}, {CallsModel::Project, 14}, {CallsModel::Tags, 14}};
    for (const auto &[column, letters] : widths)
        m_table->setColumnWidth(column, letters * m_table->fontMetrics().averageCharWidth() + 2 * Spacing::small);
    header->setStretchLastSection(true);
    connect(header, &QHeaderView::sortIndicatorChanged, this, &CallsTab::restoreOrder);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, &m_still, qOverload<>(&QTimer::start));
    connect(&m_still, &QTimer::timeout, this, [this] { readCurrent(false); });
    connect(m_table, &QTableView::activated, this, [this] { readCurrent(true); });
    connect(m_table, &CopyTable::copied, this, [this] { Q_EMIT statusMessage(tr("Copied")); });
}

// A column without an order keeps the sign where it was.
void CallsTab::restoreOrder()
{
    QHeaderView *header = m_table->horizontalHeader();
    if (CallsModel::orderOf(header->sortIndicatorSection()))
        return;
    const QSignalBlocker quiet(header);
    for (int column = 0; column < CallsModel::ColumnCount; ++column) {
        if (CallsModel::orderOf(column) == m_model->order())
            header->setSortIndicator(column, m_model->descending() ? Qt::DescendingOrder : Qt::AscendingOrder);
    }
}

void CallsTab::buildExport()
{
    m_export->setIcon(icon(u"export"_s));
    m_export->setObjectName(u"exportCalls"_s);
    m_progress->setFixedWidth(progressWidth);
    m_progress->setAccessibleName(tr("Calls written"));
    m_progress->hide();
    m_stop->setObjectName(u"stopExport"_s);
    m_stop->hide();
    connect(m_export, &QAbstractButton::clicked, this, &CallsTab::askFile);
    connect(m_stop, &QAbstractButton::clicked, this, [this] {
        if (m_running)
            m_running->cancel();
    });
}

void CallsTab::focusMain()
{
    m_table->setFocus();
}

void CallsTab::show() { }

void CallsTab::load()
{
    m_model->setZone(view().zone());
    m_fresh->hide();
    m_model->setFilter(view().filter());
    askSum();
}

// What the calls of the table have cost together, from where every other total comes.
void CallsTab::askSum()
{
    m_sum->clear();
    m_total.begin();
    m_total.ask(reports().query({.filter = view().filter()}), [this](const SpendTable &table) {
        m_sum->setText(Format::money(table.total.cost));
        const QString exact = tr("Exactly %1").arg(Format::exactMoney(table.total.cost));
        m_sum->setToolTip(table.total.unpriced > 0
                ? QString(exact + u'\n'
                    + tr("%Ln attempts without a known price are not in it.", nullptr, int(table.total.unpriced)))
                : exact);
    });
}

void CallsTab::onCounted()
{
    m_count->setText(tr("%Ln calls", nullptr, int(m_model->total())));
    m_stack->setCurrentIndex(m_model->total() > 0 ? 0 : 1);
    m_export->setEnabled(m_model->total() > 0 && !m_running);
    if (m_call) {
        m_call.reset();
        Q_EMIT inspectedChanged();
    }
}

// At the top with nothing chosen nobody is disturbed by what comes in; else it is told.
void CallsTab::ledgerChanged()
{
    m_news.begin();
    m_news.ask(reports().countCalls(view().filter()), [this](qint64 count) {
        if (count == m_model->total() || !isVisible())
            return;
        if (m_table->verticalScrollBar()->value() == 0 && !m_table->currentIndex().isValid())
            load();
        else
            showFresh(count - m_model->total());
    });
}

void CallsTab::showFresh(qint64 count)
{
    m_fresh->setText(count > 0 ? tr("%Ln new calls", nullptr, int(count)) : tr("The ledger has changed"));
    m_fresh->setAccessibleName(tr("%1: read the table again").arg(m_fresh->text()));
    m_fresh->setToolTip(m_fresh->accessibleName());
    m_fresh->updateGeometry();
    m_fresh->show();
}

void CallsTab::readCurrent(bool open)
{
    const std::optional<CallLine> line = m_model->line(m_table->currentIndex().row());
    m_one.begin();
    if (!line || line->seq == 0)
        return;
    m_one.ask(reports().call(line->seq), [this, open](const CallRecord &call) {
        m_call = call;
        Q_EMIT inspectedChanged();
        if (open)
            Q_EMIT inspectorWanted();
    });
}

void CallsTab::askFile()
{
    auto *dialog = new QFileDialog(this, tr("Export calls as CSV"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"csv"_s);
    dialog->setNameFilter(u"*.csv"_s);
    dialog->selectFile(u"lineup-calls.csv"_s);
    connect(dialog, &QFileDialog::fileSelected, this, &CallsTab::write);
    dialog->open();
}

void CallsTab::write(const QString &file)
{
    if (m_running)
        return;
    m_running = new CallsExport(reports(),
        {.filter = m_model->filter(), .order = m_model->order(), .descending = m_model->descending()}, file, this);
    m_progress->setRange(0, int(m_model->total()));
    m_progress->setValue(0);
    for (QWidget *each : {static_cast<QWidget *>(m_progress), static_cast<QWidget *>(m_stop)})
        each->show();
    m_export->setEnabled(false);
    connect(m_running, &CallsExport::progress, this, [this](qint64 written) { m_progress->setValue(int(written)); });
    connect(m_running, &CallsExport::finished, this, [this, file](const Result<qint64> &written) {
        m_running->deleteLater();
        m_running = nullptr;
        m_progress->hide();
        m_stop->hide();
        m_export->setEnabled(true);
        if (written)
            Q_EMIT statusMessage(
                tr("%Ln calls written to %1", nullptr, int(*written)).arg(QDir::toNativeSeparators(file)));
        else if (written.error().kind == Error::Kind::Cancelled)
            Q_EMIT statusMessage(tr("Stopped; nothing was written"));
        else
            Q_EMIT problem(tr("The calls could not be written. %1").arg(written.error().detail));
    });
    m_running->start();
}

} // namespace lineup::ui
