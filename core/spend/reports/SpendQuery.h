// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Money.h"

#include <QDate>
#include <QList>
#include <QStringList>

#include <optional>

namespace lineup {

// By what spending is taken apart. A call with several tags is counted at each of them, so those sums do not add up to
// the total (which is given beside them).
enum class SpendGroup { None, Day, Week, Month, Service, Model, Chain, User, Project, Tag, Source, Status };

// How a call ended.
enum class CallStatus { Answered, Failed, Cancelled, Interrupted };

// Which calls are meant: those that fit every member that is not empty; in a list, one of its words. Demo calls never.
// The word "" stands for calls that have no such thing: without a project, without a tag, sent to nobody.
// Days are those of the ledger's time zone (Reports::timeZone), by the moment at which the call began. Of a call that
// went to several services only the attempts at those named are counted.
struct SpendFilter
{
    QDate from; // inclusive; invalid: from the first call on
    QDate to; // inclusive; invalid: to the last one
    QStringList services; // ids
    QStringList models; // "service/model"
    QStringList chains; // names, without "chain/"
    QStringList users;
    QStringList projects;
    QStringList tags; // a call that has one of them
    QStringList sources;
    QList<CallStatus> statuses;
    bool operator==(const SpendFilter &) const = default;
};

// Sums over calls and their attempts. Money is exact; what has no known cost is counted, never taken for 0.
struct SpendSums
{
    Money cost; // of all attempts with a known cost
    Money estimated; // the part of it that rests on estimated usage
    Money cacheSaved; // what cached input would have cost more; below zero where writing cost more than reading saved
    qint64 calls = 0; // counted where the attempt that decided was made
    qint64 failed = 0; // of them: failed or interrupted
    qint64 cancelled = 0;
    qint64 attempts = 0;
    qint64 unpriced = 0; // attempts that may have cost something, nobody knows what
    qint64 inputFresh = 0; // tokens
    qint64 inputCacheRead = 0;
    qint64 inputCacheWrite = 0;
    qint64 inputOther = 0; // audio and images that are billed apart
    qint64 outputText = 0;
    qint64 outputReasoning = 0;
    qint64 outputOther = 0;
    qint64 webSearches = 0;
    qint64 firstTokenUs = 0; // sum over timedCalls
    qint64 timedCalls = 0; // calls with a time to the first token
    qint64 totalUs = 0; // sum over calls

    [[nodiscard]] qint64 input() const { return inputFresh + inputCacheRead + inputCacheWrite + inputOther; }
    [[nodiscard]] qint64 output() const { return outputText + outputReasoning + outputOther; }
    SpendSums &operator+=(const SpendSums &other);
    bool operator==(const SpendSums &) const = default;
};

struct SpendQuery
{
    SpendFilter filter;
    QList<SpendGroup> groups; // none, one or two
    bool operator==(const SpendQuery &) const = default;
};

// One group of the answer. Keys: as many as the query's groups. A day, week or month is the ISO date of its first day;
// a status its word; "" where a call has no such thing.
struct SpendRow
{
    QStringList keys;
    SpendSums sums;
    bool operator==(const SpendRow &) const = default;
};

// Rows by key, ascending, without empty ones (days without calls are not in it).
struct SpendTable
{
    QList<SpendRow> rows;
    SpendSums total; // of all that the filter lets through, whatever the groups
};

// Service, model, chain, user, project, tag, source, status: what a filter has words for.
[[nodiscard]] const QList<SpendGroup> &wordGroups();
// The words that a filter has for one of its members; of a status its stable word. Empty for days and None.
[[nodiscard]] QStringList filterWords(const SpendFilter &filter, SpendGroup group);
void setFilterWords(SpendFilter &filter, SpendGroup group, const QStringList &words);

// "answered", "failed", …: stable, for JSON and the ledger.
[[nodiscard]] QString callStatusName(CallStatus status);
[[nodiscard]] std::optional<CallStatus> callStatusFromName(QStringView name);
// "model", "service", "day", …
[[nodiscard]] QString spendGroupName(SpendGroup group);
[[nodiscard]] std::optional<SpendGroup> spendGroupFromName(QStringView name);

} // namespace lineup
