// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/Effort.h"

#include "core/domain/Vocabulary.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace lineup {

QStringList knownEfforts(const Target &target)
{
    const QStringList service = target.service.quirks.words.value(u"reasoning_effort"_s);
    if (!target.info || !target.info->thinking.efforts)
        return service;
    QStringList out = *target.info->thinking.efforts;
    if (!service.isEmpty())
        out.removeIf([&service](const QString &word) { return !service.contains(word); });
    return out;
}

bool takesNoEffort(const Target &target)
{
    return target.info && target.info->thinking.efforts && target.info->thinking.efforts->isEmpty();
}

QString nearestEffort(const QString &wanted, const QStringList &known, bool thinks)
{
    const qsizetype place = effortNames().indexOf(wanted);
    if (known.isEmpty() || known.contains(wanted) || place < 0)
        return wanted;
    if (place == 0)
        return thinks ? known.first() : QString();
    QString best;
    qsizetype distance = effortNames().size();
    for (const QString &word : known) {
        const qsizetype here = effortNames().indexOf(word);
        if (here <= 0 || qAbs(here - place) >= distance)
            continue;
        distance = qAbs(here - place);
        best = word;
    }
    return best;
}

int budgetForEffort(const QString &effort)
{
    static const QHash<QString, int> budgets {{u"minimal"_s, 1024}, {u"low"_s, 1024}, {u"medium"_s, 2048},
        {u"high"_s, 4096}, {u"xhigh"_s, 8192}, {u"max"_s, 16384}};
    return budgets.value(effort, 0);
}

QString effortForBudget(int budget)
{
    if (budget <= 0)
        return u"none"_s;
    if (budget < 2000)
        return u"minimal"_s;
    if (budget < 5000)
        return u"low"_s;
    return budget < 10'000 ? u"medium"_s : u"high"_s;
}

int budgetWithin(const Target &target, int budget)
{
    if (!target.info || budget <= 0)
        return budget;
    const Thinking &thinking = target.info->thinking;
    qint64 out = qMax<qint64>(budget, thinking.leastBudget);
    if (thinking.mostBudget > 0)
        out = qMin(out, thinking.mostBudget);
    return static_cast<int>(out);
}

} // namespace lineup
