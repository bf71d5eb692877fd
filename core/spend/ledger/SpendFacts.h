// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/domain/CallRecord.h"
#include "core/spend/reports/SpendQuery.h"

namespace lineup {

// What an attempt is told apart by in reports; a row of spend_scopes. A value.
struct SpendScope
{
    QString service; // empty with an empty model: a call that was sent to nobody
    QString model;
    QString chain; // name
    QString user;
    QString project;
    QStringList tags; // sorted
    QString source;
    CallStatus status = CallStatus::Answered; // of the call
    bool operator==(const SpendScope &) const = default;
};

// What a report counts: an attempt, or a call that made none. The call's own counters are at the one that decided.
struct SpendFact
{
    SpendScope scope;
    SpendSums sums;
};

// The error's code of a call whose process ended before the call did.
inline constexpr QLatin1StringView interruptedCode("interrupted");

[[nodiscard]] CallStatus callStatus(const std::optional<Error> &error);
// "reliable" of "chain/reliable"; empty for anything else.
[[nodiscard]] QString chainOf(QStringView requestedModel);
// One for each attempt in order, or one for a call without attempts. Pure.
[[nodiscard]] QList<SpendFact> spendFacts(const CallRecord &call);
[[nodiscard]] QString tagsText(const QStringList &tags); // a JSON array
[[nodiscard]] QStringList tagsFromText(const QString &json);

} // namespace lineup
