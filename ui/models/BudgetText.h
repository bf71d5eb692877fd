// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/spend/budgets/Budget.h"
#include "core/spend/budgets/Budgets.h"

#include <QCoreApplication>
#include <QTimeZone>

namespace lineup::ui {

// Budgets in words; shared by the tree, the editor, the send button, error cards and the status bar. serviceLabel: the
// name of scope.service for people; empty: its id is shown. Pure functions, GUI thread.
class BudgetText
{
    Q_DECLARE_TR_FUNCTIONS(BudgetText)
public:
    // "$11.80", "1,204 tokens", "60 requests".
    [[nodiscard]] static QString amount(Budget::Meter meter, qint64 amount);
    [[nodiscard]] static QString exactAmount(Budget::Meter meter, qint64 amount);
    // As amount(), without cents where there are none: "$25".
    [[nodiscard]] static QString limit(Budget::Meter meter, qint64 amount);
    [[nodiscard]] static QString meter(Budget::Meter meter); // "Dollars"

    [[nodiscard]] static QString scope(const BudgetScope &scope, const QString &serviceLabel); // "Anthropic · user ann"
    [[nodiscard]] static QString source(const QString &source); // "the app"
    [[nodiscard]] static QString period(const BudgetPeriod &period); // "each month from day 15"
    [[nodiscard]] static QString periodKind(BudgetPeriod::Kind kind);
    // "At most $25 per calendar month for everything that user ann sends to Anthropic."
    [[nodiscard]] static QString sentence(const Budget &budget, const QString &serviceLabel);
    [[nodiscard]] static QString actionSentence(const Budget &budget); // "At 80% you are warned. …"
    [[nodiscard]] static QString actions(const Budget &budget); // "Warn 80%, block"

    [[nodiscard]] static QString used(const BudgetStatus &status); // "$11.80 of $25.00"
    [[nodiscard]] static QString usedDetails(const BudgetStatus &status); // one line a part
    [[nodiscard]] static QString blocked(const BudgetStatus &status); // "Daily $1.00 – $0.97 used"
    [[nodiscard]] static double share(const BudgetStatus &status); // of the limit, 1 is all of it
    // The threshold from which a warning shows: that of Warn, else 80 %.
    [[nodiscard]] static bool isWarning(const BudgetStatus &status);
    [[nodiscard]] static bool isSpent(const BudgetStatus &status); // nothing is left
    [[nodiscard]] static QString stateWord(const BudgetStatus &status); // "Off", "Spent", "82% used", …

    // "in 3 h 12 min, Mon 00:00", in the budget's time zone; another one than the system's is named.
    [[nodiscard]] static QString resets(const BudgetStatus &status, const QDateTime &now);
    // If it goes on as in the period so far; nothing: it is too early to say (a tenth of the period), or there is no
    // end.
    [[nodiscard]] static std::optional<qint64> projected(const BudgetStatus &status, const QDateTime &now);

    [[nodiscard]] static QTimeZone zone(const BudgetPeriod &period);
    // Of the past: "12 Nov", "November 2025", "12 Nov 14:00"; and as short as an axis has room for.
    [[nodiscard]] static QString periodName(const BudgetPeriod &period, const BudgetHistoryPeriod &part);
    [[nodiscard]] static QString periodTick(const BudgetPeriod &period, const BudgetHistoryPeriod &part);
    // "Would have blocked 3 calls on 12 Nov."
    [[nodiscard]] static QString preview(const Budget &budget, const QList<BudgetHistoryPeriod> &parts);
    [[nodiscard]] static QString clock(const QDateTime &when, const QDateTime &now); // "Mon 00:00", "1 Dec 00:00"

private:
    [[nodiscard]] static QString perPeriod(const BudgetPeriod &period);
    [[nodiscard]] static QString everything(const BudgetScope &scope, const QString &serviceLabel);
    [[nodiscard]] static QString whichPeriods(const BudgetPeriod &period, int count);
    [[nodiscard]] static QString onPeriod(const BudgetPeriod &period, const BudgetHistoryPeriod &part);
};

} // namespace lineup::ui
