// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/DesktopNotifier.h"

#ifdef LINEUP_WITH_DBUS
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#endif
#include <QHash>

using namespace Qt::StringLiterals;

namespace lineup::ui {

#ifdef LINEUP_WITH_DBUS

namespace {

const QString service = u"org.freedesktop.Notifications"_s;
const QString objectPath = u"/org/freedesktop/Notifications"_s;
constexpr int mostKept = 32; // messages whose click is still waited for

// Servers may take markup.
QString plain(const QString &text)
{
    return text.toHtmlEscaped();
}

} // namespace

class DesktopNotifier::Bus : public QObject
{
    Q_OBJECT
public:
    Bus(const QString &address, DesktopNotifier *owner)
        : m_owner(owner),
          m_connection(address.isEmpty() ? QDBusConnection::sessionBus()
                                         : QDBusConnection::connectToBus(address, u"lineup-notifications"_s))
    {
        m_connection.connect(service, objectPath, service, u"ActionInvoked"_s, this, SLOT(onAction(uint, QString)));
        m_connection.connect(service, objectPath, service, u"ActivationToken"_s, this, SLOT(onToken(uint, QString)));
        m_connection.connect(service, objectPath, service, u"NotificationClosed"_s, this, SLOT(onClosed(uint, uint)));
    }

    void show(const Message &message)
    {
        QDBusMessage call = QDBusMessage::createMethodCall(service, objectPath, service, u"Notify"_s);
        QVariantMap hints {{u"desktop-entry"_s, u"org.lineup.Lineup"_s}};
        hints.insert(u"urgency"_s, QVariant::fromValue(uchar(message.urgent ? 2 : 1)));
        call.setArguments({u"Lineup"_s, 0U, u"org.lineup.Lineup"_s, message.title, plain(message.text),
            QStringList {u"default"_s, message.button, u"open"_s, message.button}, hints, -1});
        auto *watcher = new QDBusPendingCallWatcher(m_connection.asyncCall(call), this);
        connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, argument = message.argument](auto *done) {
            done->deleteLater();
            const QDBusPendingReply<uint> reply = *done;
            if (reply.isError())
                return; // no such service: the window says it as well
            if (m_arguments.size() >= mostKept)
                m_arguments.clear();
            m_arguments.insert(reply.value(), argument);
        });
    }

private Q_SLOTS:
    void onToken(uint id, const QString &token)
    {
        if (m_arguments.contains(id))
            m_token = token.toUtf8();
    }
    void onAction(uint id, const QString &)
    {
        if (m_arguments.contains(id))
            Q_EMIT m_owner->activated(m_arguments.value(id), std::exchange(m_token, {}));
    }
    void onClosed(uint id, uint) { m_arguments.remove(id); }

private:
    DesktopNotifier *m_owner;
    QDBusConnection m_connection;
    QHash<uint, QString> m_arguments; // by the server's number of the message
    QByteArray m_token;
};

#else

class DesktopNotifier::Bus
{
public:
    Bus(const QString &, DesktopNotifier *) { }
    void show(const Message &) { }
};

#endif

DesktopNotifier::DesktopNotifier(const QString &bus, QObject *parent) : QObject(parent), m_address(bus) { }

DesktopNotifier::~DesktopNotifier() = default;

void DesktopNotifier::show(const Message &message)
{
    if (!m_bus)
        m_bus = std::make_unique<Bus>(m_address, this);
    m_bus->show(message);
}

} // namespace lineup::ui

#ifdef LINEUP_WITH_DBUS
#include "DesktopNotifier.moc"
#endif
