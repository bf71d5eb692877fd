// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/budgets/LimitMark.h"

#include "core/spend/budgets/BudgetBook.h"
#include "core/store/FileGuard.h"

#include <QFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup {

bool LimitMark::isSet() const
{
    return QFile::exists(m_file);
}

std::optional<Error> LimitMark::set(bool on) const
{
    if (on == isSet())
        return std::nullopt;
    if (on)
        return makePrivateFile(m_file);
    QFile file(m_file);
    if (file.remove())
        return std::nullopt;
    return Error {
        .kind = Error::Kind::Storage, .detail = u"%1 cannot be removed: %2"_s.arg(m_file, file.errorString())};
}

std::optional<Error> LimitMark::follow(Connection &connection) const
{
    const Result<QList<Budget>> budgets = BudgetBook::readAnew(connection);
    if (!budgets)
        return budgets.error();
    return set(std::any_of(
        budgets->begin(), budgets->end(), [](const Budget &budget) { return budget.enabled && budget.blocks(); }));
}

} // namespace lineup
