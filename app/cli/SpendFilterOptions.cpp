// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/SpendFilterOptions.h"

#include "core/base/Error.h"

#include <QCommandLineParser>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup::cli {

namespace {

struct Words
{
    QLatin1StringView option;
    QStringList SpendFilter::*member;
};

constexpr Words filters[] {
    {"service"_L1, &SpendFilter::services},
    {"model"_L1, &SpendFilter::models},
    {"chain"_L1, &SpendFilter::chains},
    {"user"_L1, &SpendFilter::users},
    {"project"_L1, &SpendFilter::projects},
    {"tag"_L1, &SpendFilter::tags},
    {"source"_L1, &SpendFilter::sources},
};

// "2026-04-01", "today", "yesterday", "month" (its first day), "7d" (today and the six days before it).
std::optional<QDate> readDay(const QString &word, const QDate &today)
{
    static const QRegularExpression days(u"^(\\d{1,5})d$"_s);
    if (word == "today"_L1)
        return today;
    if (word == "yesterday"_L1)
        return today.addDays(-1);
    if (word == "month"_L1)
        return QDate(today.year(), today.month(), 1);
    if (const QRegularExpressionMatch match = days.match(word); match.hasMatch())
        return today.addDays(1 - std::max(1, match.captured(1).toInt()));
    const QDate date = QDate::fromString(word, Qt::ISODate);
    return date.isValid() ? std::optional(date) : std::nullopt;
}

std::optional<Error> readSpan(SpendFilter &filter, const QCommandLineParser &parser, const QDate &today)
{
    const auto read = [&](const QString &option, QDate &day) -> std::optional<Error> {
        if (!parser.isSet(option))
            return std::nullopt;
        const std::optional<QDate> value = readDay(parser.value(option), today);
        if (!value)
            return badRequest(
                u"--%1 %2: a date as 2026-04-01, or today, yesterday, month, 7d"_s.arg(option, parser.value(option)));
        day = *value;
        return std::nullopt;
    };
    if (const std::optional<Error> error = read(u"since"_s, filter.from))
        return error;
    if (const std::optional<Error> error = read(u"until"_s, filter.to))
        return error;
    if (filter.from.isValid() && filter.to.isValid() && filter.from > filter.to)
        return badRequest(u"--since is after --until"_s);
    return std::nullopt;
}

std::optional<Error> readStatuses(SpendFilter &filter, const QStringList &words)
{
    for (const QString &word : words) {
        const std::optional<CallStatus> status = callStatusFromName(word);
        if (!status)
            return badRequest(u"--status %1: answered, failed, cancelled or interrupted"_s.arg(word));
        filter.statuses += *status;
    }
    return std::nullopt;
}

} // namespace

QList<QCommandLineOption> spendFilterOptions()
{
    QList<QCommandLineOption> out {
        {u"since"_s, {}, u"day"_s}, {u"until"_s, {}, u"day"_s}, {u"status"_s, {}, u"status"_s}};
    for (const Words &words : filters)
        out += QCommandLineOption(QString(words.option), {}, u"name"_s);
    return out;
}

Result<SpendFilter> readSpendFilter(const QCommandLineParser &parser, const QDate &today)
{
    SpendFilter filter;
    if (const std::optional<Error> error = readSpan(filter, parser, today))
        return *error;
    if (const std::optional<Error> error = readStatuses(filter, parser.values(u"status"_s)))
        return *error;
    for (const Words &words : filters)
        filter.*words.member = parser.values(QString(words.option));
    return filter;
}

} // namespace lineup::cli
