// SPDX-License-Identifier: GPL-3.0-or-later
// Owns org.freedesktop.secrets on the bus it is started on and misbehaves as told by its argument:
//   deny          refuses everything
//   deny-items    has an open collection, lets nobody in
//   silent        never answers
//   silent-items  has an open collection and lets everybody in, never answers anything else
//   prompt        has a locked collection that a prompt opens
#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusVariant>
#include <QDBusVirtualObject>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace {

const QString collectionPath = u"/org/freedesktop/secrets/collection/fake"_s;
const QString sessionPath = u"/org/freedesktop/secrets/session/s1"_s;
const QString promptPath = u"/org/freedesktop/secrets/prompt/p1"_s;

class FakeService final : public QDBusVirtualObject
{
public:
    explicit FakeService(const QString &mode) : m_mode(mode), m_locked(mode == "prompt"_L1) { }

    [[nodiscard]] QString introspect(const QString &) const override { return {}; }

    bool handleMessage(const QDBusMessage &message, const QDBusConnection &bus) override
    {
        const QString member = message.member();
        const bool open = m_mode.endsWith("-items"_L1) || m_mode == "prompt"_L1;
        if (open && member == "ReadAlias"_L1)
            return bus.send(message.createReply(QVariant::fromValue(QDBusObjectPath(collectionPath))));
        if (open && member == "Get"_L1 && message.arguments().value(1).toString() == "Locked"_L1)
            return bus.send(message.createReply(QVariant::fromValue(QDBusVariant(m_locked))));
        if (member == "OpenSession"_L1 && (m_mode == "prompt"_L1 || m_mode == "silent-items"_L1)) {
            return bus.send(message.createReply(
                {QVariant::fromValue(QDBusVariant(QString())), QVariant::fromValue(QDBusObjectPath(sessionPath))}));
        }
        if (m_mode == "prompt"_L1 && member == "Unlock"_L1) {
            const QVariantList reply {
                QVariant::fromValue(QList<QDBusObjectPath>()), QVariant::fromValue(QDBusObjectPath(promptPath))};
            return bus.send(message.createReply(reply));
        }
        if (m_mode == "prompt"_L1 && member == "Prompt"_L1)
            return prompt(message, bus);
        if (m_mode.startsWith("silent"_L1)) {
            message.setDelayedReply(true);
            return true;
        }
        return bus.send(message.createErrorReply(u"org.freedesktop.DBus.Error.AccessDenied"_s, u"Not for you"_s));
    }

private:
    bool prompt(const QDBusMessage &message, const QDBusConnection &bus)
    {
        m_locked = false;
        bus.send(message.createReply());
        QDBusMessage completed
            = QDBusMessage::createSignal(promptPath, u"org.freedesktop.Secret.Prompt"_s, u"Completed"_s);
        completed.setArguments({false, QVariant::fromValue(QDBusVariant(QString()))});
        return bus.send(completed);
    }

    QString m_mode;
    bool m_locked;
};

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    FakeService service(app.arguments().value(1));
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.registerVirtualObject(u"/"_s, &service, QDBusConnection::SubPath)
        || !bus.registerService(u"org.freedesktop.secrets"_s)) {
        return 1;
    }
    return QCoreApplication::exec();
}
