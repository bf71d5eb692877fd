// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/markdown/RenderModel.h"

#include <QHash>
#include <QRegularExpression>
#include <QSet>
#include <QStringList>

namespace lineup::ui {

// How one language is coloured; read from resources/highlight/*.json, one language (and its relatives) a file.
// A value; the rules of a language are read on first use and kept. Main thread.
struct HighlightRules
{
    // A stretch between two marks: a text, a block comment.
    struct Region
    {
        QString start;
        QString end;
        QChar escape; // the character behind it does not end the stretch; null: none
        CodeClass code = CodeClass::String;
        bool lines = false; // may go on over line ends
        QString keyBefore; // what follows the stretch makes it a name: the colon behind a JSON key
        int maxLength = 0; // longer stretches are none: a Rust lifetime is no character; 0: no limit
    };
    struct LinePattern
    {
        QRegularExpression pattern; // of the start of a line; its first capture, or all of it, is coloured
        CodeClass code = CodeClass::None;
    };

    QString label;
    QHash<QString, QString> labels; // for names of relatives
    QHash<QString, CodeClass> words;
    QStringList lineComments;
    QList<Region> regions;
    QList<LinePattern> linePatterns;
    QString identifierExtra; // belongs to words besides letters, digits and '_'
    QString sigils; // begin a name: "$HOME"
    bool caseInsensitive = false;
    bool commentNeedsSpace = false; // a comment mark counts at the start or behind white space only
    bool functions = false; // a word before '(' is a name
    bool markup = false; // tags

    // Null for a language that we have no rules for. The pointer stays valid.
    [[nodiscard]] static const HighlightRules *of(const QString &language);
    [[nodiscard]] static QStringList languages(); // every name that has rules
    // What is wrong with the files; empty: nothing. For tests.
    [[nodiscard]] static QStringList complaints();
};

} // namespace lineup::ui
