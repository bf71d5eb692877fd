// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spend/FilterBar.h"

#include "ui/spend/RangeDialog.h"
#include "ui/spend/SpendText.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Spacing.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/Format.h"
#include "ui/widgets/SearchField.h"
#include "ui/widgets/ToolChip.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QStandardItemModel>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

constexpr int mostInMenu = 25; // of one kind; the field finds the others
constexpr int groupRole = Qt::UserRole;
constexpr int wordRole = Qt::UserRole + 1;
constexpr int fieldWidth = 200;

QString escaped(QString text)
{
    return text.replace(u'&', u"&&"_s);
}

} // namespace

QString filterWordText(SpendGroup group, const QString &word)
{
    return FilterBar::tr("%1: %2", "kind of a filter, its word")
        .arg(SpendText::group(group), SpendText::key(group, word));
}

FilterBar::FilterBar(SpendView &view, Reports &reports, QWidget *parent)
    : QWidget(parent), m_view(view), m_reports(reports), m_model(new QStandardItemModel(this)),
      m_range(new ToolChip({}, this)), m_compare(new ToolChip(tr("Compare"), this)),
      m_field(new SearchField(tr("Filter by model, service, tag…"), this)), m_add(new ToolChip(tr("Add filter"), this)),
      m_chips(new QWidget(this)), m_clear(new ToolChip(tr("Clear filters"), m_chips))
{
    buildRange();
    buildField();
    buildMenu();
    m_compare->setCheckable(true);
    m_compare->setObjectName(u"compare"_s);
    m_compare->setAccessibleName(tr("Compare with the time before"));
    m_clear->setObjectName(u"clearFilters"_s);
    m_clear->hide();
    connect(m_compare, &QAbstractButton::clicked, this, [this](bool on) {
        SpendState state = m_view.state();
        state.compare = on;
        m_view.change(state, tr("Compare"));
    });
    connect(m_clear, &QAbstractButton::clicked, &m_view, &SpendView::clearWords);

    auto *row = new QHBoxLayout;
    row->setSpacing(Spacing::small);
    row->addWidget(m_range);
    row->addWidget(m_compare);
    row->addSpacing(Spacing::small);
    row->addWidget(m_field);
    row->addWidget(m_add);
    row->addStretch();
    auto *flow = new FlowLayout(m_chips, Spacing::hair);
    flow->setContentsMargins({});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(Spacing::small);
    layout->addLayout(row);
    layout->addWidget(m_chips);
    connect(&m_view, &SpendView::changed, this, &FilterBar::refresh);
    connect(&m_reports, &Reports::changed, this, [this] { m_wordsOf.reset(); });
    refresh();
}

void FilterBar::buildRange()
{
    auto *menu = new QMenu(m_range);
    for (const SpendRange range : {SpendRange::Today, SpendRange::Days7, SpendRange::Days30, SpendRange::Month,
             SpendRange::LastMonth, SpendRange::Year}) {
        QAction *action = menu->addAction(SpendText::range(range));
        connect(action, &QAction::triggered, this, [this, range] { m_view.setRange(range); });
    }
    menu->addSeparator();
    connect(menu->addAction(SpendText::range(SpendRange::Custom)), &QAction::triggered, this, &FilterBar::openCustom);
    m_range->setIcon(icon(u"clock"_s));
    m_range->setMenu(menu);
    m_range->setObjectName(u"range"_s);
}

void FilterBar::buildField()
{
    m_field->setObjectName(u"filterField"_s);
    m_field->setFixedWidth(fieldWidth + fontMetrics().horizontalAdvance(u"MMM"_s));
    auto *completer = new QCompleter(m_model, m_field);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    completer->setMaxVisibleItems(12);
    completer->popup()->setAccessibleName(tr("What can be filtered by"));
    m_field->setCompleter(completer);
    m_field->installEventFilter(this);
    connect(completer, qOverload<const QModelIndex &>(&QCompleter::activated), this, [this](const QModelIndex &index) {
        const auto group = SpendGroup(index.data(groupRole).toInt());
        const QString word = index.data(wordRole).toString();
        // The completer writes its text into the field after this.
        QMetaObject::invokeMethod(
            this,
            [this, group, word] {
                m_field->clear();
                m_view.addWord(group, word);
            },
            Qt::QueuedConnection);
    });
    connect(m_field, &QLineEdit::returnPressed, this, &FilterBar::chooseTyped);
}

void FilterBar::buildMenu()
{
    m_add->setIcon(icon(u"add"_s));
    m_add->setObjectName(u"addFilter"_s);
    auto *menu = new QMenu(m_add);
    for (const SpendGroup group : wordGroups()) {
        QMenu *words = menu->addMenu(SpendText::group(group));
        connect(words, &QMenu::aboutToShow, this, [this, words, group] { fillMenu(*words, group); });
    }
    connect(menu, &QMenu::aboutToShow, this, &FilterBar::askWords);
    m_add->setMenu(menu);
}

