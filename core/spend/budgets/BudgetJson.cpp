// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/budgets/BudgetJson.h"

#include "core/base/JsonReader.h"
#include "core/base/WordTable.h"
#include "core/spend/budgets/BudgetPeriods.h"

#include <QHash>

#include <array>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

using Kind = BudgetPeriod::Kind;

constexpr std::array meters {
    std::pair {Budget::Meter::Dollars, "dollars"_L1},
    std::pair {Budget::Meter::Tokens, "tokens"_L1},
    std::pair {Budget::Meter::Requests, "requests"_L1},
};

constexpr std::array periodKinds {
    std::pair {Kind::Hour, "hour"_L1},
    std::pair {Kind::Day, "day"_L1},
    std::pair {Kind::Week, "week"_L1},
    std::pair {Kind::Month, "month"_L1},
    std::pair {Kind::Rolling, "rolling"_L1},
    std::pair {Kind::Total, "total"_L1},
};

constexpr std::array actionKinds {
    std::pair {BudgetAction::Kind::Warn, "warn"_L1},
    std::pair {BudgetAction::Kind::Switch, "switch"_L1},
    std::pair {BudgetAction::Kind::Block, "block"_L1},
};

constexpr std::array scopeMembers {
    std::pair {&BudgetScope::user, "user"_L1},
    std::pair {&BudgetScope::service, "service"_L1},
    std::pair {&BudgetScope::model, "model"_L1},
    std::pair {&BudgetScope::project, "project"_L1},
    std::pair {&BudgetScope::tag, "tag"_L1},
    std::pair {&BudgetScope::source, "source"_L1},
};

constexpr int mostDays = 366;

template<typename Table, typename Value>
void readWord(JsonReader &reader, QStringView key, const Table &table, Value &out)
{
    if (!reader.has(key))
        return;
    if (const auto value = valueFor(table, reader.text(key)))
        out = *value;
    else
        reader.complain(key, u"unknown word"_s);
}

QJsonObject scopeJson(const BudgetScope &scope)
{
    QJsonObject out;
    for (const auto &[member, word] : scopeMembers) {
        if (!(scope.*member).isEmpty())
            out.insert(word, scope.*member);
    }
    return out;
}

QJsonObject periodJson(const BudgetPeriod &period)
{
    QJsonObject out {{u"kind"_s, periodName(period.kind)}};
    if (period.kind == Kind::Week)
        out.insert(u"week_start"_s, int(period.weekStart));
    if (period.kind == Kind::Month)
        out.insert(u"month_day"_s, period.monthDay);
    if (period.kind == Kind::Rolling)
        out.insert(u"days"_s, period.days);
    if (!period.timeZone.isEmpty())
        out.insert(u"time_zone"_s, QString::fromLatin1(period.timeZone));
    return out;
}

QJsonArray actionsJson(const QList<BudgetAction> &actions)
{
    QJsonArray out;
    for (const BudgetAction &action : actions) {
        QJsonObject one {{u"kind"_s, actionName(action.kind)}, {u"percent"_s, action.percent}};
        if (action.kind == BudgetAction::Kind::Switch)
            one.insert(u"model"_s, action.model);
        out += one;
    }
    return out;
}

BudgetPeriod readPeriod(JsonReader &outer)
{
    BudgetPeriod period;
    JsonReader reader(outer.object(u"period"), outer.pathOf(u"period"));
    readWord(reader, u"kind", periodKinds, period.kind);
    period.weekStart = Qt::DayOfWeek(reader.integer(u"week_start").value_or(period.weekStart));
    period.monthDay = int(reader.integer(u"month_day").value_or(period.monthDay));
    period.days = int(reader.integer(u"days").value_or(period.days));
    period.timeZone = reader.text(u"time_zone").toLatin1();
    outer.adopt(reader);
    return period;
}

QList<BudgetAction> readActions(JsonReader &outer)
{
    QList<BudgetAction> actions;
    const QJsonArray array = outer.array(u"actions");
    for (qsizetype i = 0; i < array.size(); ++i) {
        JsonReader reader(array.at(i).toObject(), u"%1[%2]"_s.arg(outer.pathOf(u"actions")).arg(i));
        BudgetAction action;
        readWord(reader, u"kind", actionKinds, action.kind);
        action.percent
            = action.kind == BudgetAction::Kind::Block ? 100 : int(reader.integer(u"percent").value_or(action.percent));
        action.model = reader.text(u"model");
        outer.adopt(reader);
        actions += action;
    }
    return actions;
}

qint64 readLimit(JsonReader &reader, Budget::Meter meter)
{
    const QJsonValue value = reader.value(u"limit");
    const QString text = value.isDouble() && value.toDouble() == double(value.toInteger(-1))
        ? QString::number(value.toInteger())
        : value.toString();
    const std::optional<qint64> limit = amountFromText(meter, text);
    if (!limit)
        reader.complain(u"limit", u"expected an amount"_s);
    return limit.value_or(0);
}

