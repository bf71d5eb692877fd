// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/Suggestions.h"

#include <QList>

#include <algorithm>
#include <numeric>
#include <utility>

namespace lineup {

namespace {

// Levenshtein distance with two rows; names are short.
qsizetype distance(QStringView a, QStringView b)
{
    QList<qsizetype> previous(b.size() + 1);
    std::iota(previous.begin(), previous.end(), 0);
    for (qsizetype i = 0; i < a.size(); ++i) {
        QList<qsizetype> current {i + 1};
        current.reserve(b.size() + 1);
        for (qsizetype j = 0; j < b.size(); ++j) {
            const qsizetype change = previous.at(j) + (a.at(i) == b.at(j) ? 0 : 1);
            current += std::min({change, previous.at(j + 1) + 1, current.at(j) + 1});
        }
        previous = std::move(current);
    }
    return previous.last();
}

} // namespace

QStringList closestNames(QStringView typed, const QStringList &candidates, qsizetype most)
{
    QList<std::pair<qsizetype, QString>> ranked;
    for (const QString &name : candidates) {
        const bool contains = typed.size() >= 3 && name.contains(typed, Qt::CaseInsensitive);
        const qsizetype far = contains ? 0 : distance(typed, name);
        if (far <= std::max<qsizetype>(2, typed.size() / 3))
            ranked += {far, name};
    }
    std::stable_sort(ranked.begin(), ranked.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    QStringList out;
    for (const auto &[far, name] : ranked.first(std::min(most, ranked.size())))
        out += name;
    return out;
}

} // namespace lineup
