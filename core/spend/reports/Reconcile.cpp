// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/reports/Reconcile.h"

#include <QMap>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

constexpr qint64 cent = 10'000'000; // nano-dollars

using Cause = ReconcileCause::Kind;

QString plainName(const QString &model)
{
    QString out;
    for (const QChar letter : model.section(u'/', -1).toLower())
        out += letter.isLetterOrNumber() ? letter : u'-';
    return out;
}

bool isSame(const QString &billed, const QString &ledger)
{
    const QString one = plainName(billed);
    const QString other = plainName(ledger);
    return one.startsWith(other) || other.startsWith(one);
}

void add(QList<ReconcileCause> &causes, const ReconcileCause &cause)
{
    if (cause.count > 0 || cause.amount != Money())
        causes += cause;
}

ReconcileCause otherModels(const Bill &bill, const SpendTable &byModel)
{
    ReconcileCause cause {.kind = Cause::OtherModels};
    for (const BillLine &line : bill.lines) {
        const bool known = line.model.isEmpty() || std::ranges::any_of(byModel.rows, [&](const SpendRow &row) {
            return isSame(line.model, row.keys.value(0));
        });
        if (known || line.amount == Money())
            continue;
        cause.amount += line.amount;
        if (!cause.names.contains(line.model))
            cause.names += line.model;
    }
    cause.count = cause.names.size();
    return cause;
}

// What one day has too much and the next too little.
ReconcileCause dayBorders(const QList<ReconcileDay> &days)
{
    qint64 moved = 0;
    qint64 all = 0;
    for (qsizetype i = 0; i < days.size(); ++i) {
        const qint64 gap = days.at(i).gap().nano();
        all += qAbs(gap);
        const qint64 next = i + 1 < days.size() ? days.at(i + 1).gap().nano() : 0;
        if (gap != 0 && next != 0 && (gap < 0) != (next < 0))
            moved += qMin(qAbs(gap), qAbs(next));
    }
    // Neighbours that differ by chance do so a little; this is said where it explains half of what differs.
    if (moved < cent || 4 * moved < all)
        return {.kind = Cause::DayBorders};
    return {.kind = Cause::DayBorders, .amount = Money::fromNano(moved)};
}

QList<ReconcileCause> causesOf(const Reconciliation &found, const Bill &bill, const SpendTable &byModel)
{
    ReconcileCause unpriced {.kind = Cause::Unpriced};
    ReconcileCause estimated {.kind = Cause::Estimated};
    ReconcileCause outside {.kind = Cause::Outside};
    ReconcileCause notBilled {.kind = Cause::NotBilled};
    qint64 largest = 0;
    for (const ReconcileDay &day : found.days) {
        unpriced.count += day.unpriced;
        estimated.amount += day.estimated;
        largest = qMax(largest, qAbs(day.gap().nano()));
        if (day.billed != Money() && day.ledger == Money() && day.unpriced == 0) {
            ++outside.count;
            outside.amount += day.billed;
        } else if (day.billed == Money() && day.ledger != Money()) {
            ++notBilled.count;
            notBilled.amount += day.ledger;
        }
    }
    QList<ReconcileCause> causes;
    if (largest == 0)
        return causes;
    if (largest < cent) {
        causes += ReconcileCause {.kind = Cause::Rounding, .count = 1, .amount = found.gap()};
        return causes;
    }
    add(causes, otherModels(bill, byModel));
    add(causes, outside);
    add(causes, notBilled);
    add(causes, dayBorders(found.days));
    add(causes, estimated);
    std::ranges::stable_sort(causes, [](const ReconcileCause &one, const ReconcileCause &other) {
        return qAbs(one.amount.nano()) > qAbs(other.amount.nano());
    });
    add(causes, unpriced); // of an amount that nobody knows
    return causes;
}

} // namespace

Reconciliation reconcile(const Bill &bill, const SpendTable &byDay, const SpendTable &byModel)
{
    Reconciliation out;
    if (bill.lines.isEmpty())
        return out;
    QMap<QDate, ReconcileDay> days;
    const auto [first, last] = std::ranges::minmax_element(bill.lines, {}, &BillLine::day);
    for (QDate day = first->day; day <= last->day; day = day.addDays(1))
        days.insert(day, {.day = day});
    for (const BillLine &line : bill.lines) {
        days[line.day].billed += line.amount;
        out.billed += line.amount;
    }
    for (const SpendRow &row : byDay.rows) {
        const auto day = days.find(QDate::fromString(row.keys.value(0), Qt::ISODate));
        if (day == days.end())
            continue;
        day->ledger += row.sums.cost;
        day->unpriced += row.sums.unpriced;
        day->estimated += row.sums.estimated;
        out.ledger += row.sums.cost;
    }
    out.days = days.values();
    out.causes = causesOf(out, bill, byModel);
    return out;
}

} // namespace lineup
