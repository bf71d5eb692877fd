// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "ui/spend/charts/ChartData.h"

#include <QTimeZone>
#include <QUndoStack>

namespace lineup::ui {

// What the page's parts share: the state, and the one way to change it. Each change is a step of undo. GUI thread; the
// clock outlives it.
class SpendView : public QObject
{
    Q_OBJECT
public:
    explicit SpendView(const Clock &clock, QObject *parent = nullptr);

    [[nodiscard]] const SpendState &state() const { return m_state; }
    [[nodiscard]] QUndoStack &stack() { return m_stack; }
    // text: for undo, "Change range".
    void change(const SpendState &state, const QString &text);
    void reset(const SpendState &state); // at the start: no step of undo

    void setRange(SpendRange range, const SpendSpan &custom = {});
    void addWord(SpendGroup group, const QString &word);
    void removeWord(SpendGroup group, const QString &word);
    void clearWords();
    void drill(SpendGroup group, const QString &key);
    void goUp();
    void goUpTo(qsizetype crumb); // leaves that many steps of the trail

    // A model or a service keeps its colour as long as the page is there, whatever is filtered.
    void giveColors(SpendGroup group, QList<ChartData::Series> &series);

    // Days are those of the ledger's zone: what is given here, at first the system's.
    void setZone(const QTimeZone &zone);
    [[nodiscard]] const QTimeZone &zone() const { return m_zone; }
    [[nodiscard]] QDate today() const;
    [[nodiscard]] SpendSpan span() const { return spanOf(m_state.place, today()); }
    [[nodiscard]] SpendSpan spanBefore() const { return lineup::ui::spanBefore(m_state.place, today()); }
    [[nodiscard]] SpendFilter filter() const { return filterOf(m_state.place, span()); }

Q_SIGNALS:
    void changed(); // the state, or which day it is

private:
    class Command;
    void take(const SpendState &state);
    void changePlace(const SpendPlace &place, const QString &text); // by hand: the trail ends

    const Clock &m_clock;
    SpendState m_state;
    QTimeZone m_zone;
    QHash<QString, int> m_colors;
    QHash<SpendGroup, int> m_used; // colours
    QUndoStack m_stack;
};

} // namespace lineup::ui
