// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spend/SpendView.h"

#include <QUndoCommand>

using namespace Qt::StringLiterals;

namespace lineup::ui {

class SpendView::Command final : public QUndoCommand
{
public:
    Command(SpendView &view, const SpendState &after, const QString &text)
        : QUndoCommand(text), m_view(view), m_before(view.state()), m_after(after)
    {
    }
    void redo() override { m_view.take(m_after); }
    void undo() override { m_view.take(m_before); }

private:
    SpendView &m_view;
    SpendState m_before;
    SpendState m_after;
};

SpendView::SpendView(const Clock &clock, QObject *parent)
    : QObject(parent), m_clock(clock), m_zone(QTimeZone::systemTimeZone())
{
}

void SpendView::giveColors(SpendGroup group, QList<ChartData::Series> &series)
{
    if (group == SpendGroup::None)
        return;
    for (ChartData::Series &each : series) {
        if (each.isOther)
            continue;
        const QString name = spendGroupName(group) + u'\n' + each.key;
        if (!m_colors.contains(name))
            m_colors.insert(name, m_used[group]++);
        each.color = m_colors.value(name);
    }
}

QDate SpendView::today() const
{
    return m_clock.now().toTimeZone(m_zone).date();
}

void SpendView::setZone(const QTimeZone &zone)
{
    if (!zone.isValid() || zone == m_zone)
        return;
    m_zone = zone;
    Q_EMIT changed();
}

void SpendView::take(const SpendState &state)
{
    m_state = state;
    Q_EMIT changed();
}

void SpendView::change(const SpendState &state, const QString &text)
{
    if (state != m_state)
        m_stack.push(new Command(*this, state, text));
}

void SpendView::reset(const SpendState &state)
{
    m_stack.clear();
    take(state);
}

void SpendView::changePlace(const SpendPlace &place, const QString &text)
{
    SpendState state = m_state;
    if (state.place == place)
        return;
    state.place = place;
    state.trail.clear();
    change(state, text);
}

void SpendView::setRange(SpendRange range, const SpendSpan &custom)
{
    SpendPlace place = m_state.place;
    place.range = range;
    place.custom = range == SpendRange::Custom ? custom : SpendSpan();
    changePlace(place, tr("Change range"));
}

void SpendView::addWord(SpendGroup group, const QString &word)
{
    SpendPlace place = m_state.place;
    QStringList words = filterWords(place.words, group);
    if (words.contains(word))
        return;
    setFilterWords(place.words, group, words << word);
    changePlace(place, tr("Add filter"));
}

void SpendView::removeWord(SpendGroup group, const QString &word)
{
    SpendPlace place = m_state.place;
    QStringList words = filterWords(place.words, group);
    words.removeAll(word);
    setFilterWords(place.words, group, words);
    changePlace(place, tr("Remove filter"));
}

void SpendView::clearWords()
{
    SpendPlace place = m_state.place;
    place.words = {};
    changePlace(place, tr("Clear filters"));
}

void SpendView::drill(SpendGroup group, const QString &key)
{
    const SpendState to = drilled(m_state, group, key, today());
    if (to.place != m_state.place)
        change(to, tr("Look closer"));
}

void SpendView::goUp()
{
    change(up(m_state), tr("Go up"));
}

void SpendView::goUpTo(qsizetype crumb)
{
    SpendState state = m_state;
    while (state.trail.size() > crumb)
        state = up(state);
    change(state, tr("Go up"));
}

} // namespace lineup::ui
