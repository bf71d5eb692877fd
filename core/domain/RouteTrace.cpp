// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/domain/RouteTrace.h"

#include "core/base/WordTable.h"

#include <QJsonObject>

#include <array>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

constexpr std::array kindWords {
    std::pair {RouteEvent::Kind::Attempt, "attempt"_L1},
    std::pair {RouteEvent::Kind::Wait, "wait"_L1},
    std::pair {RouteEvent::Kind::Skip, "skip"_L1},
};

qint64 milliseconds(std::chrono::microseconds time)
{
    return std::chrono::round<std::chrono::milliseconds>(time).count();
}

QString lineOf(const RouteEvent &event)
{
    const QString place = QString::number(event.step + 1);
    switch (event.kind) {
    case RouteEvent::Kind::Wait:
        return place + u" wait"_s;
    case RouteEvent::Kind::Skip:
        return u"%1 %2: skipped, %3"_s.arg(place, event.model, skipReasonName(event.skipped));
    case RouteEvent::Kind::Attempt:
        break;
    }
    const QString end = event.error ? errorKindName(*event.error) : u"answered"_s;
    return u"%1 %2: %3"_s.arg(place, event.model, end);
}

QJsonObject objectOf(const RouteEvent &event)
{
    QJsonObject out {{u"kind"_s, wordFor(kindWords, event.kind)}, {u"step"_s, event.step}, {u"model"_s, event.model},
        {u"at_ms"_s, milliseconds(event.at)}, {u"took_ms"_s, milliseconds(event.took)}};
    if (event.attempt >= 0)
        out.insert(u"attempt"_s, event.attempt);
    if (event.error)
        out.insert(u"error"_s, errorKindName(*event.error));
    if (event.httpStatus > 0)
        out.insert(u"http_status"_s, event.httpStatus);
    if (event.skipped != SkipReason::None)
        out.insert(u"skipped"_s, skipReasonName(event.skipped));
    if (event.left.count() > 0)
        out.insert(u"left_ms"_s, qint64(event.left.count()));
    if (event.largerContext)
        out.insert(u"larger_context"_s, true);
    return out;
}

RouteEvent eventOf(const QJsonObject &object)
{
    RouteEvent event {
        .kind = valueFor(kindWords, object.value("kind"_L1).toString()).value_or(RouteEvent::Kind::Attempt)};
    event.step = object.value("step"_L1).toInt();
    event.model = object.value("model"_L1).toString();
    event.at = std::chrono::milliseconds(object.value("at_ms"_L1).toInteger());
    event.took = std::chrono::milliseconds(object.value("took_ms"_L1).toInteger());
    event.attempt = object.value("attempt"_L1).toInt(-1);
    event.error = errorKindFromName(object.value("error"_L1).toString());
    event.httpStatus = object.value("http_status"_L1).toInt();
    event.skipped = skipReasonFromName(object.value("skipped"_L1).toString()).value_or(SkipReason::None);
    event.left = std::chrono::milliseconds(object.value("left_ms"_L1).toInteger());
    event.largerContext = object.value("larger_context"_L1).toBool();
    return event;
}

} // namespace

QStringList traceLines(const QList<RouteEvent> &events)
{
    QStringList out;
    for (const RouteEvent &event : events)
        out += lineOf(event);
    return out;
}

QJsonArray routeJson(const QList<RouteEvent> &events)
{
    QJsonArray out;
    for (const RouteEvent &event : events)
        out += objectOf(event);
    return out;
}

QList<RouteEvent> readRoute(const QJsonArray &json)
{
    QList<RouteEvent> out;
    for (const QJsonValue &value : json)
        out += eventOf(value.toObject());
    return out;
}

} // namespace lineup
