// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

#include <optional>

namespace lineup {

// A constexpr array of std::pair<value, QLatin1StringView>, read both ways: the stable words of an enumeration in
// JSON, logs and the ledger. Short; searched from the front.
template<typename Table, typename Value>
[[nodiscard]] QString wordFor(const Table &table, Value value)
{
    for (const auto &[key, word] : table) {
        if (key == value)
            return word;
    }
    return {};
}

template<typename Table>
[[nodiscard]] auto valueFor(const Table &table, QStringView word)
    -> std::optional<typename Table::value_type::first_type>
{
    for (const auto &[key, name] : table) {
        if (word == name)
            return key;
    }
    return std::nullopt;
}

} // namespace lineup
