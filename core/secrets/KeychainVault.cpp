// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/secrets/KeychainVault.h"

#include "core/base/Async.h"
#include "core/base/Log.h"
#include "core/secrets/KeyText.h"
#include "core/secrets/KeychainJobs.h"
#include "core/secrets/Keyring.h"

#include <QThread>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

// Where the desktop may ask the person in between.
constexpr std::chrono::minutes personLimit {5};

template<typename T>
using Answer = std::shared_ptr<QPromise<Result<T>>>;

template<typename T>
Answer<T> newAnswer()
{
    auto answer = std::make_shared<QPromise<Result<T>>>();
    answer->start();
    return answer;
}

template<typename T>
void give(const Answer<T> &answer, Result<T> result)
{
    answer->addResult(std::move(result));
    answer->finish();
}

} // namespace

class KeychainVault::Private
{
public:
    Private(KeychainVault *vault, const Environment &variables, std::chrono::milliseconds perQuestion,
        std::unique_ptr<Keyring> desktop)
        : q(vault), environment(variables), limit(perQuestion), keyring(std::move(desktop))
    {
    }

    KeychainVault *q;
    const Environment &environment;
    std::chrono::milliseconds limit;
    std::unique_ptr<Keyring> keyring;
    KeychainJobs jobs;
    KeyringStatus status;
    bool asked = false; // status is an answer, also when it is "no answer"
    QList<std::function<void()>> waiting; // for the status
    QHash<QString, SecretBytes> cache; // what the keychain holds; empty: nothing
    int generation = 0; // of the cache
    QHash<QString, SecretBytes> session;

    void checkThread() const { Q_ASSERT(QThread::currentThread() == q->thread()); }
    [[nodiscard]] std::chrono::milliseconds patience() const { return status.mayAsk ? personLimit : limit; }
    [[nodiscard]] Error statusError() const
    {
        return {.kind = Error::Kind::Secret, .detail = status.detail, .code = status.code};
    }

    void forget();
    void take(const KeyringStatus &answered);
    void withStatus(std::function<void()> next);
    void askAgain(std::function<void()> next);
    void read(const QString &service, const QStringList &variables, const Answer<FoundKey> &answer);
    void readMissing(const QString &service, const QStringList &variables, const Answer<FoundKey> &answer);
    void otherwise(const QString &service, const QStringList &variables, const std::optional<Error> &error,
        const Answer<FoundKey> &answer);
    void write(const QString &service, const SecretBytes &key, const Answer<bool> &answer);
    void readBack(const QString &service, const SecretBytes &key, const Answer<bool> &answer);
    void erase(const QString &service, bool hadSession, const Answer<bool> &answer);
    void confirmErased(const QString &service, const Answer<bool> &answer);
};

void KeychainVault::Private::forget()
{
    cache.clear();
    ++generation;
}

void KeychainVault::Private::take(const KeyringStatus &answered)
{
    const VaultState before = status.state;
    const bool first = !std::exchange(asked, true);
    if (answered.state != VaultState::Ready)
        forget();
    if (answered != status && answered.state != VaultState::Ready)
        qCInfo(lcSecrets) << "keychain:" << answered.code << answered.detail;
    status = answered;
    const QList<std::function<void()>> due = std::exchange(waiting, {});
    if (status.state != before || first)
        Q_EMIT q->stateChanged(status.state);
    for (const std::function<void()> &next : due)
        next();
}

void KeychainVault::Private::withStatus(std::function<void()> next)
{
    if (asked)
        return next();
    askAgain(std::move(next));
}

void KeychainVault::Private::askAgain(std::function<void()> next)
{
    waiting += std::move(next);
    keyring->ask();
}

// The environment or the session, where the keychain gave nothing. error: why it could not be asked.
void KeychainVault::Private::otherwise(const QString &service, const QStringList &variables,
    const std::optional<Error> &error, const Answer<FoundKey> &answer)
{
    Result<FoundKey> found = keyWithoutKeychain(environment, variables, session.value(service));
    const bool nothing = found && found->info.source == KeySource::None;
    if (nothing && error && error->code != "absent"_L1) {
        Error named = *error;
        named.service = service;
        return give<FoundKey>(answer, named);
    }
    give(answer, std::move(found));
}

void KeychainVault::Private::read(const QString &service, const QStringList &variables, const Answer<FoundKey> &answer)
{
    if (status.state != VaultState::Ready)
        return otherwise(service, variables, statusError(), answer);
    jobs.read(service, patience(), [=, this, before = generation](const Result<SecretBytes> &key) {
        if (!key)
            return otherwise(service, variables, key.error(), answer);
        if (key->isEmpty())
            return readMissing(service, variables, answer);
        if (before == generation)
            cache.insert(service, *key);
        give<FoundKey>(answer, FoundKey {*key, {.source = KeySource::Keychain, .lastFour = key->lastFour()}});
    });
}

// "Entry not found" is also what the library says of a ring that was locked in between: the desktop is asked again.
void KeychainVault::Private::readMissing(
    const QString &service, const QStringList &variables, const Answer<FoundKey> &answer)
{
    askAgain([=, this, before = generation] {
        if (status.state != VaultState::Ready)
            return otherwise(service, variables, statusError(), answer);
        if (before == generation)
            cache.insert(service, {});
        otherwise(service, variables, std::nullopt, answer);
    });
}

