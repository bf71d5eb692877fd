// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/BudgetText.h"

#include "ui/widgets/Format.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

constexpr int usualWarning = 80; // %
constexpr double earliest = 0.1; // share of a period, before which nothing is projected
constexpr qint64 weekAhead = 6; // days in which a weekday says it all

QString minutesFromNow(const QDateTime &now, const QDateTime &to)
{
    const qint64 seconds = qMax<qint64>(0, now.secsTo(to));
    const qint64 shown = seconds < 60 ? seconds : (seconds + 59) / 60 * 60;
    return Format::duration(std::chrono::seconds(shown));
}

QString clockTime(const QTime &time)
{
    const QLocale locale;
    return locale.language() == QLocale::C ? time.toString(u"HH:mm"_s) : locale.toString(time, QLocale::ShortFormat);
}

// Whatever is beyond has the same plural.
int plural(qint64 number)
{
    constexpr qint64 most = 1'000'000'000;
    return int(qMin(qMax(number, -most), most));
}

bool isChain(const QString &model)
{
    return model.startsWith(u"chain/"_s);
}

} // namespace

QString BudgetText::amount(Budget::Meter meter, qint64 amount)
{
    switch (meter) {
    case Budget::Meter::Dollars:
        return Format::money(Money::fromNano(amount));
    case Budget::Meter::Tokens:
        return tr("%1 token(s)", nullptr, plural(amount)).arg(Format::count(amount));
    case Budget::Meter::Requests:
        return tr("%1 request(s)", nullptr, plural(amount)).arg(Format::count(amount));
    }
    return {};
}

QString BudgetText::exactAmount(Budget::Meter meter, qint64 number)
{
    if (meter == Budget::Meter::Dollars)
        return Format::exactMoney(Money::fromNano(number));
    return meter == Budget::Meter::Tokens
        ? tr("%1 token(s)", nullptr, plural(number)).arg(QLocale().toString(number))
        : tr("%1 request(s)", nullptr, plural(number)).arg(QLocale().toString(number));
}

QString BudgetText::limit(Budget::Meter meter, qint64 number)
{
    constexpr qint64 dollar = 1'000'000'000;
    if (meter != Budget::Meter::Dollars || number % dollar != 0)
        return exactAmount(meter, number);
    const QLocale locale;
    return exactAmount(meter, number).remove(locale.decimalPoint() + locale.zeroDigit() + locale.zeroDigit());
}

QString BudgetText::meter(Budget::Meter meter)
{
    switch (meter) {
    case Budget::Meter::Dollars:
        return tr("dollars");
    case Budget::Meter::Tokens:
        return tr("tokens");
    case Budget::Meter::Requests:
        return tr("requests");
    }
    return {};
}

QString BudgetText::source(const QString &source)
{
    if (source == "app"_L1)
        return tr("this window");
    if (source == "cli"_L1)
        return tr("the command line");
    return source;
}

QString BudgetText::scope(const BudgetScope &scope, const QString &serviceLabel)
{
    QStringList parts;
    if (!scope.user.isEmpty())
        parts += tr("user %1").arg(scope.user);
    if (!scope.service.isEmpty())
        parts += serviceLabel.isEmpty() ? scope.service : serviceLabel;
    if (!scope.model.isEmpty())
        parts += isChain(scope.model) ? tr("chain %1").arg(scope.model.section(u'/', 1)) : scope.model;
    if (!scope.project.isEmpty())
        parts += tr("project %1").arg(scope.project);
    if (!scope.tag.isEmpty())
        parts += tr("tag %1").arg(scope.tag);
    if (!scope.source.isEmpty())
        parts += source(scope.source);
    return parts.isEmpty() ? tr("all calls") : parts.join(u" · "_s);
}

QString BudgetText::periodKind(BudgetPeriod::Kind kind)
{
    switch (kind) {
    case BudgetPeriod::Kind::Hour:
        return tr("each hour");
    case BudgetPeriod::Kind::Day:
        return tr("each day");
    case BudgetPeriod::Kind::Week:
        return tr("each week");
    case BudgetPeriod::Kind::Month:
        return tr("each month");
    case BudgetPeriod::Kind::Rolling:
        return tr("any days in a row");
    case BudgetPeriod::Kind::Total:
        return tr("in all, without an end");
    }
    return {};
}

