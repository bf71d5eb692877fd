// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/secrets/BusCall.h"

#include <QDBusPendingCallWatcher>
#include <QFile>

using namespace Qt::StringLiterals;

namespace lineup {

bool hasSessionBus()
{
    if (qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS")) {
        const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
        if (runtime.isEmpty() || !QFile::exists(runtime + u"/bus"_s))
            return false;
    }
    return QDBusConnection::sessionBus().isConnected();
}

void callBus(const BusObject &object, const QString &method, const QVariantList &arguments,
    std::chrono::milliseconds limit, QObject *context, std::function<void(const QDBusMessage &)> done)
{
    QDBusMessage message = QDBusMessage::createMethodCall(object.service, object.path, object.interface, method);
    message.setArguments(arguments);
    const QDBusPendingCall pending = QDBusConnection::sessionBus().asyncCall(message, int(limit.count()));
    auto *watcher = new QDBusPendingCallWatcher(pending, context);
    QObject::connect(
        watcher, &QDBusPendingCallWatcher::finished, context, [done = std::move(done)](QDBusPendingCallWatcher *call) {
            call->deleteLater();
            done(call->reply());
        });
}

KeyringStatus statusOfBusError(const QDBusMessage &error)
{
    const QString name = error.errorName();
    const QString text = redacted(u"%1: %2"_s.arg(name, error.errorMessage()));
    const auto is = [&name](std::initializer_list<QLatin1StringView> endings) {
        return std::any_of(
            endings.begin(), endings.end(), [&name](QLatin1StringView end) { return name.endsWith(end); });
    };
    if (is({"Error.NoReply"_L1, "Error.Timeout"_L1, "Error.TimedOut"_L1}))
        return {.state = VaultState::Unknown, .code = u"timeout"_s, .detail = u"No answer. "_s + text};
    if (is({"Error.AccessDenied"_L1, "Error.AuthFailed"_L1, "Error.InteractiveAuthorizationRequired"_L1}))
        return {.state = VaultState::Denied, .code = u"denied"_s, .detail = u"Access is refused. "_s + text};
    if (is({"Error.ServiceUnknown"_L1, "Error.NameHasNoOwner"_L1, "Error.Disconnected"_L1, "Error.NoServer"_L1})
        || name.contains("Error.Spawn."_L1)) {
        return {.state = VaultState::Absent, .code = u"absent"_s, .detail = u"No such service. "_s + text};
    }
    return {.state = VaultState::Unknown, .code = u"failed"_s, .detail = text};
}

void findOwner(const QString &service, std::chrono::milliseconds limit, QObject *context,
    std::function<void(const QString &)> done)
{
    const BusObject bus {u"org.freedesktop.DBus"_s, u"/org/freedesktop/DBus"_s, u"org.freedesktop.DBus"_s};
    callBus(bus, u"GetConnectionUnixProcessID"_s, {service}, limit, context,
        [done = std::move(done)](const QDBusMessage &reply) {
            const quint32 pid = reply.arguments().value(0).toUInt();
            QFile file(u"/proc/%1/comm"_s.arg(pid));
            const bool readable = reply.type() == QDBusMessage::ReplyMessage && file.open(QFile::ReadOnly);
            done(readable ? QString::fromUtf8(file.readAll()).trimmed() : QString());
        });
}

} // namespace lineup