void KeychainVault::Private::write(const QString &service, const SecretBytes &key, const Answer<bool> &answer)
{
    if (status.state != VaultState::Ready)
        return give<bool>(answer, statusError());
    const std::chrono::milliseconds allowed = status.mayAsk ? patience() : limit;
    jobs.write(service, key, allowed, [=, this](const Result<bool> &written) {
        forget();
        if (!written)
            return give<bool>(answer, written.error());
        readBack(service, key, answer);
    });
}

void KeychainVault::Private::readBack(const QString &service, const SecretBytes &key, const Answer<bool> &answer)
{
    jobs.read(service, patience(), [=, this](const Result<SecretBytes> &kept) {
        if (!kept || kept->view() != key.view()) {
            const Error lost {.kind = Error::Kind::Secret,
                .detail = u"The key was written, but is not what is read back"_s,
                .service = service,
                .code = u"failed"_s};
            return give<bool>(answer, kept ? lost : kept.error());
        }
        cache.insert(service, *kept);
        session.remove(service);
        Q_EMIT q->keyChanged(service);
        give<bool>(answer, true);
    });
}

void KeychainVault::Private::erase(const QString &service, bool hadSession, const Answer<bool> &answer)
{
    if (status.state == VaultState::Absent)
        return give<bool>(answer, hadSession);
    if (status.state != VaultState::Ready)
        return give<bool>(answer, statusError());
    // The library says "deleted" of what was never there, so it is read first.
    jobs.read(service, patience(), [=, this](const Result<SecretBytes> &kept) {
        if (!kept || kept->isEmpty())
            return give<bool>(answer, kept ? Result<bool>(hadSession) : Result<bool>(kept.error()));
        jobs.remove(service, patience(), [=, this](const Result<bool> &removed) {
            forget();
            if (!removed)
                return give<bool>(answer, removed.error());
            confirmErased(service, answer);
        });
    });
}

// With a wallet of KDE the library says "deleted" whatever the wallet says.
void KeychainVault::Private::confirmErased(const QString &service, const Answer<bool> &answer)
{
    jobs.read(service, patience(), [=, this](const Result<SecretBytes> &kept) {
        if (kept && !kept->isEmpty()) {
            const Error there {.kind = Error::Kind::Secret,
                .detail = u"The keychain was told to delete the key, and still has it"_s,
                .service = service,
                .code = u"failed"_s};
            return give<bool>(answer, there);
        }
        Q_EMIT q->keyChanged(service);
        give<bool>(answer, kept ? Result<bool>(true) : Result<bool>(kept.error()));
    });
}

KeychainVault::KeychainVault(
    const Environment &environment, std::chrono::milliseconds limit, std::unique_ptr<Keyring> keyring, QObject *parent)
    : KeyVault(parent),
      d(std::make_unique<Private>(this, environment, limit, keyring ? std::move(keyring) : makeKeyring(limit)))
{
    connect(d->keyring.get(), &Keyring::answered, this, [this](const KeyringStatus &status) { d->take(status); });
    connect(d->keyring.get(), &Keyring::changed, this, &KeychainVault::refreshState);
}

KeychainVault::~KeychainVault() = default;

QFuture<Result<FoundKey>> KeychainVault::find(const QString &service, const QStringList &environment)
{
    d->checkThread();
    const auto answer = newAnswer<FoundKey>();
    const auto known = d->cache.constFind(service);
    if (known != d->cache.cend() && !known->isEmpty()) {
        give<FoundKey>(answer, FoundKey {*known, {.source = KeySource::Keychain, .lastFour = known->lastFour()}});
    } else if (known != d->cache.cend()) {
        d->otherwise(service, environment, std::nullopt, answer);
    } else {
        d->withStatus([=, this] { d->read(service, environment, answer); });
    }
    return answer->future();
}

QFuture<Result<KeyInfo>> KeychainVault::info(const QString &service, const QStringList &environment)
{
    const auto answer = newAnswer<KeyInfo>();
    whenDone(find(service, environment), this, [answer](const Result<FoundKey> &found) {
        give<KeyInfo>(answer, found ? Result<KeyInfo>(found->info) : Result<KeyInfo>(found.error()));
    });
    return answer->future();
}

QFuture<Result<bool>> KeychainVault::store(const QString &service, const SecretBytes &key)
{
    d->checkThread();
    const Result<SecretBytes> clean = cleanKey(key.view());
    if (!clean)
        return readyFuture(Result<bool>(clean.error()));
    const auto answer = newAnswer<bool>();
    d->withStatus([=, this, text = *clean] { d->write(service, text, answer); });
    return answer->future();
}

QFuture<Result<bool>> KeychainVault::remove(const QString &service)
{
    d->checkThread();
    const bool hadSession = d->session.remove(service);
    if (hadSession)
        Q_EMIT keyChanged(service);
    const auto answer = newAnswer<bool>();
    d->withStatus([=, this] { d->erase(service, hadSession, answer); });
    return answer->future();
}

void KeychainVault::setSessionKey(const QString &service, const SecretBytes &key)
{
    d->checkThread();
    const Result<SecretBytes> clean = cleanKey(key.view());
    if (clean)
        d->session.insert(service, *clean);
    else
        d->session.remove(service);
    Q_EMIT keyChanged(service);
}

VaultState KeychainVault::state() const
{
    return d->status.state;
}

QString KeychainVault::storageName() const
{
    return d->status.name;
}

void KeychainVault::refreshState()
{
    d->checkThread();
    d->forget();
    d->keyring->ask();
}

void KeychainVault::unlock()
{
    d->checkThread();
    d->keyring->unlock();
}

} // namespace lineup
