// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTextBrowser>

namespace lineup::ui {

// Where a pane's conversation is shown: turns of the person, and answers that grow.
class AnswerSurface : public QTextBrowser
{
    Q_OBJECT
public:
    explicit AnswerSurface(QWidget *parent = nullptr);
    void clear();
    void addUserTurn(const QString &text, int imageCount);
    void beginAnswer();
    void appendReasoning(const QString &text);
    void appendText(const QString &text);
    void appendToolCall(const QString &name, const QString &arguments);
    void endAnswer(bool complete);
    [[nodiscard]] QString plainText() const { return toPlainText(); }
    [[nodiscard]] QString markdown() const { return m_markdown; }
    void setFlushActive(bool) { }

private:
    void append(const QString &text, const QTextCharFormat &format);
    QString m_markdown;
};

} // namespace lineup::ui
