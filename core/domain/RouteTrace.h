// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/domain/RouteEvent.h"

#include <QJsonArray>
#include <QStringList>

namespace lineup {

// A route in short lines without times, the same for the same course of events: "1 acme/large: rate_limited",
// "1 wait", "2 other/m: skipped, cooling", "2 x/y: answered". What a chain's saved scenarios are compared by.
[[nodiscard]] QStringList traceLines(const QList<RouteEvent> &events);

// With times in whole milliseconds, for the ledger, the command line and other programs. Reading is lenient.
[[nodiscard]] QJsonArray routeJson(const QList<RouteEvent> &events);
[[nodiscard]] QList<RouteEvent> readRoute(const QJsonArray &json);

} // namespace lineup
