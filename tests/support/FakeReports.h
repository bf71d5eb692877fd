// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/spend/reports/Reports.h"

#include <QTimer>

namespace lineup::test {

// A call of the ledger with one attempt: what FakeReports counts with.
struct FakeCall
{
    CallLine line;
    QString chain;
    Usage usage;
    Money cacheSaved;
};

// A ledger in memory that answers as Reports promises, counting each time from the calls themselves. Days are those of
// UTC. Answers come in the next turns of the event loop, as those of a database do.
class FakeReports final : public Reports
{
    Q_OBJECT
public:
    QList<FakeCall> ledger; // the oldest first; seq is the place + 1
    std::optional<Error> broken; // every question is answered with it
    int delay = 0; // milliseconds until an answer
    mutable int asked = 0; // questions
    int largestPage = 0; // lines asked for at once

    // A year of invented calls up to and with `today`: busy working days, quiet weekends, one day that went wrong.
    void inventYear(QDate today, int callsOnBusyDay = 40);
    void add(FakeCall call); // gives it its number

    [[nodiscard]] QFuture<Result<SpendTable>> query(const SpendQuery &query) override;
    [[nodiscard]] QFuture<Result<QList<CallLine>>> calls(const CallPageQuery &query) override;
    [[nodiscard]] QFuture<Result<qint64>> countCalls(const SpendFilter &filter) override;
    [[nodiscard]] QFuture<Result<CallRecord>> call(qint64 seq) override;
    [[nodiscard]] QFuture<Result<SpendTable>> values(SpendGroup group, const SpendFilter &span) override;
    [[nodiscard]] QFuture<Result<WhatIf>> whatIf(const SpendFilter &filter, const ModelInfo &model) override;
    [[nodiscard]] QFuture<Result<QByteArray>> timeZone() override;

private:
    template<typename T>
    [[nodiscard]] QFuture<Result<T>> later(T value);
    [[nodiscard]] SpendTable tableOf(const SpendQuery &query) const;
    [[nodiscard]] WhatIf whatIfOf(const SpendFilter &filter, const ModelInfo &model) const;
};

} // namespace lineup::test