QString BudgetText::period(const BudgetPeriod &period)
{
    switch (period.kind) {
    case BudgetPeriod::Kind::Week:
        return tr("each week from %1").arg(QLocale().dayName(period.weekStart));
    case BudgetPeriod::Kind::Month:
        return period.monthDay == 1 ? tr("each month") : tr("each month from day %1").arg(period.monthDay);
    case BudgetPeriod::Kind::Rolling:
        return tr("any %n day(s) in a row", nullptr, period.days);
    case BudgetPeriod::Kind::Total:
        return tr("in all");
    default:
        return periodKind(period.kind);
    }
}

QString BudgetText::perPeriod(const BudgetPeriod &period)
{
    switch (period.kind) {
    case BudgetPeriod::Kind::Hour:
        return tr("per hour");
    case BudgetPeriod::Kind::Day:
        return tr("per day");
    case BudgetPeriod::Kind::Week:
        return tr("per week from %1").arg(QLocale().dayName(period.weekStart));
    case BudgetPeriod::Kind::Month:
        return period.monthDay == 1 ? tr("per calendar month") : tr("per month from day %1").arg(period.monthDay);
    case BudgetPeriod::Kind::Rolling:
        return tr("in any %n day(s) in a row", nullptr, period.days);
    case BudgetPeriod::Kind::Total:
        break;
    }
    return tr("in all");
}

QString BudgetText::everything(const BudgetScope &scope, const QString &serviceLabel)
{
    if (scope == BudgetScope {})
        return tr("everything that is sent");
    QString text
        = scope.user.isEmpty() ? tr("everything that is sent") : tr("everything that user %1 sends").arg(scope.user);
    const auto add = [&text](const QString &part) { text = tr("%1 %2", "joins parts of a sentence").arg(text, part); };
    if (!scope.service.isEmpty())
        add(tr("to %1", "a service").arg(serviceLabel.isEmpty() ? scope.service : serviceLabel));
    if (!scope.model.isEmpty())
        add(isChain(scope.model) ? tr("through the chain %1").arg(scope.model.section(u'/', 1))
                                 : tr("to the model %1").arg(scope.model));
    if (!scope.source.isEmpty())
        add(tr("from %1", "the command line").arg(source(scope.source)));
    if (!scope.project.isEmpty())
        add(tr("in the project %1").arg(scope.project));
    if (!scope.tag.isEmpty())
        add(tr("with the tag %1").arg(scope.tag));
    return text;
}

QString BudgetText::sentence(const Budget &budget, const QString &serviceLabel)
{
    return tr("At most %1 %2 for %3.", "limit, period, what counts")
        .arg(limit(budget.meter, budget.limit), perPeriod(budget.period), everything(budget.scope, serviceLabel));
}

QString BudgetText::actionSentence(const Budget &budget)
{
    QStringList parts;
    for (const BudgetAction &action : budget.actions) {
        const QString percent = Format::percent(action.percent / 100.0);
        switch (action.kind) {
        case BudgetAction::Kind::Warn:
            parts += tr("At %1 you are told.").arg(percent);
            break;
        case BudgetAction::Kind::Switch:
            parts += tr("From %1 on calls go to %2.").arg(percent, action.model);
            break;
        case BudgetAction::Kind::Block:
            parts += budget.allowUnpriced
                ? tr("A call that could go beyond is refused; one without a known price passes.")
                : tr("A call that could go beyond is refused.");
            break;
        }
    }
    return parts.isEmpty() ? tr("Nothing happens at the limit; it is only counted.") : parts.join(u' ');
}

QString BudgetText::actions(const Budget &budget)
{
    QStringList parts;
    for (const BudgetAction &action : budget.actions) {
        const QString percent = Format::percent(action.percent / 100.0);
        if (action.kind == BudgetAction::Kind::Warn)
            parts += tr("warns at %1").arg(percent);
        else if (action.kind == BudgetAction::Kind::Switch)
            parts += tr("switches at %1").arg(percent);
        else
            parts += tr("blocks");
    }
    return parts.isEmpty() ? tr("only counts") : parts.join(u", "_s);
}

