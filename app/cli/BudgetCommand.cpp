// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/BudgetCommand.h"

#include "app/cli/ExitCode.h"
#include "core/base/Async.h"
#include "core/base/Error.h"
#include "core/providers/Suggestions.h"
#include "core/spend/budgets/BudgetJson.h"
#include "core/spend/budgets/BudgetPeriods.h"
#include "core/spend/budgets/Budgets.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup::cli {

namespace {

using TaskAction = BudgetCommand::Task::Action;

QString scopeText(const BudgetScope &scope)
{
    QStringList parts;
    const auto part = [&](const QString &word, const QString &value) {
        if (!value.isEmpty())
            parts += word.isEmpty() ? value : word + u' ' + value;
    };
    part(u"user"_s, scope.user);
    part({}, scope.model);
    part(u"service"_s, scope.service);
    part(u"project"_s, scope.project);
    part(u"tag"_s, scope.tag);
    part(u"from"_s, scope.source);
    return parts.isEmpty() ? u"everything"_s : parts.join(u", "_s);
}

QString periodText(const BudgetPeriod &period)
{
    if (period.kind == BudgetPeriod::Kind::Rolling)
        return period.days == 1 ? u"today"_s : u"last %1 days"_s.arg(period.days);
    return period.kind == BudgetPeriod::Kind::Total ? u"in total"_s : u"a "_s + periodName(period.kind);
}

QString actionsText(const QList<BudgetAction> &actions)
{
    QStringList parts;
    for (const BudgetAction &action : actions) {
        if (action.kind == BudgetAction::Kind::Block)
            parts += u"block"_s;
        else if (action.kind == BudgetAction::Kind::Switch)
            parts += u"at %1 % to %2"_s.arg(action.percent).arg(action.model);
        else
            parts += u"warn at %1 %"_s.arg(action.percent);
    }
    return parts.join(u", "_s);
}

// In the budget's zone, as it is enforced.
QString resetText(const BudgetStatus &status, const QDateTime &now)
{
    const BudgetPeriods periods(status.budget.period);
    const QDateTime reset = periods.resetIn(now);
    return reset.isValid()
        ? u"%1 (%2)"_s.arg(reset.toString(u"yyyy-MM-dd HH:mm"_s), QString::fromLatin1(periods.timeZone()))
        : u"never"_s;
}

// "ann, a month", with what tells it from others.
QString nameFor(const Budget &budget)
{
    return u"%1, %2"_s.arg(scopeText(budget.scope), periodText(budget.period));
}

std::optional<QDateTime> momentFrom(const QString &text, const BudgetStatus &status, const QDateTime &now)
{
    BudgetPeriod day {.kind = BudgetPeriod::Kind::Day, .timeZone = status.budget.period.timeZone};
    if (text == "midnight"_L1)
        return BudgetPeriods(day).cell(now).to;
    if (text == "reset"_L1)
        return status.to.isValid() ? std::optional(status.to) : std::nullopt;
    QDateTime time = QDateTime::fromString(text, Qt::ISODate); // without an offset: here
    return time.isValid() ? std::optional(time.toUTC()) : std::nullopt;
}

bool isUsedUp(const BudgetStatus &status)
{
    return status.budget.enabled && status.budget.blocks() && status.remaining() <= 0;
}

QJsonObject overrideJson(const BudgetOverride &allowed, Budget::Meter meter)
{
    return {{u"amount"_s, amountJson(meter, allowed.amount)},
        {u"allowed_at"_s, allowed.allowedAt.toString(Qt::ISODate)}, {u"until"_s, allowed.until.toString(Qt::ISODate)},
        {u"source"_s, allowed.source}};
}

} // namespace

