// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/domain/CallRecord.h"
#include "core/domain/ModelInfo.h"
#include "core/spend/reports/SpendQuery.h"

#include <QFuture>
#include <QObject>

namespace lineup {

// One line of the table of calls: what is shown of a call, without its attempts. Amounts are of those attempts that the
// filter lets through, so that the lines add up to the total.
struct CallLine
{
    qint64 seq = 0; // the ledger's number of it: for paging and for Reports::call
    QDateTime startedAt; // UTC
    QString requestedModel;
    QString service; // of the attempt that decided, as the next one
    QString model;
    QString source;
    QString user;
    QString project;
    QStringList tags;
    CallStatus status = CallStatus::Answered;
    int attempts = 0; // all of them
    Money cost; // known part
    int unpriced = 0; // attempts whose cost is not known: then cost is only a part, or nothing
    bool estimated = false;
    bool provider = false; // the provider's own figure is in it
    bool free = false; // every attempt was free
    qint64 input = 0;
    qint64 cached = 0; // of it, read from a cache
    qint64 output = 0;
    std::optional<std::chrono::microseconds> firstToken;
    std::chrono::microseconds total {0};
    bool operator==(const CallLine &) const = default;
};

enum class CallOrder { Time, Cost, Input, Output, FirstToken, Duration };

// A page of the table of calls: from the place behind `after`, in the order asked for.
struct CallPageQuery
{
    SpendFilter filter;
    CallOrder order = CallOrder::Time;
    bool descending = true;
    // The last line of the page before (its seq and its value in that order); nothing: the first page.
    std::optional<CallLine> after;
    int count = 200;
};

// The same calls at another model's prices.
struct WhatIf
{
    Money actual; // of the calls that could be compared
    Money alternative;
    qint64 compared = 0; // attempts
    qint64 unknown = 0; // usage or actual cost not known: left out of both
    qint64 tooLong = 0; // their input does not fit the other model's context: left out of both
    Cost::Reason reason = Cost::Reason::None; // why there is no alternative at all: the model has no price
    QList<SpendRow> days; // keys: day; sums.cost is the alternative
    QList<SpendRow> paid; // the same days; sums.cost is what was paid for the same attempts
};

// Answers every question about what was spent: the one place that all totals come from, in the window, on the command
// line and in exports, so that they agree. Main thread; the work is done in a thread and a connection of its own, so
// that neither a call nor the window waits for it. Errors: Storage.
class Reports : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    [[nodiscard]] virtual QFuture<Result<SpendTable>> query(const SpendQuery &query) = 0;
    [[nodiscard]] virtual QFuture<Result<QList<CallLine>>> calls(const CallPageQuery &query) = 0;
    [[nodiscard]] virtual QFuture<Result<qint64>> countCalls(const SpendFilter &filter) = 0;
    [[nodiscard]] virtual QFuture<Result<CallRecord>> call(qint64 seq) = 0; // NotFound: it is not kept any more
    // The words that a filter can be made of, each with how many calls it has in the span, the most used first.
    [[nodiscard]] virtual QFuture<Result<SpendTable>> values(SpendGroup group, const SpendFilter &span) = 0;
    [[nodiscard]] virtual QFuture<Result<WhatIf>> whatIf(const SpendFilter &filter, const ModelInfo &model) = 0;
    // IANA id of the zone that days are counted in, from the ledger: the same for everybody who opens it.
    [[nodiscard]] virtual QFuture<Result<QByteArray>> timeZone() = 0;

Q_SIGNALS:
    void changed(); // calls were added or corrected since (also by another process); at most once a second
};

} // namespace lineup
