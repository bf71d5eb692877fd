// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spend/reconcile/ReconcileText.h"

#include "ui/widgets/Format.h"

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {
constexpr qsizetype mostNamed = 3;
} // namespace

QString ReconcileText::question(BillQuestion question)
{
    switch (question) {
    case BillQuestion::DateColumn:
        return tr("Choose the column with the days: it cannot be told which it is.");
    case BillQuestion::AmountColumn:
        return tr("Choose the column with the amounts: it cannot be told which it is.");
    case BillQuestion::Dates:
        return tr("Choose how dates are meant: 3/4 may be a day in March or in April.");
    case BillQuestion::DecimalSign:
        break;
    }
    return tr("Choose the decimal sign: 1.234 may be a bit over one or over a thousand.");
}

QString ReconcileText::cause(const ReconcileCause &cause, const QString &zone)
{
    const int count = int(cause.count);
    const QString amount = Format::money(cause.amount);
    switch (cause.kind) {
    case ReconcileCause::Kind::Unpriced:
        return tr(
            "%Ln calls in the ledger have no known cost. Give their models a price, and they count.", nullptr, count);
    case ReconcileCause::Kind::Estimated:
        return tr(
            "%1 of the ledger are estimates, of answers that were stopped: the provider counts what it had written.")
            .arg(amount);
    case ReconcileCause::Kind::OtherModels: {
        QString names = cause.names.mid(0, mostNamed).join(u", "_s);
        if (cause.names.size() > mostNamed)
            names += u", …"_s;
        return tr("%1 are billed for models that were never called from here: %2. Somebody else uses the same account.")
            .arg(amount, names);
    }
    case ReconcileCause::Kind::Outside:
        return tr("%1 are billed on %Ln days on which nothing was called from here: traffic outside of Lineup.",
            nullptr, count)
            .arg(amount);
    case ReconcileCause::Kind::NotBilled:
        return tr(
            "%1 of calls are on %Ln days that the bill has nothing of: it may not be complete yet.", nullptr, count)
            .arg(amount);
    case ReconcileCause::Kind::DayBorders:
        return tr(
            "%1 lie on the day before or after: days of the ledger begin at midnight in %2, most bills count in UTC.")
            .arg(amount, zone);
    case ReconcileCause::Kind::Rounding:
        break;
    }
    return tr("Each day differs by less than a cent: the bill is rounded.");
}

QString ReconcileText::problem(const BillProblem &problem)
{
    const QString line = QLocale().toString(problem.line);
    switch (problem.kind) {
    case BillProblem::Kind::Date:
        return tr("line %1: “%2” is no date").arg(line, problem.text);
    case BillProblem::Kind::Amount:
        return tr("line %1: “%2” is no amount").arg(line, problem.text);
    case BillProblem::Kind::Currency:
        break;
    }
    return tr("line %1 is in %2: only US dollars can be compared").arg(line, problem.text);
}

QString ReconcileText::read(const Bill &bill)
{
    QStringList parts {tr("%Ln lines read", nullptr, int(bill.lines.size()))};
    if (bill.empty > 0)
        parts += tr("%Ln without an amount of a day", nullptr, bill.empty);
    if (!bill.problems.isEmpty()) {
        QStringList problems;
        for (const BillProblem &each : bill.problems.mid(0, mostNamed))
            problems += problem(each);
        if (bill.problems.size() > mostNamed)
            problems += u"…"_s;
        parts += tr("%Ln left out (%1)", nullptr, int(bill.problems.size())).arg(problems.join(u"; "_s));
    }
    return parts.join(u" · "_s);
}

QString ReconcileText::gap(const Reconciliation &found)
{
    const Money gap = found.gap();
    const QString size = Format::money(Money::fromNano(qAbs(gap.nano())));
    if (gap == Money())
        return tr("The bill and the ledger agree.");
    return gap.nano() > 0 ? tr("The bill asks for %1 more than the ledger has.").arg(size)
                          : tr("The ledger has %1 more than the bill asks for.").arg(size);
}

QString ReconcileText::column(const Bill &bill, int number)
{
    const QString name = bill.columns.value(number);
    return name.isEmpty() ? tr("Column %1").arg(QLocale().toString(number + 1)) : name;
}

} // namespace lineup::ui
