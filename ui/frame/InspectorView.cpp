// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/InspectorView.h"

#include "core/providers/CurlCommand.h"
#include "ui/frame/CallFacts.h"
#include "ui/frame/TimingBars.h"
#include "ui/theme/Spacing.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/Format.h"

#include <QClipboard>
#include <QComboBox>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTableWidget>
#include <QTreeWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace lineup::ui {

InspectorView::InspectorView(QWidget *parent)
    : QWidget(parent), m_title(new ElidedLabel({}, this)), m_hint(new QLabel(this)), m_attempt(new QComboBox(this)),
      m_tabs(new QTabWidget(this)), m_bars(new TimingBars(this)), m_times(new QTableWidget(this)),
      m_facts(new QTreeWidget(this)), m_request(nullptr), m_answer(nullptr),
      m_copyCurl(addButton(tr("Copy as curl"), &InspectorView::curl)),
      m_copyRequest(addButton(tr("Copy request"), &InspectorView::requestText)),
      m_copyAnswer(addButton(tr("Copy answer"), &InspectorView::answerText)),
      m_copyFacts(addButton(tr("Copy details"), &InspectorView::facts)),
      m_setPrice(new QPushButton(tr("Set a price…"), this))
{
    connect(m_setPrice, &QPushButton::clicked, this, [this] {
        if (const AttemptRecord *attempt = unpriced())
            Q_EMIT priceRequested(attempt->service, attempt->model);
    });
    build();
    connect(m_attempt, &QComboBox::currentIndexChanged, this, [this] {
        m_requestShown = m_answerShown = false;
        fillTexts();
        updateButtons();
    });
    m_tabs->setAccessibleName(tr("What is shown of the call"));
    connect(m_tabs, &QTabWidget::currentChanged, this, &InspectorView::fillTexts);
    setCall({});
}

void InspectorView::build()
{
    m_title->setFont(themeFont(TextSize::Title));
    m_hint->setWordWrap(true);
    m_hint->setTextFormat(Qt::PlainText);
    m_attempt->setAccessibleName(tr("Attempt whose request and answer are shown"));
    m_times->setAccessibleName(tr("Times of each attempt"));
    m_times->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_times->setTabKeyNavigation(false);
    m_times->setShowGrid(false);
    m_times->setFont(tabularFont(themeFont(TextSize::Caption)));
    m_times->verticalHeader()->hide();
    m_facts->setAccessibleName(tr("Details of the call"));
    m_facts->setColumnCount(2);
    m_facts->setHeaderLabels({tr("What"), tr("Value")});
    m_facts->setFont(tabularFont(m_facts->font()));
    m_facts->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    auto *times = new QWidget(this);
    auto *column = new QVBoxLayout(times);
    column->setSpacing(Spacing::small);
    column->addWidget(m_bars);
    column->addWidget(m_times, 1);
    m_tabs->addTab(times, tr("Times"));
    m_tabs->addTab(m_facts, tr("Details"));
    m_request = addText(tr("Request"), tr("Request, as it was sent, without the key"));
    m_answer = addText(tr("Answer"), tr("Answer, as it came"));
    m_tabs->setUsesScrollButtons(true);
    auto *buttons = new FlowLayout(nullptr, Spacing::small);
    for (QPushButton *button : {m_setPrice, m_copyCurl, m_copyRequest, m_copyAnswer, m_copyFacts})
        buttons->addWidget(button);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Spacing::medium, Spacing::small, Spacing::medium, Spacing::medium);
    layout->setSpacing(Spacing::small);
    layout->addWidget(m_title);
    layout->addWidget(m_hint);
    layout->addWidget(m_attempt);
    layout->addWidget(m_tabs, 1);
    layout->addLayout(buttons);
    setMinimumWidth(300);
}

QPlainTextEdit *InspectorView::addText(const QString &title, const QString &name)
{
    auto *edit = new QPlainTextEdit(this);
    edit->setReadOnly(true);
    edit->setUndoRedoEnabled(false);
    edit->setTabChangesFocus(true);
    edit->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    edit->setAccessibleName(name);
    m_tabs->addTab(edit, title);
    return edit;
}

QPushButton *InspectorView::addButton(const QString &text, QString (InspectorView::*source)() const)
{
    auto *button = new QPushButton(text, this);
    connect(button, &QPushButton::clicked, this, [this, source] {
        QGuiApplication::clipboard()->setText((this->*source)());
        Q_EMIT statusMessage(tr("Copied"));
    });
    return button;
}

