// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAnyStringView>
#include <QLatin1StringView>

#include <span>

namespace lineup::ui {

// A word of a table and what a person reads for it, marked for translation where the list stands.
struct ListedWord
{
    const char *word;
    const char *text;
};

// Still to be translated; null: the list does not have the word.
[[nodiscard]] inline const char *textOf(std::span<const ListedWord> list, QAnyStringView word)
{
    for (const ListedWord &listed : list) {
        if (word == QLatin1StringView(listed.word))
            return listed.text;
    }
    return nullptr;
}

} // namespace lineup::ui
