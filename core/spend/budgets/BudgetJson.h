// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/spend/budgets/Budget.h"

#include <QJsonObject>

namespace lineup {

// Budgets as JSON, for the database, the command line and other programs:
// {"id", "name", "enabled", "scope": {"user", …}, "period": {"kind": "month", "month_day": 1, "time_zone"},
//  "meter": "dollars", "limit": "10", "actions": [{"kind": "warn", "percent": 80}], "allow_unpriced", "created_at"}.
// Dollars are decimal text, other amounts numbers. Members that are not needed are left out.
[[nodiscard]] QJsonObject budgetJson(const Budget &budget);
// BadRequest with the path for what is wrong in form.
[[nodiscard]] Result<Budget> readBudget(const QJsonObject &json);
[[nodiscard]] QJsonObject budgetStatusJson(const BudgetStatus &status);
// {"kind": "budget_threshold", "message", "budget", "id", "action": "warn", "percent": 80, "used", "limit",
//  "resets_at"}; the message is a sentence for a person.
[[nodiscard]] QJsonObject noticeJson(const BudgetNotice &notice);

// What is wrong in meaning, in a sentence that says what to do; nothing: it can be kept.
[[nodiscard]] std::optional<Error> budgetFault(const Budget &budget);

[[nodiscard]] QJsonValue amountJson(Budget::Meter meter, qint64 amount);
// "$12.50", "1500 tokens", "1 request".
[[nodiscard]] QString amountText(Budget::Meter meter, qint64 amount);
// From "12.50" or "1500". Nothing: it is no such amount.
[[nodiscard]] std::optional<qint64> amountFromText(Budget::Meter meter, QStringView text);

// "dollars", "hour", "warn": stable words.
[[nodiscard]] QString meterName(Budget::Meter meter);
[[nodiscard]] std::optional<Budget::Meter> meterFromName(QStringView name);
[[nodiscard]] QString periodName(BudgetPeriod::Kind kind);
[[nodiscard]] std::optional<BudgetPeriod::Kind> periodFromName(QStringView name);
[[nodiscard]] QString actionName(BudgetAction::Kind kind);
// Also in LiteLLM's words, in the system's time zone: "day", "daily", "24h", "1d"; "week", "weekly"; "month",
// "monthly", "1mo"; "hour", "hourly", "1h"; "30d" for the last 30 days, "yearly" for the last 365; "total". Nothing: it
// is none.
[[nodiscard]] std::optional<BudgetPeriod> periodFromText(QStringView text);

} // namespace lineup
