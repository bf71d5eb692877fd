// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/spend/SqliteLedger.h"
#include "core/spend/budgets/BudgetBook.h"
#include "core/spend/budgets/SqliteBudgets.h"
#include "tests/support/StoreHelp.h"
#include "tests/support/TurnedClock.h"

#include <QJsonArray>
#include <QTimeZone>
#include <QUuid>

namespace lineup::test {

constexpr qint64 cent = 10'000'000; // nano-dollars

inline QDateTime utc(int year, int month, int day, int hour = 12, int minute = 0, int second = 0)
{
    return {QDate(year, month, day), QTime(hour, minute, second), QTimeZone::utc()};
}

inline QString newId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

// A ledger and budgets in one file, as a process has them, at a time that stands still.
class BudgetBench
{
public:
    BudgetBench() { open(); }

    void open(SqliteBudgets::Options options = plain())
    {
        close();
        m_database = std::make_shared<Database>(file());
        ledger = std::make_unique<SqliteLedger>(m_database);
        budgets = std::make_unique<SqliteBudgets>(m_database, clock, options);
    }
    void close()
    {
        budgets.reset();
        ledger.reset();
        m_database.reset();
    }
    // Without the budget that the first run makes.
    [[nodiscard]] static SqliteBudgets::Options plain() { return {.firstBudget = std::nullopt}; }
    [[nodiscard]] QString file() const { return m_dir.filePath(QStringLiteral("ledger.db")); }
    [[nodiscard]] std::shared_ptr<Database> database() const { return m_database; }

    [[nodiscard]] static Budget blocking(qint64 limit, const BudgetScope &scope = {})
    {
        return {.name = newId(),
            .scope = scope,
            .period = {.kind = BudgetPeriod::Kind::Day, .timeZone = "UTC"},
            .limit = limit,
            .actions = {{.kind = BudgetAction::Kind::Block, .percent = 100}}};
    }
    QString save(const Budget &budget)
    {
        const Result<QString> id = wait(budgets->save(budget));
        if (!id)
            qWarning() << id.error().detail;
        return id.value_or(QString());
    }

    [[nodiscard]] SpendClaim claim(qint64 worst) const
    {
        return {.id = newId(),
            .callId = newId(),
            .startedAt = clock.time,
            .source = QStringLiteral("app"),
            .user = QStringLiteral("ann"),
            .requestedModel = QStringLiteral("openai/gpt-4o"),
            .service = QStringLiteral("openai"),
            .model = QStringLiteral("gpt-4o"),
            .worstCost = Money::fromNano(worst),
            .worstTokens = 1000};
    }
    [[nodiscard]] Result<Admission> admit(const SpendClaim &claim) { return wait(budgets->admit(claim)); }
    [[nodiscard]] bool admits(qint64 worst) { return admit(claim(worst)).has_value(); }

    // The call that a claim was made for, as it ended.
    [[nodiscard]] static CallRecord callOf(const SpendClaim &claim, const Cost &cost, const Usage &usage = {})
    {
        CallRecord call;
        call.id = claim.callId;
        call.startedAt = claim.startedAt;
        call.requestedModel = claim.requestedModel;
        call.source = claim.source;
        call.user = claim.user;
        if (!claim.labels.project.isEmpty())
            call.metadata.insert(QStringLiteral("project"), claim.labels.project);
        if (!claim.labels.tags.isEmpty())
            call.metadata.insert(QStringLiteral("tags"), QJsonArray::fromStringList(claim.labels.tags));
        AttemptRecord attempt {.service = claim.service, .model = claim.model, .startedAt = claim.startedAt};
        attempt.cost = cost;
        attempt.usage = usage;
        attempt.claim = claim.id;
        call.attempts = {attempt};
        call.cost = cost;
        call.usage = usage;
        return call;
    }
    void record(const CallRecord &call)
    {
        ledger->record(call);
        const Result<bool> flushed = wait(ledger->flush());
        if (!flushed)
            qWarning() << flushed.error().detail;
    }
    void spend(qint64 nano) { record(callOf(claim(nano), known(nano))); }
    [[nodiscard]] static Cost known(qint64 nano)
    {
        return Cost::known(Money::fromNano(nano), Cost::Provenance::Computed);
    }
    [[nodiscard]] static Usage tokens(qint64 input, qint64 output)
    {
        return {.source = Usage::Source::Reported, .inputFresh = input, .outputText = output};
    }

    [[nodiscard]] QList<BudgetStatus> all() { return wait(budgets->status()).value_or(QList<BudgetStatus>()); }
    [[nodiscard]] BudgetStatus status(const QString &id)
    {
        for (const BudgetStatus &status : all()) {
            if (status.budget.id == id)
                return status;
        }
        return {};
    }
    [[nodiscard]] qint64 number(const QString &sql)
    {
        const Result<qint64> value = wait(m_database->run([sql](Connection &connection) -> Result<qint64> {
            qint64 out = -1;
            const auto error = connection.each(sql, {}, [&](const Row &row) { out = row.integer(0); });
            return error ? Result<qint64>(*error) : Result<qint64>(out);
        }));
        return value.value_or(-1);
    }

    TurnedClock clock;
    std::unique_ptr<SqliteLedger> ledger;
    std::unique_ptr<SqliteBudgets> budgets;

private:
    QTemporaryDir m_dir;
    std::shared_ptr<Database> m_database;
};

} // namespace lineup::test
