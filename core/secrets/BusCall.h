// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/secrets/Keyring.h"

#include <QDBusConnection>
#include <QDBusMessage>

#include <functional>

namespace lineup {

// Where a call on the session bus goes.
struct BusObject
{
    QString service;
    QString path;
    QString interface;
};

// Whether there is a session bus to ask. Looks before it connects: with no address set, the client library would
// start a bus of its own. The first connection is made here.
[[nodiscard]] bool hasSessionBus();

// Sends a method call on the session bus and hands the reply, or the error, to done on context's thread; never
// when context has gone first.
void callBus(const BusObject &object, const QString &method, const QVariantList &arguments,
    std::chrono::milliseconds limit, QObject *context, std::function<void(const QDBusMessage &)> done);

// The status that an error reply tells; Absent when nobody owns the name.
[[nodiscard]] KeyringStatus statusOfBusError(const QDBusMessage &error);

// The file name of the program behind a bus name ("gnome-keyring-d", "ksecretd"), empty when it cannot be told.
void findOwner(const QString &service, std::chrono::milliseconds limit, QObject *context,
    std::function<void(const QString &)> done);

} // namespace lineup
