// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/budgets/ClaimSweep.h"

#include "core/base/Log.h"
#include "core/spend/CallRows.h"
#include "core/spend/ledger/SpendFacts.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

using Claims = QList<ClaimRows::Stored>;

Error interrupted()
{
    return {.kind = Error::Kind::Cancelled,
        .detail = u"The program ended in the middle of this call."_s,
        .code = interruptedCode};
}

AttemptRecord attemptOf(const ClaimRows::Stored &stored)
{
    AttemptRecord attempt;
    attempt.service = stored.claim.service;
    attempt.model = stored.claim.model;
    attempt.startedAt = stored.claim.startedAt;
    attempt.claim = stored.claim.id;
    const bool underWay = !stored.cost.isKnown() && stored.cost.reason() == Cost::Reason::Running;
    if (!underWay)
        attempt.cost = stored.cost;
    else if (stored.claim.free)
        attempt.cost = Cost::known(Money(), Cost::Provenance::Free);
    else
        attempt.cost = Cost::unknown(Cost::Reason::MaybeBilled);
    attempt.error = interrupted();
    return attempt;
}

// As far as the claims of one call tell.
CallRecord callOf(const Claims &claims)
{
    const SpendClaim &first = claims.first().claim;
    CallRecord call;
    call.id = first.callId;
    call.startedAt = first.startedAt;
    call.requestedModel = first.requestedModel;
    call.source = first.source;
    call.user = first.user;
    if (!first.labels.project.isEmpty())
        call.metadata.insert(u"project"_s, first.labels.project);
    if (!first.labels.tags.isEmpty())
        call.metadata.insert(u"tags"_s, QJsonArray::fromStringList(first.labels.tags));
    for (const ClaimRows::Stored &stored : claims)
        call.attempts += attemptOf(stored);
    call.error = interrupted();
    call.usage = totalUsage(call.attempts);
    call.cost = totalCost(call.attempts);
    return call;
}

QList<Claims> byCall(const Claims &claims)
{
    QList<Claims> out;
    QHash<QString, qsizetype> places;
    for (const ClaimRows::Stored &stored : claims) {
        const auto place = places.constFind(stored.claim.callId);
        if (place == places.constEnd()) {
            places.insert(stored.claim.callId, out.size());
            out += Claims {stored};
        } else {
            out[*place] += stored;
        }
    }
    return out;
}

} // namespace

Result<int> ClaimSweep::run(Connection &connection)
{
    const Result<QStringList> owners = ClaimRows::owners(connection);
    if (!owners)
        return owners.error();
    int count = 0;
    for (const QString &owner : *owners) {
        const Result<bool> dead = isDead(connection, owner);
        if (!dead)
            return dead.error();
        if (!*dead)
            continue;
        const Result<int> given = giveBack(connection, owner);
        if (!given)
            return given;
        count += *given;
    }
    return count;
}

Result<bool> ClaimSweep::isDead(Connection &connection, const QString &owner)
{
    if (owner == m_options.owner)
        return false;
    const ClaimOwner::Life life = m_options.look(owner);
    if (life != ClaimOwner::Life::Unknown)
        return life == ClaimOwner::Life::Dead;
    qint64 beat = -1;
    if (const std::optional<Error> error = connection.each(u"SELECT beat FROM claim_owners WHERE owner = ?"_s, {owner},
            [&](const Row &row) { beat = row.integer(0); }))
        return *error;
    const auto seen = m_seen.constFind(owner);
    if (seen == m_seen.constEnd() || seen->beat != beat) {
        m_seen.insert(owner, {beat, m_clock.monotonic()});
        return false;
    }
    return m_clock.monotonic() - seen->at >= m_options.lease;
}

Result<int> ClaimSweep::giveBack(Connection &connection, const QString &owner) const
{
    const Result<Claims> claims = ClaimRows::ofOwner(connection, owner);
    if (!claims)
        return claims.error();
    for (const Claims &ofCall : byCall(*claims)) {
        // This settles them, unless the ledger has the call already.
        if (const std::optional<Error> error = CallRows::write(connection, callOf(ofCall)))
            return *error;
        for (const ClaimRows::Stored &stored : ofCall) {
            if (const std::optional<Error> error = ClaimRows::drop(connection, stored.claim.id))
                return *error;
        }
    }
    if (const std::optional<Error> error = connection.exec(u"DELETE FROM claim_owners WHERE owner = ?"_s, {owner}))
        return *error;
    qCInfo(lcSpend) << "a process ended in the middle of its calls:" << claims->size() << "reservations given back";
    return int(claims->size());
}

std::optional<Error> ClaimSweep::beat(Connection &connection) const
{
    return connection.exec(u"INSERT INTO claim_owners (owner, beat) VALUES (?, 1) "
                           "ON CONFLICT (owner) DO UPDATE SET beat = claim_owners.beat + 1"_s,
        {m_options.owner});
}

} // namespace lineup
