// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/base/JsonReader.h"
#include "core/providers/ErrorClassifier.h"
#include "core/providers/HttpDate.h"

#include <QRegularExpression>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace lineup {

namespace {

constexpr double longestWaitMs = 366.0 * 86'400'000.0; // a longer one is a mistake, not a wish
constexpr qsizetype searchedBody = 64 * 1024;

std::optional<milliseconds> fromMs(double value)
{
    if (!(value >= 0) || value > longestWaitMs)
        return std::nullopt;
    return milliseconds(static_cast<qint64>(std::ceil(value)));
}

std::optional<double> plainNumber(const QByteArray &text)
{
    static const QRegularExpression form(uR"(^\d+(?:\.\d*)?$)"_s);
    if (!form.match(QString::fromLatin1(text)).hasMatch())
        return std::nullopt;
    return text.toDouble();
}

double unitMs(QStringView unit)
{
    if (unit.startsWith(u"ms") || unit.startsWith(u"milli"))
        return 1;
    switch (unit.front().unicode()) {
    case u's':
        return 1000;
    case u'm':
        return 60'000;
    case u'h':
        return 3'600'000;
    default:
        return 86'400'000;
    }
}

// "12s", "1.5s", "2m3s", "20ms", "12 seconds", "1 minute 5 seconds".
std::optional<milliseconds> readDuration(const QString &text)
{
    static const QRegularExpression whole(
        uR"(^\s*(?:\d+(?:\.\d+)?\s*(?:ms|milliseconds?|s|sec|secs|seconds?|m|min|mins|minutes?|h|hours?|d|days?)\s*)+$)"_s);
    static const QRegularExpression part(uR"((\d+(?:\.\d+)?)\s*([a-z]+))"_s);
    const QString lower = text.toLower();
    if (!whole.match(lower).hasMatch())
        return std::nullopt;
    double sum = 0;
    for (auto it = part.globalMatch(lower); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        sum += match.captured(1).toDouble() * unitMs(match.capturedView(2));
    }
    return fromMs(sum);
}

milliseconds until(const QDateTime &moment, const QDateTime &now)
{
    return milliseconds(qMax<qint64>(0, now.msecsTo(moment)));
}

// The server's clock where it tells it, so that ours may be wrong.
QDateTime serverNow(const HttpHeaders &headers, const QDateTime &now)
{
    return readHttpDate(headerValue(headers, "Date"), now).value_or(now);
}

std::optional<milliseconds> fromHeaders(const HttpHeaders &headers, const QDateTime &now)
{
    // Zero here is seen beside a Retry-After that says more.
    if (const auto ms = plainNumber(headerValue(headers, "retry-after-ms").trimmed()); ms && *ms > 0)
        return fromMs(*ms);
    const QByteArray value = headerValue(headers, "Retry-After").trimmed();
    if (const auto seconds = plainNumber(value))
        return fromMs(*seconds * 1000);
    if (const auto date = readHttpDate(value, now))
        return fromMs(static_cast<double>(until(*date, serverNow(headers, now)).count()));
    return std::nullopt;
}

// google.rpc.RetryInfo among error.details.
std::optional<milliseconds> fromRetryInfo(const QByteArray &body)
{
    const Result<QJsonValue> parsed = parseJson(body);
    if (!parsed)
        return std::nullopt;
    const QJsonObject root = parsed->isArray() ? parsed->toArray().first().toObject() : parsed->toObject();
    const QJsonArray details = root.value("error"_L1).toObject().value("details"_L1).toArray();
    for (const QJsonValue &detail : details) {
        const QString delay = detail.toObject().value("retryDelay"_L1).toString();
        if (const auto wait = readDuration(delay))
            return wait;
    }
    return std::nullopt;
}

// {error: {retry_after: 2}}, or with its unit in the name, there or in error.metadata.
std::optional<milliseconds> fromMembers(const QByteArray &body)
{
    const Result<QJsonObject> root = parseJsonObject(body);
    if (!root)
        return std::nullopt;
    const QJsonObject error = root->value("error"_L1).toObject();
    for (const QJsonObject &object : {error, error.value("metadata"_L1).toObject(), *root}) {
        if (const QJsonValue ms = object.value("retry_after_ms"_L1); ms.isDouble())
            return fromMs(ms.toDouble());
        for (const QLatin1StringView name : {"retry_after"_L1, "retry_after_seconds"_L1}) {
            if (const QJsonValue seconds = object.value(name); seconds.isDouble())
                return fromMs(seconds.toDouble() * 1000);
        }
    }
    return std::nullopt;
}

std::optional<milliseconds> fromText(const QByteArray &body)
{
    static const QRegularExpression phrase(
        uR"(\b(?:try again|retry|retrying|wait)\s+(?:in|after|for)?\s*((?:\d+(?:\.\d+)?\s*(?:milliseconds?|ms|seconds?|secs?|s|minutes?|mins?|m|hours?|h)(?![a-z])\s*)+))"_s,
        QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = phrase.match(QString::fromUtf8(body.left(searchedBody)));
    return match.hasMatch() ? readDuration(match.captured(1)) : std::nullopt;
}

// "6m0s", "12" seconds, "1754667660" or "1754667660000" since the epoch, "2026-01-01T00:00:00Z".
std::optional<milliseconds> readReset(const QByteArray &value, const QDateTime &now)
{
    if (const auto number = plainNumber(value)) {
        if (*number > 1.0e12)
            return fromMs(std::max(0.0, *number - static_cast<double>(now.toMSecsSinceEpoch())));
        if (*number > 1.0e9)
            return fromMs(std::max(0.0, *number * 1000 - static_cast<double>(now.toMSecsSinceEpoch())));
        return fromMs(*number * 1000);
    }
    if (const auto wait = readDuration(QString::fromLatin1(value)))
        return wait;
    const QDateTime moment = QDateTime::fromString(QString::fromLatin1(value), Qt::ISODateWithMs);
    if (!moment.isValid())
        return std::nullopt;
    return fromMs(static_cast<double>(until(moment, now).count()));
}

// The header that tells what remains of the same limit.
QByteArray remainingBeside(const HttpHeaders &headers, QByteArray resetName)
{
    return headerValue(headers, resetName.replace("reset", "remaining")).trimmed();
}

} // namespace

std::optional<milliseconds> readRetryAfter(const HttpHeaders &headers, const QByteArray &body, const QDateTime &now)
{
    if (const auto wait = fromHeaders(headers, now))
        return wait;
    if (const auto wait = fromRetryInfo(body))
        return wait;
    if (const auto wait = fromMembers(body))
        return wait;
    return fromText(body);
}

std::optional<milliseconds> readRateLimitReset(const HttpHeaders &headers, const QDateTime &now)
{
    const QDateTime theirNow = serverNow(headers, now);
    std::optional<milliseconds> longestUsedUp;
    std::optional<milliseconds> shortest;
    for (const HttpHeader &header : headers) {
        const QByteArray name = header.first.toLower();
        if (!name.contains("ratelimit") || !name.contains("reset"))
            continue;
        const auto wait = readReset(header.second.trimmed(), theirNow);
        if (!wait)
            continue;
        shortest = std::min(*wait, shortest.value_or(*wait));
        if (remainingBeside(headers, name) == "0")
            longestUsedUp = std::max(*wait, longestUsedUp.value_or(*wait));
    }
    return longestUsedUp ? longestUsedUp : shortest;
}

} // namespace lineup