void FilterBar::fillMenu(QMenu &menu, SpendGroup group)
{
    menu.clear();
    const QList<SpendRow> rows = m_words.value(group).rows;
    const QStringList chosen = filterWords(m_view.state().place.words, group);
    for (const SpendRow &row : rows.mid(0, mostInMenu)) {
        const QString word = row.keys.value(0);
        QAction *action = menu.addAction(escaped(tr("%1  (%2)", "word of a filter, number of calls")
                                                     .arg(SpendText::key(group, word), Format::count(row.sums.calls))));
        action->setCheckable(true);
        action->setChecked(chosen.contains(word));
        connect(action, &QAction::triggered, this,
            [this, group, word](bool on) { on ? m_view.addWord(group, word) : m_view.removeWord(group, word); });
    }
    if (rows.size() > mostInMenu)
        menu.addAction(tr("More: type in the field beside"), this, &FilterBar::focusField);
    if (rows.isEmpty())
        menu.addAction(m_inquiry.isBusy() ? tr("The ledger is being read…") : tr("None in this time"))
            ->setEnabled(false);
}

void FilterBar::askWords()
{
    if (m_wordsOf == m_view.span())
        return;
    m_wordsOf = m_view.span();
    SpendFilter days;
    days.from = m_wordsOf->from;
    days.to = m_wordsOf->to;
    m_words.clear();
    m_inquiry.begin();
    for (const SpendGroup group : wordGroups())
        m_inquiry.ask(
            m_reports.values(group, days), [this, group](const SpendTable &table) { takeWords(group, table); });
}

void FilterBar::takeWords(SpendGroup group, const SpendTable &table)
{
    m_words.insert(group, table);
    if (m_words.size() < wordGroups().size())
        return;
    m_model->clear();
    for (const SpendGroup each : wordGroups()) {
        for (const SpendRow &row : m_words.value(each).rows) {
            auto *item = new QStandardItem(filterWordText(each, row.keys.value(0)));
            item->setData(int(each), groupRole);
            item->setData(row.keys.value(0), wordRole);
            m_model->appendRow(item);
        }
    }
    if (m_field->hasFocus() && !m_field->text().isEmpty())
        m_field->completer()->complete();
}

// Enter without a choice takes the only word that fits.
void FilterBar::chooseTyped()
{
    const QString text = m_field->text().trimmed();
    const QList<QStandardItem *> found
        = text.isEmpty() ? QList<QStandardItem *>() : m_model->findItems(text, Qt::MatchContains);
    if (found.size() != 1)
        return;
    m_field->clear();
    m_view.addWord(SpendGroup(found.first()->data(groupRole).toInt()), found.first()->data(wordRole).toString());
}

void FilterBar::focusField()
{
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}

bool FilterBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field && event->type() == QEvent::FocusIn)
        askWords();
    return QWidget::eventFilter(watched, event);
}

void FilterBar::openCustom()
{
    auto *dialog = new RangeDialog(m_view.span(), m_view.today(), this);
    connect(dialog, &RangeDialog::chosen, this,
        [this](const SpendSpan &span) { m_view.setRange(SpendRange::Custom, span); });
    dialog->open();
}

void FilterBar::refresh()
{
    const SpendState &state = m_view.state();
    const QString days = SpendText::span(m_view.span());
    const bool custom = state.place.range == SpendRange::Custom;
    m_range->setText(custom ? days : SpendText::range(state.place.range));
    m_range->setToolTip(days);
    m_range->setAccessibleName(tr("Range: %1").arg(custom ? days : m_range->text() + u", "_s + days));
    m_range->updateGeometry();
    m_compare->setChecked(state.compare);
    m_compare->setToolTip(tr("Beside the time before: %1").arg(SpendText::span(m_view.spanBefore())));
    refreshChips();
}

void FilterBar::refreshChips()
{
    QLayout *flow = m_chips->layout();
    while (QLayoutItem *item = flow->takeAt(0)) {
        if (item->widget() != m_clear)
            item->widget()->deleteLater();
        item->widget()->hide();
        delete item;
    }
    int count = 0;
    for (const SpendGroup group : wordGroups()) {
        for (const QString &word : filterWords(m_view.state().place.words, group)) {
            auto *chip = new ToolChip(filterWordText(group, word), m_chips);
            chip->setIcon(icon(u"close"_s));
            chip->setAccessibleName(tr("Remove the filter %1").arg(filterWordText(group, word)));
            chip->setToolTip(chip->accessibleName());
            connect(chip, &QAbstractButton::clicked, this, [this, group, word] { m_view.removeWord(group, word); });
            flow->addWidget(chip);
            chip->show();
            ++count;
        }
    }
    if (count > 1) {
        flow->addWidget(m_clear);
        m_clear->show();
    }
    m_chips->setVisible(count > 0);
}

} // namespace lineup::ui
