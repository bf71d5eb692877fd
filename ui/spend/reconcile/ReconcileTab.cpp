// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spend/reconcile/ReconcileTab.h"

#include "ui/spend/CardGrid.h"
#include "ui/spend/MetricCard.h"
#include "ui/spend/SpendText.h"
#include "ui/spend/charts/ChartPane.h"
#include "ui/spend/reconcile/BillForm.h"
#include "ui/spend/reconcile/ReconcileText.h"
#include "ui/theme/Spacing.h"
#include "ui/widgets/ColumnScroll.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Format.h"

#include <QClipboard>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QFile>
#include <QFileDialog>
#include <QGuiApplication>
#include <QLabel>
#include <QMimeData>
#include <QPromise>
#include <QPushButton>
#include <QStackedLayout>
#include <QThreadPool>

#include <memory>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

constexpr qint64 mostBytes = 20'000'000;
constexpr int cardWidth = 200;

// Away from the window: a long account takes its time.
QFuture<Result<Bill>> readAway(const QString &text, const BillReading &reading)
{
    auto promise = std::make_shared<QPromise<Result<Bill>>>();
    promise->start();
    QThreadPool::globalInstance()->start([promise, text, reading] {
        promise->addResult(readBill(text, reading));
        promise->finish();
    });
    return promise->future();
}

} // namespace

ReconcileTab::ReconcileTab(SpendView &view, Reports &reports, QWidget *parent)
    : TabView(view, reports, parent), m_service(new QComboBox(this)), m_paste(new QPushButton(tr("Paste"), this)),
      m_import(new QPushButton(tr("Import…"), this)), m_again(new QPushButton(tr("Clear"), this)),
      m_form(new BillForm(this)), m_stack(new QStackedLayout)
{
    setAcceptDrops(true);
    m_service->setAccessibleName(tr("Service that the bill is of"));
    m_service->setObjectName(u"reconcileService"_s);
    m_service->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_paste->setObjectName(u"pasteBill"_s);
    m_paste->setAccessibleName(tr("Paste a bill from the clipboard"));
    m_import->setAccessibleName(tr("Import a bill from a file"));
    m_again->setAccessibleName(tr("Put this bill away"));
    for (QPushButton *button : {m_paste, m_import, m_again})
        button->setAutoDefault(false);
    auto *word = new QLabel(tr("Bill of"), this);
    word->setBuddy(m_service);
    auto *row = new QHBoxLayout;
    row->setSpacing(Spacing::small);
    row->addWidget(word);
    row->addWidget(m_service);
    for (QPushButton *button : {m_paste, m_import, m_again})
        row->addWidget(button);
    row->addStretch();
    buildStart();
    buildResult();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, Spacing::hair, 0, Spacing::small);
    layout->setSpacing(Spacing::medium);
    layout->addLayout(row);
    layout->addLayout(m_stack, 1);
    connect(m_paste, &QPushButton::clicked, this, &ReconcileTab::paste);
    connect(m_import, &QPushButton::clicked, this, &ReconcileTab::askFile);
    connect(m_again, &QPushButton::clicked, this, [this] { setText({}); });
    connect(m_service, &QComboBox::activated, this, &ReconcileTab::askLedger);
    connect(m_form, &BillForm::readingChosen, this, &ReconcileTab::read);
    connect(&inquiry(), &Inquiry::done, this, &ReconcileTab::show);
    setText({});
}

void ReconcileTab::buildStart()
{
    auto *empty = new EmptyState(u"document"_s,
        tr("Paste a table of days and amounts from your provider's account, import its CSV file, or drop it here. It "
           "is "
           "held against the ledger, and kept nowhere."),
        this);
    connect(empty->addButton(tr("Paste the bill")), &QPushButton::clicked, this, &ReconcileTab::paste);
    m_stack->addWidget(empty);
}

