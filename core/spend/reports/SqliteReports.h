// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/spend/reports/Reports.h"
#include "core/store/Database.h"

#include <QTimer>

namespace lineup {

// Reports from the ledger's file, through connections of its own beside the ledger's: one for questions that are quick,
// one for those that look at every call (whatIf), so that neither waits for the other. Used on the thread that made it.
// The constructor opens nothing; from the first question on it looks every Options::watchEvery whether somebody has
// written, whoever it was, and says so with changed(). Calls of older versions are added to the sums before the first
// answer.
class SqliteReports final : public Reports
{
    Q_OBJECT
public:
    struct Options
    {
        std::chrono::milliseconds watchEvery {1000};
    };
    explicit SqliteReports(const QString &file, QObject *parent = nullptr);
    SqliteReports(const QString &file, const Options &options, QObject *parent = nullptr);
    ~SqliteReports() override;

    [[nodiscard]] QFuture<Result<SpendTable>> query(const SpendQuery &query) override;
    [[nodiscard]] QFuture<Result<QList<CallLine>>> calls(const CallPageQuery &query) override;
    [[nodiscard]] QFuture<Result<qint64>> countCalls(const SpendFilter &filter) override;
    [[nodiscard]] QFuture<Result<CallRecord>> call(qint64 seq) override;
    [[nodiscard]] QFuture<Result<SpendTable>> values(SpendGroup group, const SpendFilter &span) override;
    [[nodiscard]] QFuture<Result<WhatIf>> whatIf(const SpendFilter &filter, const ModelInfo &model) override;
    [[nodiscard]] QFuture<Result<QByteArray>> timeZone() override;

private:
    // What tells that something was recorded or corrected.
    struct Mark
    {
        qint64 fileChanges = -1; // of others on the file; says nothing of what they did
        qint64 lastCall = 0;
        qint64 revision = 0;
        bool operator==(const Mark &) const = default;
    };
    template<typename Fn>
    auto ask(Database &database, Fn fn);
    void watch();
    void look();
    static Result<Mark> readMark(Connection &connection, const Mark &before);

    const Options m_options;
    Database m_database;
    Database m_scans;
    QTimer m_watch;
    Mark m_mark;
    bool m_isMarked = false;
    bool m_isLooking = false;
};

} // namespace lineup
