// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/AnswerSurface.h"

#include "ui/theme/Theme.h"

#include <QTextCursor>

namespace lineup::ui {

AnswerSurface::AnswerSurface(QWidget *parent) : QTextBrowser(parent)
{
    setFrameShape(QFrame::NoFrame);
    setOpenLinks(false);
    setAccessibleName(tr("Conversation"));
    viewport()->setAutoFillBackground(false);
}
void AnswerSurface::clear()
{
    QTextBrowser::clear();
    m_markdown.clear();
}
void AnswerSurface::append(const QString &text, const QTextCharFormat &format)
{
    QTextCursor cursor(document());
    cursor.movePosition(QTextCursor::End);
    cursor.insertText(text, format);
}
void AnswerSurface::addUserTurn(const QString &text, int imageCount)
{
    QTextCharFormat format;
    format.setFontWeight(QFont::DemiBold);
    if (!document()->isEmpty())
        append(QStringLiteral("\n\n"), {});
    append(text + (imageCount > 0 ? tr(" [%n image(s)]", nullptr, imageCount) : QString()) + QStringLiteral("\n\n"), format);
}
void AnswerSurface::beginAnswer()
{
    m_markdown.clear();
}
void AnswerSurface::appendReasoning(const QString &text)
{
    QTextCharFormat format;
    format.setForeground(mutedText(palette()));
    append(text, format);
}
void AnswerSurface::appendText(const QString &text)
{
    m_markdown += text;
    append(text, {});
}
void AnswerSurface::appendToolCall(const QString &name, const QString &arguments)
{
    append(name + QLatin1Char('(') + arguments + QLatin1Char(')'), {});
}
void AnswerSurface::endAnswer(bool) { }

} // namespace lineup::ui