std::optional<QString> periodFault(const BudgetPeriod &period)
{
    if (period.monthDay < 1 || period.monthDay > 31)
        return u"A month begins on a day from 1 to 31."_s;
    if (period.weekStart < Qt::Monday || period.weekStart > Qt::Sunday)
        return u"A week begins on a day from 1 (Monday) to 7 (Sunday)."_s;
    if (period.days < 1 || period.days > mostDays)
        return u"Rolling days: give a number from 1 to %1."_s.arg(mostDays);
    if (!BudgetPeriods::isZone(period.timeZone))
        return u"The time zone \"%1\" is not known here; name one like Europe/Berlin."_s.arg(
            QString::fromLatin1(period.timeZone));
    return {};
}

std::optional<QString> actionFault(const Budget &budget)
{
    int switches = 0;
    for (const BudgetAction &action : budget.actions) {
        if (action.percent < 1 || action.percent > 100)
            return u"Something can happen at 1 to 100 percent of the limit, not at %1."_s.arg(action.percent);
        if (action.kind != BudgetAction::Kind::Switch)
            continue;
        if (!action.model.contains(u'/'))
            return u"Say what calls are switched to, as chain/NAME or SERVICE/MODEL."_s;
        if (++switches > 1)
            return u"A budget switches calls to one model or chain only."_s;
    }
    return {};
}

std::optional<QString> fault(const Budget &budget)
{
    if (budget.name.trimmed().isEmpty())
        return u"Give the budget a name."_s;
    if (budget.limit <= 0)
        return u"Give a limit above zero."_s;
    if (!budget.scope.model.isEmpty() && !budget.scope.model.contains(u'/'))
        return u"Name the model with its service, as SERVICE/%1, or a chain as chain/NAME."_s.arg(budget.scope.model);
    if (const std::optional<QString> wrong = periodFault(budget.period))
        return wrong;
    return actionFault(budget);
}

} // namespace

QJsonObject budgetJson(const Budget &budget)
{
    QJsonObject out {{u"id"_s, budget.id}, {u"name"_s, budget.name}, {u"enabled"_s, budget.enabled},
        {u"scope"_s, scopeJson(budget.scope)}, {u"period"_s, periodJson(budget.period)},
        {u"meter"_s, meterName(budget.meter)}, {u"limit"_s, amountJson(budget.meter, budget.limit)},
        {u"actions"_s, actionsJson(budget.actions)}};
    if (budget.allowUnpriced)
        out.insert(u"allow_unpriced"_s, true);
    if (budget.createdAt.isValid())
        out.insert(u"created_at"_s, budget.createdAt.toString(Qt::ISODateWithMs));
    return out;
}

Result<Budget> readBudget(const QJsonObject &json)
{
    JsonReader reader(json);
    Budget budget;
    budget.id = reader.text(u"id");
    budget.name = reader.text(u"name");
    budget.enabled = reader.boolean(u"enabled").value_or(true);
    JsonReader scope(reader.object(u"scope"), reader.pathOf(u"scope"));
    for (const auto &[member, word] : scopeMembers)
        budget.scope.*member = scope.text(QString(word));
    reader.adopt(scope);
    budget.period = readPeriod(reader);
    readWord(reader, u"meter", meters, budget.meter);
    budget.limit = readLimit(reader, budget.meter);
    budget.actions = readActions(reader);
    budget.allowUnpriced = reader.boolean(u"allow_unpriced").value_or(false);
    budget.createdAt = QDateTime::fromString(reader.text(u"created_at"), Qt::ISODateWithMs);
    if (reader.error())
        return badRequest(reader.error()->detail);
    return budget;
}

QJsonObject budgetStatusJson(const BudgetStatus &status)
{
    const Budget::Meter meter = status.budget.meter;
    QJsonObject out = budgetJson(status.budget);
    out.insert(u"used"_s, amountJson(meter, status.used));
    out.insert(u"reserved"_s, amountJson(meter, status.reserved));
    out.insert(u"uncertain"_s, amountJson(meter, status.uncertain));
    out.insert(u"remaining"_s, amountJson(meter, status.remaining()));
    out.insert(u"unpriced"_s, status.unpriced);
    out.insert(u"from"_s, status.from.toString(Qt::ISODate));
    out.insert(u"resets_at"_s, status.to.isValid() ? QJsonValue(status.to.toString(Qt::ISODate)) : QJsonValue());
    if (status.extra > 0) {
        out.insert(u"extra"_s, amountJson(meter, status.extra));
        out.insert(u"extra_until"_s, status.extraUntil.toString(Qt::ISODate));
    }
    return out;
}

