// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/budgets/BudgetReader.h"

#include "core/spend/budgets/BudgetRows.h"

#include <algorithm>

namespace lineup::BudgetReader {

namespace {

using Access = Connection::Access;
using Keep = BudgetCells::Keep;

// Cells are written when the first asks for them, which is rare: what only reads takes no lock of those who write.
Result<Access> accessFor(Connection &connection, const QList<KnownBudget> &budgets, const QDateTime &now)
{
    for (const KnownBudget &known : budgets) {
        const Result<bool> there = BudgetCells::areThere(connection, known.budget().id, known.cells(now));
        if (!there)
            return there.error();
        if (!*there)
            return Access::Write;
    }
    return Access::Read;
}

std::optional<Error> readAll(Connection &connection, const QDateTime &now, Keep keep, QList<BudgetStanding> *standings)
{
    const auto budgets = BudgetBook::read(connection);
    if (!budgets)
        return budgets.error();
    for (const KnownBudget &known : **budgets) {
        const Result<BudgetStanding> standing = BudgetStanding::read(connection, known, now, now, keep);
        if (!standing)
            return standing.error();
        *standings += *standing;
    }
    return std::nullopt;
}

// Actions that are reached, and by which period they are remembered.
struct Threshold
{
    const BudgetStanding *standing;
    BudgetAction action;
    QDateTime period; // invalid: that of rolling days, which is forgotten when it is no longer reached
    bool reached = false;
};

QList<Threshold> thresholdsOf(const QList<BudgetStanding> &standings, const QSet<QString> &refused)
{
    QList<Threshold> out;
    for (const BudgetStanding &standing : standings) {
        if (!standing.budget().enabled)
            continue;
        const bool isRolling = standing.budget().period.kind == BudgetPeriod::Kind::Rolling;
        const qint64 used = standing.status().used + standing.status().uncertain;
        for (const BudgetAction &action : standing.budget().actions) {
            const bool hasRefused = action.kind == BudgetAction::Kind::Block && refused.contains(standing.budget().id);
            out += {&standing, action, isRolling ? QDateTime() : standing.status().from,
                hasRefused || standing.hasReached(action, used)};
        }
    }
    return out;
}

Result<bool> isNews(Connection &connection, const Threshold &threshold)
{
    const Result<bool> said
        = BudgetRows::isNoticed(connection, threshold.standing->budget().id, threshold.period, threshold.action);
    if (!said)
        return said;
    const bool isRolling = !threshold.period.isValid();
    return threshold.reached ? !*said : *said && isRolling;
}

std::optional<Error> take(Connection &connection, const Threshold &threshold, QList<BudgetNotice> *notices)
{
    const QString &id = threshold.standing->budget().id;
    if (!threshold.reached)
        return BudgetRows::forgetNotice(connection, id, threshold.period, threshold.action);
    const Result<bool> first = BudgetRows::takeNotice(connection, id, threshold.period, threshold.action);
    if (!first)
        return first.error();
    if (*first)
        *notices += BudgetNotice {threshold.standing->status(), threshold.action};
    return std::nullopt;
}

} // namespace

Result<QList<BudgetStanding>> standings(Connection &connection, const QDateTime &now)
{
    const auto budgets = BudgetBook::read(connection);
    if (!budgets)
        return budgets.error();
    const Result<Access> access = accessFor(connection, **budgets, now);
    if (!access)
        return access.error();
    QList<BudgetStanding> out;
    const Keep keep = *access == Access::Write ? Keep::Yes : Keep::No;
    if (const std::optional<Error> error
        = connection.transaction(*access, [&] { return readAll(connection, now, keep, &out); }))
        return *error;
    return out;
}

Result<QList<BudgetStatus>> status(Connection &connection, const QDateTime &now)
{
    const Result<QList<BudgetStanding>> all = standings(connection, now);
    if (!all)
        return all.error();
    QList<BudgetStatus> out;
    for (const BudgetStanding &standing : *all)
        out += standing.status();
    return out;
}

Result<BudgetForecast> forecast(Connection &connection, const QList<SpendClaim> &claims, const QDateTime &now)
{
    Result<QList<BudgetStanding>> all = standings(connection, now);
    if (!all)
        return all.error();
    QList<BudgetStanding> matching;
    for (BudgetStanding &standing : *all) {
        bool counts = false;
        for (const SpendClaim &claim : claims) {
            if (!standing.budget().enabled || !fits(standing.budget().scope, subjectOf(claim)))
                continue;
            standing.add(claim);
            counts = true;
        }
        if (counts)
            matching += standing;
    }
    std::stable_sort(matching.begin(), matching.end(),
        [](const BudgetStanding &a, const BudgetStanding &b) { return a.share() < b.share(); });
    BudgetForecast out;
    for (const BudgetStanding &standing : std::as_const(matching)) {
        out.matching += standing.status();
        const std::optional<BudgetAction> action = standing.switches();
        if (action && !out.switching) {
            out.switching = standing.status();
            out.switchTo = action->model;
        }
        if (standing.refuses() && !out.blocking)
            out.blocking = standing.status();
    }
    if (out.switching) // what is sent elsewhere is not refused here; there it is asked for anew
        out.blocking = std::nullopt;
    return out;
}

Result<QList<BudgetNotice>> takeNotices(Connection &connection, const QDateTime &now, const QSet<QString> &refused)
{
    const Result<QList<BudgetStanding>> all = standings(connection, now);
    if (!all)
        return all.error();
    QList<Threshold> news;
    for (const Threshold &threshold : thresholdsOf(*all, refused)) {
        const Result<bool> isNew = isNews(connection, threshold);
        if (!isNew)
            return isNew.error();
        if (*isNew)
            news += threshold;
    }
    QList<BudgetNotice> notices;
    if (news.isEmpty())
        return notices;
    const std::optional<Error> error = connection.transaction(Access::Write, [&]() -> std::optional<Error> {
        for (const Threshold &threshold : std::as_const(news)) {
            if (const std::optional<Error> failed = take(connection, threshold, &notices))
                return failed;
        }
        return std::nullopt;
    });
    return error ? Result<QList<BudgetNotice>>(*error) : Result<QList<BudgetNotice>>(notices);
}

} // namespace lineup::BudgetReader