void ReconcileTab::buildResult()
{
    auto *scroll = new ColumnScroll(this);
    auto *content = new QWidget(scroll);
    auto *inside = new QVBoxLayout(content);
    inside->setContentsMargins(0, 0, Spacing::hair, 0);
    inside->setSpacing(Spacing::medium);
    m_result = new QWidget(content);
    auto *grid = new CardGrid(cardWidth, m_result);
    m_billed = new MetricCard(tr("On the bill"), grid);
    m_ledger = new MetricCard(tr("In the ledger"), grid);
    m_gap = new MetricCard(tr("Gap"), grid);
    m_billed->setObjectName(u"billed"_s);
    m_ledger->setObjectName(u"inLedger"_s);
    m_gap->setObjectName(u"gap"_s);
    for (MetricCard *card : {m_billed, m_ledger, m_gap}) {
        card->hideCourse();
        grid->add(card);
    }
    m_causes = new QLabel(m_result);
    m_causes->setObjectName(u"causes"_s);
    m_causes->setWordWrap(true);
    m_causes->setTextFormat(Qt::PlainText);
    m_causes->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_chart = new ChartPane(m_result);
    m_chart->setObjectName(u"reconcileChart"_s);
    auto *result = new QVBoxLayout(m_result);
    result->setContentsMargins({});
    result->setSpacing(Spacing::medium);
    result->addWidget(grid);
    result->addWidget(m_causes);
    result->addWidget(m_chart, 1);
    inside->addWidget(m_form);
    inside->addWidget(m_result, 1);
    inside->addStretch();
    scroll->setWidget(content);
    m_stack->addWidget(scroll);
    connect(m_chart, &ChartPane::tableWanted, this, [this](bool table) {
        SpendState state = view().state();
        state.table = table;
        view().change(state, table ? tr("Show table") : tr("Show chart"));
    });
    connect(m_chart, &ChartPane::statusMessage, this, &TabView::statusMessage);
    connect(m_chart, &ChartPane::failed, this, &TabView::problem);
}

void ReconcileTab::focusMain()
{
    m_paste->setFocus();
}

void ReconcileTab::paste()
{
    const QString text = QGuiApplication::clipboard()->text();
    if (text.trimmed().isEmpty())
        Q_EMIT statusMessage(tr("The clipboard holds no text"));
    else
        setText(text);
}

