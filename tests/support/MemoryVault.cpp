// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/MemoryVault.h"

#include "core/base/Async.h"
#include "core/secrets/KeyText.h"

using namespace Qt::StringLiterals;

namespace lineup::test {

template<typename T>
QFuture<Result<T>> MemoryVault::answer(Result<T> result)
{
    if (answersAtOnce)
        return readyFuture(std::move(result));
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    QMetaObject::invokeMethod(
        this,
        [promise, result = std::move(result)] {
            promise->addResult(result);
            promise->finish();
        },
        Qt::QueuedConnection);
    return promise->future();
}

std::optional<Error> MemoryVault::fault() const
{
    switch (m_state) {
    case VaultState::Locked:
        return Error {.kind = Error::Kind::Secret, .detail = u"The keychain is locked"_s, .code = u"locked"_s};
    case VaultState::Denied:
        return Error {.kind = Error::Kind::Secret, .detail = u"The keychain refuses access"_s, .code = u"denied"_s};
    case VaultState::Absent:
        return Error {.kind = Error::Kind::Secret, .detail = u"There is no keychain service"_s, .code = u"absent"_s};
    case VaultState::Unknown:
    case VaultState::Ready:
        break;
    }
    return std::nullopt;
}

Result<FoundKey> MemoryVault::found(const QString &service, const QStringList &variables) const
{
    const SecretBytes kept = m_state == VaultState::Ready ? stored.value(service) : SecretBytes();
    if (!kept.isEmpty())
        return FoundKey {kept, {.source = KeySource::Keychain, .lastFour = kept.lastFour()}};
    Result<FoundKey> other = keyWithoutKeychain(environment, variables, session.value(service));
    const bool nothing = other && other->info.source == KeySource::None;
    if (nothing && (m_state == VaultState::Locked || m_state == VaultState::Denied))
        return *fault();
    return other;
}

QFuture<Result<FoundKey>> MemoryVault::find(const QString &service, const QStringList &variables)
{
    return answer(found(service, variables));
}

QFuture<Result<KeyInfo>> MemoryVault::info(const QString &service, const QStringList &variables)
{
    const Result<FoundKey> key = found(service, variables);
    return answer(key ? Result<KeyInfo>(key->info) : Result<KeyInfo>(key.error()));
}

QFuture<Result<bool>> MemoryVault::store(const QString &service, const SecretBytes &key)
{
    const Result<SecretBytes> clean = cleanKey(key.view());
    if (!clean)
        return answer(Result<bool>(clean.error()));
    if (const std::optional<Error> error = fault())
        return answer(Result<bool>(*error));
    stored.insert(service, *clean);
    Q_EMIT keyChanged(service);
    return answer(Result<bool>(true));
}

QFuture<Result<bool>> MemoryVault::remove(const QString &service)
{
    const bool hadSession = session.remove(service);
    if (m_state == VaultState::Locked || m_state == VaultState::Denied)
        return answer(Result<bool>(*fault()));
    const bool hadStored = m_state == VaultState::Ready && stored.remove(service);
    Q_EMIT keyChanged(service);
    return answer(Result<bool>(hadSession || hadStored));
}

void MemoryVault::setSessionKey(const QString &service, const SecretBytes &key)
{
    const Result<SecretBytes> clean = cleanKey(key.view());
    if (clean)
        session.insert(service, *clean);
    else
        session.remove(service);
    Q_EMIT keyChanged(service);
}

void MemoryVault::unlock()
{
    ++unlocks;
    if (m_state == VaultState::Locked)
        setState(VaultState::Ready);
}

void MemoryVault::setState(VaultState state)
{
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

} // namespace lineup::test
