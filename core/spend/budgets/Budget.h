// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Money.h"

#include <QDateTime>
#include <QList>
#include <QStringList>

#include <optional>

namespace lineup {

// Which calls a budget is about: those that fit every member that is not empty. Tags: a call that has one of them.
struct BudgetScope
{
    QString user;
    QString service; // id
    QString model; // "service/model", or "chain/name": whatever is asked through that chain
    QString project;
    QString tag;
    QString source; // "app", "cli", …
    bool operator==(const BudgetScope &) const = default;
};

// How long a budget lasts, in the calendar of its time zone. A period begins at midnight there, an hour at the full
// hour; all of it is counted from BudgetPeriods.
struct BudgetPeriod
{
    enum class Kind {
        Hour,
        Day,
        Week, // begins on weekStart
        Month, // begins on monthDay; where a month is shorter, on its last day
        Rolling, // today and the days - 1 before it
        Total // never ends
    };
    Kind kind = Kind::Month;
    Qt::DayOfWeek weekStart = Qt::Monday;
    int monthDay = 1; // 1 to 31
    int days = 30; // of Rolling
    QByteArray timeZone; // IANA id; empty: the system's, as it is when the budget is looked at
    bool operator==(const BudgetPeriod &) const = default;
};

// What happens when so much of the limit is used.
struct BudgetAction
{
    enum class Kind {
        Warn, // says so, once a period
        Switch, // calls go to another model or chain
        Block // a call that could go beyond is refused
    };
    Kind kind = Kind::Warn;
    int percent = 80; // of the limit; Block is always 100
    QString model; // Switch: model string
    bool operator==(const BudgetAction &) const = default;
};

// A limit that a person set. A value. Amounts: of Meter::Dollars nano-dollars, else whole tokens or requests.
struct Budget
{
    enum class Meter { Dollars, Tokens, Requests };

    QString id; // UUID
    QString name; // shown; each once
    bool enabled = true;
    BudgetScope scope;
    BudgetPeriod period;
    Meter meter = Meter::Dollars;
    qint64 limit = 0;
    QList<BudgetAction> actions; // ascending
    // Under Block, models without a known price, or whose answer nothing bounds, are refused unless this is set.
    bool allowUnpriced = false;
    QDateTime createdAt; // UTC
    bool operator==(const Budget &) const = default;

    [[nodiscard]] bool blocks() const;
    [[nodiscard]] std::optional<BudgetAction> action(BudgetAction::Kind kind) const; // the first of its kind
};

// How it stands in its current period. Amounts as Budget::limit.
struct BudgetStatus
{
    Budget budget;
    QDateTime from; // UTC
    QDateTime to; // UTC: when it resets (Rolling: when the oldest day falls out); invalid: never
    qint64 used = 0; // by calls that are over
    qint64 reserved = 0; // by calls under way, their worst case
    // By calls of which nobody knows what they cost, though they may have: their worst case, counted as used. In it the
    // limit holds.
    qint64 uncertain = 0;
    int unpriced = 0; // calls in it without a known cost
    qint64 extra = 0; // allowed on top until some moment (overrides)
    QDateTime extraUntil; // UTC, when the first of them ends

    [[nodiscard]] qint64 limit() const { return budget.limit + extra; }
    [[nodiscard]] qint64 counted() const { return used + reserved + uncertain; }
    [[nodiscard]] qint64 remaining() const { return limit() - counted(); } // below zero: overspent
    bool operator==(const BudgetStatus &) const = default;
};

// "$2 more until midnight", as it was allowed.
struct BudgetOverride
{
    QString budgetId;
    qint64 amount = 0; // as Budget::limit
    QDateTime allowedAt; // UTC
    QDateTime until; // UTC
    QString source; // "app", "cli"
    bool operator==(const BudgetOverride &) const = default;
};

// A threshold that was reached for the first time in a period.
struct BudgetNotice
{
    BudgetStatus status;
    BudgetAction action;
    bool operator==(const BudgetNotice &) const = default;
};

} // namespace lineup

Q_DECLARE_METATYPE(lineup::BudgetNotice)