void ReconcileTab::askFile()
{
    auto *dialog = new QFileDialog(this, tr("Import a bill"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Tables (*.csv *.tsv *.txt)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &ReconcileTab::importFile);
    dialog->open();
}

void ReconcileTab::importFile(const QString &name)
{
    QFile file(name);
    if (!file.open(QFile::ReadOnly)) {
        Q_EMIT problem(tr("%1 cannot be read: %2").arg(QDir::toNativeSeparators(name), file.errorString()));
        return;
    }
    if (file.size() > mostBytes) {
        Q_EMIT problem(
            tr("%1 is larger than 20 MB. Export a shorter time, or sums per day.").arg(QDir::toNativeSeparators(name)));
        return;
    }
    setText(QString::fromUtf8(file.readAll()));
}

void ReconcileTab::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasText() || event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void ReconcileTab::dropEvent(QDropEvent *event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (!urls.isEmpty() && urls.first().isLocalFile())
        importFile(urls.first().toLocalFile());
    else
        setText(event->mimeData()->text());
    event->acceptProposedAction();
}

void ReconcileTab::setText(const QString &text)
{
    m_text = text;
    m_bill = {};
    m_found = {};
    m_again->setEnabled(!text.isEmpty());
    m_result->hide();
    m_form->forget();
    m_stack->setCurrentIndex(text.isEmpty() ? 0 : 1);
    if (!text.isEmpty())
        read({});
}

void ReconcileTab::read(const BillReading &reading)
{
    m_reader.begin();
    m_reader.ask(readAway(m_text, reading), [this](const Bill &bill) { onRead(bill); });
}

void ReconcileTab::onRead(const Bill &bill)
{
    m_bill = bill;
    if (bill.columns.isEmpty()) {
        setText({});
        Q_EMIT problem(tr("That is no table: it needs at least a column of days and one of amounts, with commas, "
                          "semicolons or tabs between them."));
        return;
    }
    m_form->setBill(bill);
    m_result->setVisible(!bill.lines.isEmpty());
    askLedger();
}

void ReconcileTab::load()
{
    SpendFilter days;
    const SpendSpan span = view().span();
    days.from = span.from;
    days.to = span.to;
    inquiry().begin();
    inquiry().ask(
        reports().values(SpendGroup::Service, days), [this](const SpendTable &table) { takeServices(table); });
}

// The one that was chosen stays; else that of the filter, else the most used.
void ReconcileTab::takeServices(const SpendTable &services)
{
    const QString filtered = view().state().place.words.services.value(0);
    const QString current = m_service->currentData().toString();
    m_service->clear();
    for (const SpendRow &row : services.rows)
        m_service->addItem(row.keys.value(0), row.keys.value(0));
    for (const QString &wanted : {filtered, current}) {
        if (!wanted.isEmpty() && m_service->findData(wanted) >= 0)
            m_service->setCurrentIndex(m_service->findData(wanted));
    }
    askLedger();
}

void ReconcileTab::askLedger()
{
    const QString service = m_service->currentData().toString();
    if (m_bill.lines.isEmpty() || service.isEmpty())
        return;
    const auto [first, last] = std::ranges::minmax_element(m_bill.lines, {}, &BillLine::day);
    SpendFilter filter;
    filter.from = first->day;
    filter.to = last->day;
    filter.services = {service};
    if (!inquiry().isBusy())
        inquiry().begin();
    inquiry().ask(reports().query({.filter = filter, .groups = {SpendGroup::Day}}),
        [this](const SpendTable &table) { m_byDay = table; });
    inquiry().ask(reports().query({.filter = filter, .groups = {SpendGroup::Model}}),
        [this](const SpendTable &table) { m_byModel = table; });
}

void ReconcileTab::show()
{
    m_chart->showTable(view().state().table);
    if (m_bill.lines.isEmpty() || inquiry().isBusy())
        return;
    m_found = reconcile(m_bill, m_byDay, m_byModel);
    showResult();
    showCauses();
}

void ReconcileTab::showResult()
{
    const QString service = m_service->currentText();
    m_billed->setFigure(Format::money(m_found.billed), Format::exactMoney(m_found.billed),
        SpendText::span({m_found.days.first().day, m_found.days.last().day}));
    m_ledger->setFigure(
        Format::money(m_found.ledger), Format::exactMoney(m_found.ledger), tr("calls to %1").arg(service));
    const Money gap = m_found.gap();
    m_gap->setFigure(Format::money(Money::fromNano(qAbs(gap.nano()))), Format::exactMoney(gap),
        gap == Money()       ? tr("none")
            : gap.nano() > 0 ? tr("more on the bill")
                             : tr("more in the ledger"));
    const SpendSpan span {m_found.days.first().day, m_found.days.last().day};
    ChartData chart = chartOf({.byGroup = m_byDay, .byPiece = {}, .parts = {}},
        {.settings = {.group = SpendGroup::Day, .subgroup = SpendGroup::None}, .span = span, .today = view().today()});
    chart.title = tr("Ledger and bill per day");
    chart.series.first().label = tr("In the ledger");
    chart.beforeLabel = tr("On the bill");
    chart.beforeName = u"billed"_s;
    chart.difference = true;
    for (const ReconcileDay &day : std::as_const(m_found.days))
        chart.before += day.billed.nano();
    m_chart->setData(chart, service);
    m_chart->showTable(view().state().table);
}

void ReconcileTab::showCauses()
{
    QStringList lines {ReconcileText::gap(m_found)};
    for (const ReconcileCause &cause : std::as_const(m_found.causes))
        lines += u"• "_s + ReconcileText::cause(cause, QString::fromUtf8(view().zone().id()));
    if (m_found.gap() != Money() && m_found.causes.isEmpty())
        lines += u"• "_s
            + tr("No cause can be told from here. Taxes, credits and fees of the account are in no call, and a price "
                 "of the "
                 "catalogue may be out of date.");
    m_causes->setText(lines.join(u'\n'));
}

} // namespace lineup::ui