QString BudgetText::used(const BudgetStatus &status)
{
    const Budget::Meter meter = status.budget.meter;
    if (meter == Budget::Meter::Dollars)
        return tr("%1 of %2", "used, limit").arg(amount(meter, status.counted()), amount(meter, status.limit()));
    return tr("%1 of %2", "used, limit").arg(Format::count(status.counted()), amount(meter, status.limit()));
}

QString BudgetText::usedDetails(const BudgetStatus &status)
{
    const Budget::Meter meter = status.budget.meter;
    QStringList lines {tr("Used: %1").arg(exactAmount(meter, status.used))};
    if (status.reserved > 0)
        lines += tr("Reserved by calls under way: %1").arg(exactAmount(meter, status.reserved));
    if (status.uncertain > 0)
        lines += tr("Counted at its worst, as nobody knows the cost: %1").arg(exactAmount(meter, status.uncertain));
    if (status.unpriced > 0)
        lines += tr("%n call(s) without a known cost", nullptr, status.unpriced);
    lines += status.extra > 0 ? tr("Limit: %1, and %2 allowed on top")
                                    .arg(exactAmount(meter, status.budget.limit), exactAmount(meter, status.extra))
                              : tr("Limit: %1").arg(exactAmount(meter, status.limit()));
    lines += status.remaining() >= 0 ? tr("Left: %1").arg(exactAmount(meter, status.remaining()))
                                     : tr("Overspent by %1").arg(exactAmount(meter, -status.remaining()));
    return lines.join(u'\n');
}

QString BudgetText::blocked(const BudgetStatus &status)
{
    return tr("%1 %2 – %3 used", "budget, its limit, what is used")
        .arg(status.budget.name, amount(status.budget.meter, status.limit()),
            amount(status.budget.meter, status.counted()));
}

double BudgetText::share(const BudgetStatus &status)
{
    return status.limit() > 0 ? double(status.counted()) / double(status.limit()) : 0;
}

bool BudgetText::isSpent(const BudgetStatus &status)
{
    return status.remaining() <= 0;
}

bool BudgetText::isWarning(const BudgetStatus &status)
{
    const std::optional<BudgetAction> warn = status.budget.action(BudgetAction::Kind::Warn);
    return share(status) * 100 >= (warn ? warn->percent : usualWarning);
}

QString BudgetText::stateWord(const BudgetStatus &status)
{
    if (!status.budget.enabled)
        return tr("off");
    if (status.remaining() < 0)
        return tr("overspent");
    if (isSpent(status))
        return tr("spent");
    // Rounded down: 100 % is said only when nothing is left.
    return Format::percent(double(int(share(status) * 100)) / 100);
}

QString BudgetText::clock(const QDateTime &when, const QDateTime &now)
{
    const QLocale locale;
    const QDate day = when.date();
    const QString name = qAbs(now.daysTo(when)) <= weekAhead
        ? locale.dayName(day.dayOfWeek(), QLocale::ShortFormat)
        : locale.toString(day, tr("d MMM", "a date without its year"));
    return tr("%1 %2", "day, time").arg(name, clockTime(when.time()));
}

QString BudgetText::resets(const BudgetStatus &status, const QDateTime &now)
{
    if (!status.to.isValid())
        return tr("never");
    const QTimeZone where = zone(status.budget.period);
    QString when = clock(status.to.toTimeZone(where), now.toTimeZone(where));
    if (where.offsetFromUtc(status.to) != QTimeZone::systemTimeZone().offsetFromUtc(status.to))
        when = tr("%1 in %2", "day and time, time zone").arg(when, QString::fromLatin1(where.id()));
    return tr("in %1, %2", "how long, when").arg(minutesFromNow(now, status.to), when);
}

std::optional<qint64> BudgetText::projected(const BudgetStatus &status, const QDateTime &now)
{
    if (status.budget.period.kind == BudgetPeriod::Kind::Rolling || !status.from.isValid() || !status.to.isValid())
        return {};
    const double whole = double(status.from.secsTo(status.to));
    const double gone = double(status.from.secsTo(now));
    if (whole <= 0 || gone < whole * earliest || gone > whole)
        return {};
    return qint64(double(status.used + status.uncertain) * whole / gone);
}

