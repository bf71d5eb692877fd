// SPDX-License-Identifier: GPL-3.0-or-later
// The command line of `lineup spend`.
#include "app/cli/SpendCommand.h"
#include "app/cli/SpendFilterOptions.h"
#include "core/base/Error.h"

#include <QCommandLineParser>

using namespace Qt::StringLiterals;

namespace lineup::cli {

namespace {

Result<QList<SpendGroup>> readGroups(const QString &text)
{
    QList<SpendGroup> groups;
    for (const QString &word : text.split(u',', Qt::SkipEmptyParts)) {
        const std::optional<SpendGroup> group = spendGroupFromName(word.trimmed());
        if (!group)
            return badRequest(u"--by %1: day, week, month, service, model, chain, user, project, tag, source, status, "
                              "or two of them as day,model"_s.arg(word));
        if (*group != SpendGroup::None)
            groups += *group;
    }
    if (groups.size() > 2)
        return badRequest(u"--by: two at the most"_s);
    return groups;
}

} // namespace

QList<QCommandLineOption> SpendCommand::options()
{
    return spendFilterOptions()
        + QList<QCommandLineOption> {
            {u"by"_s, {}, u"group"_s, u"model"_s}, QCommandLineOption(u"csv"_s), QCommandLineOption(u"follow"_s)};
}

Result<SpendCommand::Task> SpendCommand::readTask(const QCommandLineParser &parser, const QDate &today)
{
    if (!parser.positionalArguments().isEmpty())
        return badRequest(u"spend takes options only: --by model, --since 30d, --service ID; see lineup help"_s);
    Task task {.follow = parser.isSet(u"follow"_s)};
    const Result<QList<SpendGroup>> groups = readGroups(parser.value(u"by"_s));
    if (!groups)
        return groups.error();
    const Result<SpendFilter> filter = readSpendFilter(parser, today);
    if (!filter)
        return filter.error();
    task.query = {.filter = *filter, .groups = *groups};
    const bool csv = parser.isSet(u"csv"_s);
    if (csv && (parser.isSet(u"json"_s) || task.follow))
        return badRequest(u"--csv goes neither with --json nor with --follow"_s);
    task.form = csv ? Form::Csv : parser.isSet(u"json"_s) ? Form::Json : Form::Table;
    return task;
}

} // namespace lineup::cli
