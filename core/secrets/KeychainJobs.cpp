// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/secrets/KeychainJobs.h"

#include "core/secrets/KeyText.h"

#include <QTimer>
#include <qt6keychain/keychain.h>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

const QString collection = u"Lineup"_s;

// What the library calls a missing entry; ours to tell apart from failures.
const QString missing = u"missing"_s;

Error secretError(const QString &code, const QString &detail)
{
    return {.kind = Error::Kind::Secret, .detail = redacted(detail), .code = code};
}

std::optional<Error> errorOf(const QKeychain::Job &job)
{
    switch (job.error()) {
    case QKeychain::NoError:
        return std::nullopt;
    case QKeychain::EntryNotFound:
        return secretError(missing, job.errorString());
    case QKeychain::AccessDeniedByUser:
    case QKeychain::AccessDenied:
        return secretError(u"denied"_s, u"The keychain refuses access. "_s + job.errorString());
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
        return secretError(u"absent"_s, u"There is no keychain service. "_s + job.errorString());
    case QKeychain::CouldNotDeleteEntry:
    case QKeychain::OtherError:
        break;
    }
    return secretError(u"failed"_s, u"The keychain failed. "_s + job.errorString());
}

} // namespace

void KeychainJobs::run(QKeychain::Job *job, const QString &service, std::chrono::milliseconds limit, Ended ended)
{
    const Error silence = secretError(u"timeout"_s, u"The keychain did not answer within %1 ms"_s.arg(limit.count()));
    if (m_hanging > 0) {
        ended(*job, silence);
        delete job;
        return;
    }
    job->setInsecureFallback(false);
    Q_ASSERT(!job->insecureFallback());
    job->setKey(service);
    // The job owns itself: the library's callback would use it after a parent's end.
    auto open = std::make_shared<bool>(true);
    connect(job, &QKeychain::Job::finished, this, [this, open, ended](QKeychain::Job *finished) {
        if (std::exchange(*open, false))
            ended(*finished, errorOf(*finished));
        else
            --m_hanging;
    });
    const auto giveUp = [this, open, ended, silence, job = QPointer<QKeychain::Job>(job)] {
        if (!job || !std::exchange(*open, false))
            return;
        ++m_hanging;
        ended(*job, silence);
    };
    QTimer::singleShot(limit, this, giveUp);
    job->start();
}

void KeychainJobs::read(const QString &service, std::chrono::milliseconds limit, Read done)
{
    auto *job = new QKeychain::ReadPasswordJob(collection);
    run(job, service, limit, [job, done = std::move(done)](QKeychain::Job &, const std::optional<Error> &error) {
        if (error && error->code == missing)
            return done(SecretBytes());
        if (error)
            return done(*error);
        // What a wallet that tells of an entry and does not give it looks like, with no error from the library.
        if (job->binaryData().isEmpty())
            return done(secretError(u"failed"_s, u"The keychain has an entry for it and gives nothing"_s));
        done(cleanKey(job->binaryData()));
    });
}

void KeychainJobs::write(const QString &service, const SecretBytes &key, std::chrono::milliseconds limit, Done done)
{
    auto *job = new QKeychain::WritePasswordJob(collection);
    // Binary: text would pass through QString, whose copies nobody can wipe.
    job->setBinaryData(key.view().toByteArray());
    run(job, service, limit, [done = std::move(done)](QKeychain::Job &, const std::optional<Error> &error) {
        done(error ? Result<bool>(*error) : Result<bool>(true));
    });
}

void KeychainJobs::remove(const QString &service, std::chrono::milliseconds limit, Done done)
{
    auto *job = new QKeychain::DeletePasswordJob(collection);
    run(job, service, limit, [done = std::move(done)](QKeychain::Job &, const std::optional<Error> &error) {
        if (error && error->code == missing)
            return done(false);
        done(error ? Result<bool>(*error) : Result<bool>(true));
    });
}

} // namespace lineup