QTimeZone BudgetText::zone(const BudgetPeriod &period)
{
    const QTimeZone named(period.timeZone);
    return period.timeZone.isEmpty() || !named.isValid() ? QTimeZone::systemTimeZone() : named;
}

QString BudgetText::periodName(const BudgetPeriod &period, const BudgetHistoryPeriod &part)
{
    const QLocale locale;
    const QDateTime from = part.from.toTimeZone(zone(period));
    const QDate last = part.to.toTimeZone(zone(period)).addSecs(-1).date();
    const QString form = tr("d MMM", "a date without its year");
    switch (period.kind) {
    case BudgetPeriod::Kind::Hour:
        return tr("%1 %2", "day, time").arg(locale.toString(from.date(), form), clockTime(from.time()));
    case BudgetPeriod::Kind::Day:
        return locale.toString(from.date(), form);
    case BudgetPeriod::Kind::Month:
        if (period.monthDay == 1)
            return locale.toString(from.date(), tr("MMMM yyyy", "a month"));
        break;
    case BudgetPeriod::Kind::Total:
        return tr("all of it");
    default:
        break;
    }
    return tr("%1 – %2", "first day, last day").arg(locale.toString(from.date(), form), locale.toString(last, form));
}

QString BudgetText::periodTick(const BudgetPeriod &period, const BudgetHistoryPeriod &part)
{
    const QLocale locale;
    const QDateTime from = part.from.toTimeZone(zone(period));
    switch (period.kind) {
    case BudgetPeriod::Kind::Hour:
        return clockTime(from.time());
    case BudgetPeriod::Kind::Month:
        return locale.toString(from.date(), u"MMM"_s);
    case BudgetPeriod::Kind::Rolling:
        return locale.toString(
            part.to.toTimeZone(zone(period)).addSecs(-1).date(), tr("d MMM", "a date without its year"));
    case BudgetPeriod::Kind::Total:
        return {};
    default:
        return locale.toString(from.date(), tr("d MMM", "a date without its year"));
    }
}

QString BudgetText::whichPeriods(const BudgetPeriod &period, int count)
{
    switch (period.kind) {
    case BudgetPeriod::Kind::Hour:
        return tr("%n hour(s)", nullptr, count);
    case BudgetPeriod::Kind::Day:
        return tr("%n day(s)", nullptr, count);
    case BudgetPeriod::Kind::Week:
        return tr("%n week(s)", nullptr, count);
    case BudgetPeriod::Kind::Month:
        return tr("%n month(s)", nullptr, count);
    default:
        return tr("%n period(s)", nullptr, count);
    }
}

QString BudgetText::onPeriod(const BudgetPeriod &period, const BudgetHistoryPeriod &part)
{
    const QString name = periodName(period, part);
    return period.kind == BudgetPeriod::Kind::Day ? tr("on %1", "a day").arg(name) : tr("in %1", "a span").arg(name);
}

QString BudgetText::preview(const Budget &budget, const QList<BudgetHistoryPeriod> &parts)
{
    int calls = 0;
    int blocking = 0;
    int counted = 0;
    const BudgetHistoryPeriod *worst = nullptr;
    for (const BudgetHistoryPeriod &part : parts) {
        calls += part.wouldBlock;
        counted += part.calls;
        blocking += part.wouldBlock > 0 ? 1 : 0;
        if (part.wouldBlock > (worst ? worst->wouldBlock : 0))
            worst = &part;
    }
    if (counted == 0)
        return tr("There are no calls of this kind in the history yet.");
    const QString all = whichPeriods(budget.period, int(parts.size()));
    if (!worst)
        return tr("Would have blocked nothing in the last %1.", "12 months").arg(all);
    const QString refused = tr("%1 call(s)", nullptr, calls).arg(QLocale().toString(calls));
    QString text = blocking == 1
        ? tr("Would have blocked %1 %2.", "3 calls, on 12 Nov").arg(refused, onPeriod(budget.period, *worst))
        : tr("Would have blocked %1 in %2 of the last %3; most %4.", "17 calls, number, 12 months, in May")
              .arg(refused, QLocale().toString(blocking), all, onPeriod(budget.period, *worst));
    if (!budget.blocks())
        text = tr("%1 It does not block yet.", "sentence about the past").arg(text);
    return text;
}

} // namespace lineup::ui
