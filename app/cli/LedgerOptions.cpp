// SPDX-License-Identifier: GPL-3.0-or-later
// The command line of `lineup ledger`.
#include "app/cli/LedgerCommand.h"
#include "app/cli/SpendFilterOptions.h"
#include "core/base/Error.h"

#include <QCommandLineParser>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup::cli {

namespace {

using LedgerAction = LedgerCommand::Action;

struct Verb
{
    QLatin1StringView word;
    LedgerAction action;
    QLatin1StringView operand; // what comes behind it; empty: nothing
    bool needed = true;
};

constexpr Verb verbs[] {
    {"check"_L1, LedgerAction::Check, {}},
    {"repair"_L1, LedgerAction::Repair, {}},
    {"compact"_L1, LedgerAction::Compact, {}},
    {"backup"_L1, LedgerAction::Backup, "FILE"_L1},
    {"export"_L1, LedgerAction::Export, "FILE"_L1},
    {"import"_L1, LedgerAction::Import, "FILE"_L1},
    {"keep"_L1, LedgerAction::Keep, "DAYS"_L1},
    {"zone"_L1, LedgerAction::Zone, "ZONE"_L1, false},
    {"reprice"_L1, LedgerAction::Reprice, {}},
    {"corrections"_L1, LedgerAction::Corrections, {}},
    {"undo"_L1, LedgerAction::Undo, "NUMBER"_L1},
};

std::optional<Error> checkOperand(const Verb &verb, const QStringList &rest)
{
    const bool takes = !verb.operand.isEmpty();
    if (rest.size() > (takes ? 1 : 0) || (takes && verb.needed && rest.isEmpty()))
        return badRequest(
            u"ledger %1 takes %2"_s.arg(QString(verb.word), takes ? QString(verb.operand) : u"nothing more"_s));
    const bool number = verb.action == LedgerAction::Keep || verb.action == LedgerAction::Undo;
    if (number && rest.first().toLongLong() < 1)
        return badRequest(u"ledger %1 %2: a whole number from 1 on"_s.arg(QString(verb.word), rest.first()));
    return std::nullopt;
}

} // namespace

QList<QCommandLineOption> LedgerCommand::options()
{
    return spendFilterOptions()
        + QList<QCommandLineOption> {QCommandLineOption(u"csv"_s), QCommandLineOption(u"yes"_s)};
}

Result<LedgerCommand::Task> LedgerCommand::readTask(const QCommandLineParser &parser, const QDate &today)
{
    const QStringList words = parser.positionalArguments();
    const auto *verb = std::find_if(
        std::begin(verbs), std::end(verbs), [&](const Verb &each) { return words.value(0) == each.word; });
    if (verb == std::end(verbs))
        return badRequest(
            u"ledger: check, repair, compact, backup FILE, export FILE, import FILE, keep DAYS, zone [ZONE], "
            "reprice, corrections or undo NUMBER"_s);
    if (const std::optional<Error> error = checkOperand(*verb, words.mid(1)))
        return *error;
    const Result<SpendFilter> filter = readSpendFilter(parser, today);
    if (!filter)
        return filter.error();
    Task task {.action = verb->action, .word = words.value(1), .filter = *filter};
    task.csv = parser.isSet(u"csv"_s) || task.word.endsWith(u".csv"_s, Qt::CaseInsensitive);
    task.yes = parser.isSet(u"yes"_s);
    if (task.filter != SpendFilter() && task.action != LedgerAction::Reprice)
        return badRequest(
            u"ledger %1 is about the whole history: --since and the like go with reprice"_s.arg(QString(verb->word)));
    if (task.action == LedgerAction::Keep && !task.yes)
        return badRequest(
            u"ledger keep %1 takes away every call older than that, for good; their sums stay. With --yes it is done; "
            "lineup ledger export FILE keeps a copy"_s.arg(task.word));
    return task;
}

} // namespace lineup::cli
