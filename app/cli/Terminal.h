// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QStringList>

namespace lineup::cli {

// Standard input and output of a command. Text that a model or a server wrote goes through printable() first:
// its control characters must not drive the person's terminal. JSON needs no such care: they are escaped in it.
class Terminal
{
public:
    Terminal();
    [[nodiscard]] bool isInteractive() const { return m_interactive; } // stdout is a terminal
    void out(const QString &text) const;
    void err(const QString &text) const;
    void line(const QString &text = {}) const { out(text + u'\n'); }
    void json(const QJsonObject &object) const; // one line
    void prettyJson(const QJsonObject &object) const;
    void jsonError(const QJsonObject &object) const; // one line, on stderr
    // Why standard output did not take everything: nobody reads it any longer, the disk is full. Empty: it did.
    [[nodiscard]] static QString outputFault();

    [[nodiscard]] QString bold(const QString &text) const;
    [[nodiscard]] QString coloured(const QString &text, int series) const;
    [[nodiscard]] QString dim(const QString &text) const;

    // Standard input to its end, or one byte more than the bound.
    [[nodiscard]] static QByteArray readInput(qint64 most);
    [[nodiscard]] static bool inputIsTerminal();
    [[nodiscard]] static QString printable(const QString &text);

    // Columns aligned by width; the columns named are set to the right.
    [[nodiscard]] static QStringList table(const QList<QStringList> &rows, const QList<int> &rightAligned);

private:
    [[nodiscard]] QString styled(const QString &text, QStringView code) const;
    bool m_interactive = false;
    bool m_colours = false;
};

} // namespace lineup::cli
