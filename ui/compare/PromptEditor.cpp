// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/PromptEditor.h"

#include "ui/compare/Attachment.h"
#include "ui/theme/Spacing.h"

#include <QEvent>
#include <QImage>
#include <QKeyEvent>
#include <QMimeData>

#include <cmath>

namespace lineup::ui {
namespace {

constexpr int fewestLines = 2;
constexpr int mostLines = 8;
constexpr qsizetype historySize = 100;

QStringList imageFiles(const QMimeData &data)
{
    QStringList out;
    for (const QUrl &url : data.urls()) {
        if (url.isLocalFile() && looksLikeImage(url.toLocalFile()))
            out += url.toLocalFile();
    }
    return out;
}

} // namespace

PromptEditor::PromptEditor(QWidget *parent) : QPlainTextEdit(parent)
{
    setPlaceholderText(tr("Ask all panes"));
    setAccessibleName(tr("Prompt"));
    setTabChangesFocus(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(this, &QPlainTextEdit::textChanged, this, &PromptEditor::fitHeight);
    fitHeight();
}

void PromptEditor::fitHeight()
{
    // A plain text document's height is counted in lines.
    const int lines = qBound(fewestLines, int(std::ceil(document()->size().height())), mostLines);
    const int around = int(document()->documentMargin()) * 2 + frameWidth() * 2 + Spacing::hair;
    const int wanted = lines * fontMetrics().lineSpacing() + around;
    if (wanted != height())
        setFixedHeight(wanted);
}

void PromptEditor::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fitHeight();
}

void PromptEditor::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        fitHeight();
}

void PromptEditor::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const Qt::KeyboardModifiers modifiers = event->modifiers() & ~Qt::KeypadModifier;
    if (enter && m_enterSends && modifiers == Qt::NoModifier) {
        Q_EMIT sendRequested();
        return;
    }
    if (modifiers == Qt::ControlModifier && (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down)) {
        goThroughHistory(event->key() == Qt::Key_Up ? -1 : 1);
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

void PromptEditor::goThroughHistory(int step)
{
    const qsizetype next = m_at + step;
    if (next < 0 || next > m_history.size())
        return;
    if (m_at == m_history.size())
        m_draft = toPlainText();
    m_at = next;
    setPlainText(m_at == m_history.size() ? m_draft : m_history[m_at]);
    moveCursor(QTextCursor::End);
}

void PromptEditor::remember(const QString &prompt)
{
    if (!prompt.isEmpty() && (m_history.isEmpty() || m_history.last() != prompt))
        m_history += prompt;
    if (m_history.size() > historySize)
        m_history.removeFirst();
    m_at = m_history.size();
    m_draft.clear();
}

void PromptEditor::setHistory(const QStringList &history)
{
    m_history = history.mid(qMax<qsizetype>(0, history.size() - historySize));
    m_at = m_history.size();
}

bool PromptEditor::canInsertFromMimeData(const QMimeData *source) const
{
    return source->hasImage() || source->hasUrls() || QPlainTextEdit::canInsertFromMimeData(source);
}

void PromptEditor::insertFromMimeData(const QMimeData *source)
{
    if (const QStringList files = imageFiles(*source); !files.isEmpty()) {
        Q_EMIT filesGiven(files);
        return;
    }
    // An office program puts a picture of its text beside the text: the text is meant.
    if (source->hasImage() && !source->hasText()) {
        Q_EMIT imagePasted(qvariant_cast<QImage>(source->imageData()));
        return;
    }
    QPlainTextEdit::insertFromMimeData(source);
}

} // namespace lineup::ui