QJsonObject noticeJson(const BudgetNotice &notice)
{
    const BudgetStatus &status = notice.status;
    const Budget::Meter meter = status.budget.meter;
    QString text = u"The budget \"%1\" has reached %2 %: %3 of %4 used."_s.arg(status.budget.name)
                       .arg(notice.action.percent)
                       .arg(amountText(meter, status.used), amountText(meter, status.limit()));
    if (notice.action.kind == BudgetAction::Kind::Block)
        text += u" Calls that could go beyond it are refused."_s;
    else if (notice.action.kind == BudgetAction::Kind::Switch)
        text += u" Calls go to %1 now."_s.arg(notice.action.model);
    if (status.to.isValid())
        text += u" It resets at %1."_s.arg(status.to.toString(Qt::ISODate));
    return {{u"kind"_s, u"budget_threshold"_s}, {u"message"_s, text}, {u"budget"_s, status.budget.name},
        {u"id"_s, status.budget.id}, {u"action"_s, actionName(notice.action.kind)},
        {u"percent"_s, notice.action.percent}, {u"used"_s, amountJson(meter, status.used)},
        {u"limit"_s, amountJson(meter, status.limit())},
        {u"resets_at"_s, status.to.isValid() ? QJsonValue(status.to.toString(Qt::ISODate)) : QJsonValue()}};
}

std::optional<Error> budgetFault(const Budget &budget)
{
    const std::optional<QString> wrong = fault(budget);
    return wrong ? std::optional(badRequest(*wrong)) : std::nullopt;
}

QJsonValue amountJson(Budget::Meter meter, qint64 amount)
{
    return meter == Budget::Meter::Dollars ? QJsonValue(Money::fromNano(amount).toDecimal()) : QJsonValue(amount);
}

QString amountText(Budget::Meter meter, qint64 amount)
{
    if (meter == Budget::Meter::Dollars) {
        QString decimal = Money::fromNano(qAbs(amount)).toDecimal();
        const qsizetype point = decimal.indexOf(u'.');
        if (point < 0)
            decimal += ".00"_L1;
        else if (point == decimal.size() - 2)
            decimal += u'0';
        return (amount < 0 ? u"-$"_s : u"$"_s) + decimal;
    }
    const QString one = meter == Budget::Meter::Tokens ? u"token"_s : u"request"_s;
    return u"%1 %2%3"_s.arg(amount).arg(one, amount == 1 ? QString() : u"s"_s);
}

std::optional<qint64> amountFromText(Budget::Meter meter, QStringView text)
{
    if (meter == Budget::Meter::Dollars) {
        const std::optional<Money> money = Money::fromDecimal(text.startsWith(u'$') ? text.mid(1) : text);
        return money ? std::optional(money->nano()) : std::nullopt;
    }
    bool ok = false;
    const qint64 amount = text.toLongLong(&ok);
    return ok ? std::optional(amount) : std::nullopt;
}

QString meterName(Budget::Meter meter)
{
    return wordFor(meters, meter);
}

std::optional<Budget::Meter> meterFromName(QStringView name)
{
    return valueFor(meters, name);
}

QString periodName(BudgetPeriod::Kind kind)
{
    return wordFor(periodKinds, kind);
}

std::optional<BudgetPeriod::Kind> periodFromName(QStringView name)
{
    return valueFor(periodKinds, name);
}

std::optional<BudgetPeriod> periodFromText(QStringView text)
{
    static const QHash<QString, Kind> words {{u"hour"_s, Kind::Hour}, {u"hourly"_s, Kind::Hour}, {u"1h"_s, Kind::Hour},
        {u"day"_s, Kind::Day}, {u"daily"_s, Kind::Day}, {u"24h"_s, Kind::Day}, {u"1d"_s, Kind::Day},
        {u"week"_s, Kind::Week}, {u"weekly"_s, Kind::Week}, {u"1w"_s, Kind::Week}, {u"month"_s, Kind::Month},
        {u"monthly"_s, Kind::Month}, {u"1mo"_s, Kind::Month}, {u"total"_s, Kind::Total}};
    const QString word = text.toString().toLower();
    if (const auto kind = words.constFind(word); kind != words.constEnd())
        return BudgetPeriod {.kind = *kind};
    if (word == "yearly"_L1 || word == "1y"_L1)
        return BudgetPeriod {.kind = Kind::Rolling, .days = 365};
    bool ok = false;
    const int days = word.endsWith(u'd') ? word.chopped(1).toInt(&ok) : 0;
    return ok && days >= 1 && days <= mostDays ? std::optional(BudgetPeriod {.kind = Kind::Rolling, .days = days})
                                               : std::nullopt;
}

QString actionName(BudgetAction::Kind kind)
{
    return wordFor(actionKinds, kind);
}

} // namespace lineup
