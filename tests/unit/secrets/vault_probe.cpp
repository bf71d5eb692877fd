// SPDX-License-Identifier: GPL-3.0-or-later
// A KeychainVault in a process of its own, because a process knows one session bus. Takes commands, one a line, on
// standard input and answers each with one JSON line: find SERVICE [VARIABLE…], store SERVICE KEY, session SERVICE KEY,
// remove SERVICE, state, await STATE, refresh, unlock. Keys go in, only their SHA-256 comes out.
// Each answer has "ms" and "gap": the longest time in which the event loop did not turn.
#include "core/base/Async.h"
#include "core/secrets/KeychainVault.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSocketNotifier>
#include <QTimer>

#include <cstdio>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace lineup;

namespace {

QString stateName(VaultState state)
{
    switch (state) {
    case VaultState::Unknown:
        break;
    case VaultState::Ready:
        return u"ready"_s;
    case VaultState::Locked:
        return u"locked"_s;
    case VaultState::Absent:
        return u"absent"_s;
    case VaultState::Denied:
        return u"denied"_s;
    }
    return u"unknown"_s;
}

QString sourceName(KeySource source)
{
    switch (source) {
    case KeySource::None:
        break;
    case KeySource::Keychain:
        return u"keychain"_s;
    case KeySource::Environment:
        return u"environment"_s;
    case KeySource::Session:
        return u"session"_s;
    }
    return u"none"_s;
}

QJsonObject errorObject(const Error &error)
{
    return {
        {u"ok"_s, false}, {u"kind"_s, errorKindName(error.kind)}, {u"code"_s, error.code}, {u"detail"_s, error.detail}};
}

class Probe final : public QObject
{
public:
    explicit Probe(std::chrono::milliseconds limit) : m_vault(m_environment, limit)
    {
        connect(&m_input, &QSocketNotifier::activated, this, &Probe::readInput);
        connect(&m_vault, &KeyVault::stateChanged, this, &Probe::checkAwaited);
        connect(&m_tick, &QTimer::timeout, this, [this] { m_gap = std::max(m_gap, m_sinceTick.restart()); });
        m_tick.start(5);
    }

private:
    void readInput()
    {
        char buffer[4096];
        const ssize_t count = ::read(STDIN_FILENO, buffer, sizeof buffer);
        if (count <= 0)
            return QCoreApplication::quit();
        m_rest.append(buffer, count);
        next();
    }

    void next()
    {
        const qsizetype end = m_rest.indexOf('\n');
        if (m_busy || end < 0)
            return;
        const QList<QByteArray> words = m_rest.first(end).split(' ');
        m_rest.remove(0, end + 1);
        m_busy = true;
        m_gap = 0;
        m_sinceTick.start();
        m_sinceCommand.start();
        run(words);
    }

    void run(const QList<QByteArray> &words)
    {
        const QString service = QString::fromUtf8(words.value(1));
        const SecretBytes key(words.value(2));
        if (words.first() == "find") {
            QStringList variables;
            for (qsizetype i = 2; i < words.size(); ++i)
                variables += QString::fromUtf8(words[i]);
            whenDone(m_vault.find(service, variables), this, [this](const auto &found) { sayFound(found); });
        } else if (words.first() == "store") {
            whenDone(m_vault.store(service, key), this, [this](const auto &done) { sayDone(done); });
        } else if (words.first() == "remove") {
            whenDone(m_vault.remove(service), this, [this](const auto &done) { sayDone(done); });
        } else if (words.first() == "session") {
            m_vault.setSessionKey(service, key);
            say({{u"ok"_s, true}});
        } else if (words.first() == "await") {
            m_awaited = service;
            checkAwaited();
        } else {
            if (words.first() == "refresh")
                m_vault.refreshState();
            if (words.first() == "unlock")
                m_vault.unlock();
            say({{u"ok"_s, true}});
        }
    }

    void checkAwaited()
    {
        if (!m_awaited.isEmpty() && stateName(m_vault.state()) == m_awaited) {
            m_awaited.clear();
            say({{u"ok"_s, true}});
        }
    }

    void sayFound(const Result<FoundKey> &found)
    {
        if (!found)
            return say(errorObject(found.error()));
        const QByteArray hash = QCryptographicHash::hash(found->key.view().toByteArray(), QCryptographicHash::Sha256);
        say({{u"ok"_s, true}, {u"source"_s, sourceName(found->info.source)}, {u"lastFour"_s, found->info.lastFour},
            {u"variable"_s, found->info.variable}, {u"sha256"_s, QString::fromLatin1(hash.toHex())}});
    }

    void sayDone(const Result<bool> &done)
    {
        say(done ? QJsonObject {{u"ok"_s, true}, {u"value"_s, *done}} : errorObject(done.error()));
    }

    void say(QJsonObject answer)
    {
        answer.insert(u"state"_s, stateName(m_vault.state()));
        answer.insert(u"storage"_s, m_vault.storageName());
        answer.insert(u"ms"_s, m_sinceCommand.elapsed());
        answer.insert(u"gap"_s, std::max(m_gap, m_sinceTick.elapsed()));
        answer.insert(u"backend"_s, qEnvironmentVariable("QTKEYCHAIN_BACKEND"));
        const QByteArray line = QJsonDocument(answer).toJson(QJsonDocument::Compact) + '\n';
        std::fwrite(line.constData(), 1, static_cast<size_t>(line.size()), stdout);
        std::fflush(stdout);
        m_busy = false;
        QMetaObject::invokeMethod(this, &Probe::next, Qt::QueuedConnection);
    }

    SystemEnvironment m_environment;
    KeychainVault m_vault;
    QSocketNotifier m_input {STDIN_FILENO, QSocketNotifier::Read};
    QTimer m_tick;
    QElapsedTimer m_sinceTick;
    QElapsedTimer m_sinceCommand;
    qint64 m_gap = 0;
    QByteArray m_rest;
    QString m_awaited;
    bool m_busy = false;
};

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const Probe probe {std::chrono::milliseconds(qEnvironmentVariableIntValue("LINEUP_PROBE_LIMIT"))};
    return QCoreApplication::exec();
}