Result<BudgetCommand::Task> BudgetCommand::readTask(
    const QStringList &words, const BudgetOptions &options, const QString &until, bool json)
{
    struct Form
    {
        TaskAction action;
        qsizetype least;
        qsizetype most; // words behind it
    };
    static const QHash<QString, Form> forms {{u"list"_s, {TaskAction::List, 0, 0}},
        {u"status"_s, {TaskAction::Status, 0, 1}}, {u"show"_s, {TaskAction::Show, 1, 1}},
        {u"create"_s, {TaskAction::Create, 0, 1}}, {u"set"_s, {TaskAction::Set, 1, 1}},
        {u"remove"_s, {TaskAction::Remove, 1, 1}}, {u"allow"_s, {TaskAction::Allow, 2, 2}}};
    const auto form = forms.constFind(words.value(0, u"list"_s));
    const qsizetype count = qMax<qsizetype>(0, words.size() - 1);
    if (form == forms.constEnd() || count < form->least || count > form->most)
        return badRequest(
            u"budget: list, status [NAME], show NAME, create [NAME] --limit AMOUNT, set NAME, remove NAME, "
            "allow NAME AMOUNT"_s);
    const bool changes = form->action == TaskAction::Create || form->action == TaskAction::Set;
    if (!changes && !options.isEmpty())
        return badRequest(u"options that say what a budget is belong to budget create and budget set"_s);
    if (form->action == TaskAction::Set && options.isEmpty())
        return badRequest(u"budget set: say what is to change, as --limit 20"_s);
    if (form->action != TaskAction::Allow && !until.isEmpty())
        return badRequest(u"--until belongs to budget allow"_s);
    if (form->action == TaskAction::Create) {
        const Result<Budget> budget = options.appliedTo({});
        if (!budget)
            return budget.error();
        if (budget->limit == 0)
            return badRequest(u"budget create: give a --limit, as 10"_s);
    }
    return Task {form->action, words.value(1), words.value(2), until.isEmpty() ? u"midnight"_s : until, options, json};
}

void BudgetCommand::start()
{
    if (m_task.action == TaskAction::Create)
        return create();
    whenDone(services().budgets().status(), this, [this](const Result<QList<BudgetStatus>> &all) {
        if (all)
            withAll(*all);
        else
            fail(all.error());
    });
}

void BudgetCommand::withAll(const QList<BudgetStatus> &all)
{
    if (m_task.action == TaskAction::List || (m_task.action == TaskAction::Status && m_task.budget.isEmpty()))
        return m_task.action == TaskAction::List ? list(all) : status(all);
    QStringList names;
    for (const BudgetStatus &each : all) {
        names += each.budget.name;
        if (each.budget.name != m_task.budget && each.budget.id != m_task.budget)
            continue;
        switch (m_task.action) {
        case TaskAction::Show:
            return show(each);
        case TaskAction::Set:
            return set(each);
        case TaskAction::Remove:
            return remove(each);
        case TaskAction::Allow:
            return allow(each);
        default:
            return status({each});
        }
    }
    const QStringList likely = closestNames(m_task.budget, names);
    const QString hint = likely.isEmpty() ? QString() : u"; did you mean %1?"_s.arg(likely.join(", "_L1));
    fail({.kind = Error::Kind::NotFound, .detail = u"there is no budget named \"%1\""_s.arg(m_task.budget) + hint});
}

void BudgetCommand::list(const QList<BudgetStatus> &all)
{
    QJsonArray json;
    QList<QStringList> rows {{u"name"_s, u"what"_s, u"limit"_s, u"per"_s, u"then"_s}};
    for (const BudgetStatus &each : all) {
        const Budget &budget = each.budget;
        json += budgetStatusJson(each);
        rows += {budget.enabled ? budget.name : budget.name + u" (off)"_s, scopeText(budget.scope),
            amountText(budget.meter, budget.limit), periodText(budget.period), actionsText(budget.actions)};
    }
    if (m_task.json) {
        terminal().prettyJson({{u"budgets"_s, json}});
    } else {
        for (const QString &line : Terminal::table(rows, {2}))
            terminal().line(Terminal::printable(line));
    }
    Q_EMIT done(Ok);
}

void BudgetCommand::status(const QList<BudgetStatus> &all)
{
    QJsonArray json;
    QList<QStringList> rows {{u"name"_s, u"used"_s, u"reserved"_s, u"limit"_s, u"left"_s, u"resets"_s}};
    for (const BudgetStatus &each : all) {
        const auto text = [&](qint64 amount) { return amountText(each.budget.meter, amount); };
        json += budgetStatusJson(each);
        const QString unpriced = each.unpriced > 0 ? u" and %1 of unknown cost"_s.arg(each.unpriced) : QString();
        rows += {each.budget.name, text(each.used + each.uncertain) + unpriced, text(each.reserved), text(each.limit()),
            text(each.remaining()), resetText(each, services().clock().now())};
    }
    if (m_task.json) {
        terminal().prettyJson({{u"budgets"_s, json}});
    } else {
        for (const QString &line : Terminal::table(rows, {1, 2, 3, 4}))
            terminal().line(Terminal::printable(line));
    }
    Q_EMIT done(std::any_of(all.begin(), all.end(), isUsedUp) ? Quota : Ok);
}

