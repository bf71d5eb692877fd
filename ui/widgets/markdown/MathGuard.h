// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace lineup::ui {

// Takes formulas ($…$, $$…$$, \(…\), \[…\]) out of Markdown, so that no emphasis rule touches them, and puts them
// back into what was parsed. In their place stand two characters that no text contains after clean().
class MathGuard
{
public:
    // Characters that the document uses for itself are replaced; so no input can look like a placeholder.
    [[nodiscard]] static QString clean(QString text);

    // The text with placeholders. Formulas inside of code spans are left alone.
    [[nodiscard]] QString protect(const QString &text);
    struct Piece
    {
        QString text;
        bool math = false;
    };
    // The text cut at its placeholders, formulas as their source.
    [[nodiscard]] QList<Piece> pieces(const QString &text) const;
    [[nodiscard]] QString restored(const QString &text) const;

private:
    [[nodiscard]] static qsizetype mathEnd(QStringView text, qsizetype at); // one past a formula at `at`, or -1

    QStringList m_sources;
};

} // namespace lineup::ui
