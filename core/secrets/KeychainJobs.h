// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/secrets/KeyVault.h"

#include <chrono>
#include <functional>

namespace QKeychain {
class Job;
}

namespace lineup {

// Reads, writes and deletes items of the keychain, each within a limit. qtkeychain works off its jobs one after the
// other, so one that hangs blocks all: while one does, every other is refused at once. Nothing here ever falls back
// to a plain file. Main thread.
class KeychainJobs : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    using Read = std::function<void(const Result<SecretBytes> &)>; // an empty key: there is none
    using Done = std::function<void(const Result<bool> &)>;

    void read(const QString &service, std::chrono::milliseconds limit, Read done);
    void write(const QString &service, const SecretBytes &key, std::chrono::milliseconds limit, Done done);
    void remove(const QString &service, std::chrono::milliseconds limit, Done done);

private:
    // The job with no error, or the error; the job is gone after the call.
    using Ended = std::function<void(QKeychain::Job &, const std::optional<Error> &)>;
    void run(QKeychain::Job *job, const QString &service, std::chrono::milliseconds limit, Ended ended);

    int m_hanging = 0;
};

} // namespace lineup