void BudgetCommand::show(const BudgetStatus &status)
{
    whenDone(services().budgets().overrides(status.budget.id), this,
        [this, status](const Result<QList<BudgetOverride>> &log) {
            if (!log)
                return fail(log.error());
            const Budget &budget = status.budget;
            const auto text = [&](qint64 amount) { return amountText(budget.meter, amount); };
            QJsonArray json;
            QStringList lines {budget.enabled ? budget.name : budget.name + u" (off)"_s,
                u"  %1 for %2, %3"_s.arg(text(budget.limit), scopeText(budget.scope), periodText(budget.period)),
                u"  then: %1"_s.arg(actionsText(budget.actions)),
                u"  used %1, reserved %2, left %3"_s.arg(
                    text(status.used + status.uncertain), text(status.reserved), text(status.remaining())),
                u"  resets: %1"_s.arg(resetText(status, services().clock().now()))};
            for (const BudgetOverride &each : *log) {
                json += overrideJson(each, budget.meter);
                lines += u"  %1 more allowed until %2, from %3"_s.arg(
                    text(each.amount), each.until.toLocalTime().toString(u"yyyy-MM-dd HH:mm"_s), each.source);
            }
            if (m_task.json) {
                QJsonObject out = budgetStatusJson(status);
                out.insert(u"overrides"_s, json);
                terminal().prettyJson(out);
            } else {
                for (const QString &line : std::as_const(lines))
                    terminal().line(Terminal::printable(line));
            }
            Q_EMIT done(Ok);
        });
}

void BudgetCommand::create()
{
    Result<Budget> budget = m_task.options.appliedTo({.name = m_task.budget});
    if (!budget)
        return refuse(budget.error());
    if (budget->actions.isEmpty())
        budget->actions = {{.kind = BudgetAction::Kind::Warn, .percent = 80}};
    if (budget->name.isEmpty())
        budget->name = nameFor(*budget);
    save(*budget);
}

void BudgetCommand::set(const BudgetStatus &status)
{
    const Result<Budget> budget = m_task.options.appliedTo(status.budget);
    if (!budget)
        return refuse(budget.error());
    save(*budget);
}

void BudgetCommand::save(const Budget &budget)
{
    if (const Service *service = services().catalogue().service(budget.scope.service);
        !budget.scope.service.isEmpty() && !service)
        return fail(
            {.kind = Error::Kind::NotFound, .detail = u"there is no service \"%1\""_s.arg(budget.scope.service)});
    whenDone(services().budgets().save(budget), this, [this, budget](const Result<QString> &id) {
        if (!id)
            return id.error().kind == Error::Kind::BadRequest ? refuse(id.error()) : fail(id.error());
        if (m_task.json)
            terminal().prettyJson({{u"id"_s, *id}, {u"name"_s, budget.name}});
        else
            terminal().line(
                Terminal::printable(u"%1: %2 for %3, %4; %5"_s.arg(budget.name, amountText(budget.meter, budget.limit),
                    scopeText(budget.scope), periodText(budget.period), actionsText(budget.actions))));
        Q_EMIT done(Ok);
    });
}

void BudgetCommand::remove(const BudgetStatus &status)
{
    whenDone(services().budgets().remove(status.budget.id), this, [this](const Result<bool> &removed) {
        if (!removed)
            return fail(removed.error());
        Q_EMIT done(Ok);
    });
}

void BudgetCommand::allow(const BudgetStatus &status)
{
    const Budget::Meter meter = status.budget.meter;
    const std::optional<qint64> amount = amountFromText(meter, m_task.amount);
    const std::optional<QDateTime> until = momentFrom(m_task.until, status, services().clock().now());
    if (!amount)
        return refuse(badRequest(u"budget allow: an amount in %1"_s.arg(meterName(meter))));
    if (!until)
        return refuse(badRequest(u"--until: midnight, reset, or a date and time as 2026-04-22T18:00"_s));
    whenDone(services().budgets().allowMore(status.budget.id, *amount, *until), this,
        [this, meter, amount = *amount, until = *until](const Result<bool> &allowed) {
            if (!allowed)
                return allowed.error().kind == Error::Kind::BadRequest ? refuse(allowed.error())
                                                                       : fail(allowed.error());
            if (m_task.json)
                terminal().prettyJson(
                    {{u"allowed"_s, amountJson(meter, amount)}, {u"until"_s, until.toString(Qt::ISODate)}});
            else
                terminal().line(u"%1 more until %2"_s.arg(
                    amountText(meter, amount), until.toLocalTime().toString(u"yyyy-MM-dd HH:mm"_s)));
            Q_EMIT done(Ok);
        });
}

} // namespace lineup::cli