void InspectorView::setCall(const std::optional<CallDetails> &call)
{
    if (m_call && call && m_call->record.id == call->record.id && !call->record.id.isEmpty()
        && m_call->attempts.size() == call->attempts.size())
        return;
    m_call = call;
    m_requestShown = m_answerShown = false;
    const bool live = call && !call->attempts.isEmpty();
    m_title->setFullText(call ? call->record.requestedModel : tr("No call"));
    m_hint->setText(!call ? tr("Answers of this session are shown here. Earlier calls: Today's sum in the status bar, "
                               "then a call of the list.")
            : live        ? tr("The key is not shown, and neither text is kept on disk.")
                   : tr("What was sent and what came back is known only for the latest answers of this session."));
    m_tabs->setEnabled(call.has_value());
    fillTimes();
    fillFacts();
    {
        const QSignalBlocker blocker(m_attempt);
        m_attempt->clear();
        for (qsizetype i = 0; call && i < call->record.attempts.size(); ++i) {
            const AttemptRecord &attempt = call->record.attempts.at(i);
            m_attempt->addItem(tr("Attempt %1: %2").arg(i + 1).arg(attempt.service + u'/' + attempt.model));
        }
        m_attempt->setCurrentIndex(m_attempt->count() - 1); // the one that decided
    }
    m_attempt->setVisible(m_attempt->count() > 1);
    fillTexts();
    updateButtons();
}

void InspectorView::fillTimes()
{
    const QList<TimingRow> rows = m_call ? timingRows(m_call->record) : QList<TimingRow>();
    m_bars->setRows(rows);
    QStringList titles {tr("What"), tr("Begins")};
    for (int phase = 0; phase < TimingRow::PhaseCount; ++phase)
        titles += phaseName(TimingRow::Phase(phase));
    titles += tr("Total");
    m_times->setColumnCount(int(titles.size()));
    m_times->setHorizontalHeaderLabels(titles);
    m_times->setRowCount(int(rows.size()));
    for (int row = 0; row < rows.size(); ++row) {
        const TimingRow &timing = rows.at(row);
        QStringList cells {timing.label, Format::duration(timing.at)};
        for (const auto &phase : timing.phases)
            cells += phase ? Format::duration(*phase) : u"–"_s;
        cells += Format::duration(timing.total);
        for (int column = 0; column < cells.size(); ++column) {
            auto *cell = new QTableWidgetItem(cells.at(column));
            cell->setTextAlignment((column == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
            m_times->setItem(row, column, cell);
        }
    }
    m_times->resizeColumnsToContents();
}

void InspectorView::fillFacts()
{
    m_facts->clear();
    if (!m_call)
        return;
    for (const CallFacts::Section &section : CallFacts::sections(*m_call)) {
        auto *top = new QTreeWidgetItem(m_facts, {section.title});
        top->setFirstColumnSpanned(true);
        for (const auto &[name, value] : section.lines) {
            auto *item = new QTreeWidgetItem(top, name.isEmpty() ? QStringList {value} : QStringList {name, value});
            item->setFirstColumnSpanned(name.isEmpty());
            item->setToolTip(name.isEmpty() ? 0 : 1, value);
        }
    }
    m_facts->expandAll();
}

void InspectorView::fillTexts()
{
    if (m_tabs->currentIndex() == Request && !std::exchange(m_requestShown, true))
        m_request->setPlainText(CallFacts::broken(requestText()));
    if (m_tabs->currentIndex() == Answer && !std::exchange(m_answerShown, true))
        m_answer->setPlainText(CallFacts::broken(answerText()));
}

void InspectorView::updateButtons()
{
    const Exchange shown = exchange();
    m_copyCurl->setEnabled(!shown.isEmpty());
    m_copyRequest->setEnabled(!shown.isEmpty());
    m_copyAnswer->setEnabled(shown.status != 0);
    m_copyFacts->setEnabled(m_call.has_value());
    m_setPrice->setVisible(unpriced() != nullptr);
}

const AttemptRecord *InspectorView::unpriced() const
{
    const int index = m_attempt->currentIndex();
    if (!m_call || m_call->record.demo || index < 0 || index >= m_call->record.attempts.size())
        return nullptr;
    const AttemptRecord &attempt = m_call->record.attempts.at(index);
    return attempt.cost.reason() == Cost::Reason::NoPrice ? &attempt : nullptr;
}

Exchange InspectorView::exchange() const
{
    const int index = m_attempt->currentIndex();
    return m_call && index >= 0 && index < m_call->attempts.size() ? m_call->attempts.at(index).exchange : Exchange();
}

QString InspectorView::curl() const
{
    return curlCommand(exchange());
}

QString InspectorView::requestText() const
{
    return CallFacts::requestText(exchange());
}

QString InspectorView::answerText() const
{
    return CallFacts::answerText(exchange());
}

QString InspectorView::facts() const
{
    return m_call ? CallFacts::plainText(CallFacts::sections(*m_call)) : QString();
}

} // namespace lineup::ui
