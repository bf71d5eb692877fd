// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/Message.h"

#include <QWidget>

class QAction;
class QLabel;
class QMenu;
class QPlainTextEdit;
class QPushButton;
class QToolButton;

namespace lineup::ui {

class AttachmentStrip;
class ElidedLabel;
class PromptEditor;

// The foot of the Compare screen: system prompt, images, prompt, Send.
class PromptBar : public QWidget
{
    Q_OBJECT
public:
    explicit PromptBar(QWidget *parent = nullptr);

    [[nodiscard]] PromptEditor *editor() const { return m_editor; }
    [[nodiscard]] AttachmentStrip *attachments() const { return m_strip; }
    // The prompt as it would be sent; its content is empty when there is nothing to send.
    [[nodiscard]] Message message() const;
    void clearMessage(); // it was sent
    [[nodiscard]] QString systemPrompt() const;
    void setSystemPrompt(const QString &text);
    void setSystemOpen(bool open);
    [[nodiscard]] bool isSystemOpen() const;
    void setSend(const QString &text, const QString &hint, bool enabled);
    // Instead of sending, the button opens the menu of what else can be done; null: it sends.
    void setWaysOut(QMenu *menu);
    void openWaysOut();
    void setNotice(const QString &text); // beside Send: what will not happen as one may think
    void chooseImages(); // asks for files

Q_SIGNALS:
    void sendClicked();
    void changed(); // what would be sent, or the system prompt
    void statusMessage(const QString &text);

private:
    void build();
    void refreshSystem();

    QToolButton *m_systemToggle;
    ElidedLabel *m_systemLine;
    QPlainTextEdit *m_system;
    AttachmentStrip *m_strip;
    PromptEditor *m_editor;
    QToolButton *m_attach;
    ElidedLabel *m_notice;
    QPushButton *m_send;
};

} // namespace lineup::ui
