// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/BudgetOptions.h"

#include "core/spend/budgets/BudgetJson.h"

#include <QCommandLineParser>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace lineup::cli {

namespace {

using ActionKind = BudgetAction::Kind;

struct Word
{
    QStringView name;
    QStringView value; // what it takes; empty: nothing
};

constexpr std::array optionWords {
    Word {u"limit", u"amount"},
    Word {u"meter", u"dollars|tokens|requests"},
    Word {u"per", u"period"},
    Word {u"week-start", u"day"},
    Word {u"month-day", u"day"},
    Word {u"time-zone", u"zone"},
    Word {u"user", u"name"},
    Word {u"service", u"id"},
    Word {u"model", u"model"},
    Word {u"chain", u"name"},
    Word {u"project", u"name"},
    Word {u"tag", u"tag"},
    Word {u"source", u"app|cli"},
    Word {u"warn", u"percent"},
    Word {u"switch", u"percent=model"},
    Word {u"block", {}},
    Word {u"no-warn", {}},
    Word {u"no-switch", {}},
    Word {u"no-block", {}},
    Word {u"allow-unpriced", {}},
    Word {u"refuse-unpriced", {}},
    Word {u"enable", {}},
    Word {u"disable", {}},
    Word {u"name", u"name"},
};

const QStringList &weekdays()
{
    static const QStringList days {
        u"monday"_s, u"tuesday"_s, u"wednesday"_s, u"thursday"_s, u"friday"_s, u"saturday"_s, u"sunday"_s};
    return days;
}

// "90=chain/cheap"
std::optional<BudgetAction> switchFrom(const QString &text)
{
    bool ok = false;
    const int percent = text.section(u'=', 0, 0).toInt(&ok);
    const QString model = text.section(u'=', 1);
    return ok && model.contains(u'/')
        ? std::optional(BudgetAction {.kind = ActionKind::Switch, .percent = percent, .model = model})
        : std::nullopt;
}

void drop(QList<BudgetAction> &actions, ActionKind kind)
{
    actions.removeIf([kind](const BudgetAction &action) { return action.kind == kind; });
}

} // namespace

BudgetOptions::BudgetOptions(const QCommandLineParser &parser)
{
    for (const Word &word : optionWords) {
        const QString name = word.name.toString();
        if (parser.isSet(name))
            m_values.insert(name, parser.values(name));
    }
}

QList<QCommandLineOption> BudgetOptions::list()
{
    QList<QCommandLineOption> out;
    for (const Word &word : optionWords)
        out += QCommandLineOption(word.name.toString(), {}, word.value.toString());
    return out;
}

std::optional<QString> BudgetOptions::readScope(BudgetScope &scope) const
{
    constexpr std::array members {std::pair {u"user", &BudgetScope::user},
        std::pair {u"service", &BudgetScope::service}, std::pair {u"model", &BudgetScope::model},
        std::pair {u"project", &BudgetScope::project}, std::pair {u"tag", &BudgetScope::tag},
        std::pair {u"source", &BudgetScope::source}};
    for (const auto &[option, member] : members) {
        if (has(option))
            scope.*member = value(option).trimmed();
    }
    if (!has(u"chain"))
        return {};
    if (has(u"model"))
        return u"either --model or --chain"_s;
    const QString chain = value(u"chain").trimmed();
    scope.model = chain.startsWith("chain/"_L1) || chain.isEmpty() ? chain : u"chain/"_s + chain;
    return {};
}

std::optional<QString> BudgetOptions::readPeriod(BudgetPeriod &period) const
{
    if (has(u"per")) {
        std::optional<BudgetPeriod> named = periodFromText(value(u"per"));
        if (!named)
            return u"--per: hour, day, week, month, total, or rolling days as 30d"_s;
        named->timeZone = period.timeZone;
        period = *named;
    }
    if (has(u"time-zone"))
        period.timeZone = value(u"time-zone").toLatin1();
    if (has(u"week-start")) {
        const qsizetype day = weekdays().indexOf(value(u"week-start").toLower());
        if (day < 0 || period.kind != BudgetPeriod::Kind::Week)
            return u"--week-start: monday to sunday, with --per week"_s;
        period.weekStart = Qt::DayOfWeek(day + 1);
    }
    if (has(u"month-day")) {
        period.monthDay = value(u"month-day").toInt();
        if (period.kind != BudgetPeriod::Kind::Month)
            return u"--month-day: 1 to 31, with --per month"_s;
    }
    return {};
}

std::optional<QString> BudgetOptions::readAmount(Budget &budget) const
{
    if (has(u"meter")) {
        const std::optional<Budget::Meter> meter = meterFromName(value(u"meter"));
        if (!meter)
            return u"--meter: dollars, tokens or requests"_s;
        if (*meter != budget.meter && !has(u"limit"))
            return u"--meter: give the --limit in %1 as well"_s.arg(meterName(*meter));
        budget.meter = *meter;
    }
    if (!has(u"limit"))
        return {};
    const std::optional<qint64> limit = amountFromText(budget.meter, value(u"limit"));
    if (!limit || *limit <= 0)
        return u"--limit: %1 above zero, as %2"_s.arg(
            meterName(budget.meter), budget.meter == Budget::Meter::Dollars ? u"12.50"_s : u"1000"_s);
    budget.limit = *limit;
    return {};
}

std::optional<QString> BudgetOptions::readActions(QList<BudgetAction> &actions) const
{
    if (has(u"no-warn") || has(u"warn"))
        drop(actions, ActionKind::Warn);
    if (has(u"no-switch") || has(u"switch"))
        drop(actions, ActionKind::Switch);
    if (has(u"no-block") || has(u"block"))
        drop(actions, ActionKind::Block);
    for (const QString &text : m_values.value(u"warn"_s)) {
        bool ok = false;
        actions += BudgetAction {.kind = ActionKind::Warn, .percent = text.toInt(&ok)};
        if (!ok)
            return u"--warn: percent of the limit, as 80"_s;
    }
    for (const QString &text : m_values.value(u"switch"_s)) {
        const std::optional<BudgetAction> action = switchFrom(text);
        if (!action)
            return u"--switch: percent of the limit and where to, as 90=chain/cheap"_s;
        actions += *action;
    }
    if (has(u"block"))
        actions += BudgetAction {.kind = ActionKind::Block, .percent = 100};
    std::stable_sort(actions.begin(), actions.end(),
        [](const BudgetAction &a, const BudgetAction &b) { return a.percent < b.percent; });
    return {};
}

Result<Budget> BudgetOptions::appliedTo(Budget budget) const
{
    std::optional<QString> wrong = readScope(budget.scope);
    if (!wrong)
        wrong = readPeriod(budget.period);
    if (!wrong)
        wrong = readAmount(budget);
    if (!wrong)
        wrong = readActions(budget.actions);
    if (wrong)
        return badRequest(*wrong);
    if (has(u"name"))
        budget.name = value(u"name");
    if (has(u"allow-unpriced") || has(u"refuse-unpriced"))
        budget.allowUnpriced = has(u"allow-unpriced");
    if (has(u"enable") || has(u"disable"))
        budget.enabled = has(u"enable");
    return budget;
}

} // namespace lineup::cli
