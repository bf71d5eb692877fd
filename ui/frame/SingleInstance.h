// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLockFile>
#include <QObject>
#include <QStringList>

#include <memory>

class QLocalServer;
class QLocalSocket;

namespace lineup::ui {

// One window for one home: the first start holds a lock and listens; a later one hands over its arguments and its
// activation token and ends. What a crash left behind (lock, socket) is taken over. GUI thread.
class SingleInstance : public QObject
{
    Q_OBJECT
public:
    // dir: usually Paths::runtimeDir(); only its owner may enter it.
    explicit SingleInstance(const QString &dir, QObject *parent = nullptr);
    ~SingleInstance() override;

    // Whether this is the first; then activated is emitted for each later start.
    [[nodiscard]] bool claim();
    // Asks the first to come forward. Blocks for at most two seconds; false when nobody answers.
    [[nodiscard]] bool handOver(const QStringList &arguments, const QByteArray &activationToken);

Q_SIGNALS:
    // token: XDG_ACTIVATION_TOKEN of the later start, needed on Wayland to raise a window; may be empty.
    void activated(const QStringList &arguments, const QByteArray &token);

private:
    void serve(QLocalSocket *socket);

    QString m_address;
    QLockFile m_lock;
    std::unique_ptr<QLocalServer> m_server;
};

} // namespace lineup::ui
