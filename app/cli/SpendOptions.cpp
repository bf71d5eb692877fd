// SPDX-License-Identifier: GPL-3.0-or-later
// The command line of `lineup spend`.
#include "app/cli/SpendCommand.h"

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

Error unusable(const QString &what)
{
    return {.kind = Error::Kind::BadRequest, .detail = what};
}

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

Result<QList<SpendGroup>> readGroups(const QString &text)
{
    QList<SpendGroup> groups;
    for (const QString &word : text.split(u',', Qt::SkipEmptyParts)) {
        const std::optional<SpendGroup> group = spendGroupFromName(word.trimmed());
        if (!group)
            return unusable(u"--by %1: day, week, month, service, model, chain, user, project, tag, source, status, "
                            "or two of them as day,model"_s.arg(word));
        if (*group != SpendGroup::None)
            groups += *group;
    }
    if (groups.size() > 2)
        return unusable(u"--by: two at the most"_s);
    return groups;
}

std::optional<Error> readSpan(SpendFilter &filter, const QCommandLineParser &parser, const QDate &today)
{
    const auto read = [&](const QString &option, QDate &day) -> std::optional<Error> {
        if (!parser.isSet(option))
            return std::nullopt;
        const std::optional<QDate> value = readDay(parser.value(option), today);
        if (!value)
            return unusable(
                u"--%1 %2: a date as 2026-04-01, or today, yesterday, month, 7d"_s.arg(option, parser.value(option)));
        day = *value;
        return std::nullopt;
    };
    if (const std::optional<Error> error = read(u"since"_s, filter.from))
        return error;
    if (const std::optional<Error> error = read(u"until"_s, filter.to))
        return error;
    if (filter.from.isValid() && filter.to.isValid() && filter.from > filter.to)
        return unusable(u"--since is after --until"_s);
    return std::nullopt;
}

std::optional<Error> readStatuses(SpendFilter &filter, const QStringList &words)
{
    for (const QString &word : words) {
        const std::optional<CallStatus> status = callStatusFromName(word);
        if (!status)
            return unusable(u"--status %1: answered, failed, cancelled or interrupted"_s.arg(word));
        filter.statuses += *status;
    }
    return std::nullopt;
}

} // namespace

QList<QCommandLineOption> SpendCommand::options()
{
    QList<QCommandLineOption> out {{u"by"_s, {}, u"group"_s, u"model"_s}, {u"since"_s, {}, u"day"_s},
        {u"until"_s, {}, u"day"_s}, {u"status"_s, {}, u"status"_s}, QCommandLineOption(u"csv"_s),
        QCommandLineOption(u"follow"_s)};
    for (const Words &words : filters)
        out += QCommandLineOption(QString(words.option), {}, u"name"_s);
    return out;
}

Result<SpendCommand::Task> SpendCommand::readTask(const QCommandLineParser &parser, const QDate &today)
{
    if (!parser.positionalArguments().isEmpty())
        return unusable(u"spend takes options only: --by model, --since 30d, --service ID; see lineup help"_s);
    Task task {.follow = parser.isSet(u"follow"_s)};
    const Result<QList<SpendGroup>> groups = readGroups(parser.value(u"by"_s));
    if (!groups)
        return groups.error();
    task.query.groups = *groups;
    SpendFilter &filter = task.query.filter;
    if (const std::optional<Error> error = readSpan(filter, parser, today))
        return *error;
    if (const std::optional<Error> error = readStatuses(filter, parser.values(u"status"_s)))
        return *error;
    for (const Words &words : filters)
        filter.*words.member = parser.values(QString(words.option));
    const bool csv = parser.isSet(u"csv"_s);
    if (csv && (parser.isSet(u"json"_s) || task.follow))
        return unusable(u"--csv goes neither with --json nor with --follow"_s);
    task.form = csv ? Form::Csv : parser.isSet(u"json"_s) ? Form::Json : Form::Table;
    return task;
}

} // namespace lineup::cli
