// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/PromptBar.h"

#include "ui/compare/AttachmentStrip.h"
#include "ui/compare/PromptEditor.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Spacing.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/ElidedLabel.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace lineup::ui {

PromptBar::PromptBar(QWidget *parent)
    : QWidget(parent), m_systemToggle(new QToolButton(this)), m_systemLine(new ElidedLabel({}, this)),
      m_system(new QPlainTextEdit(this)), m_strip(new AttachmentStrip(this)), m_editor(new PromptEditor(this)),
      m_attach(new QToolButton(this)), m_notice(new ElidedLabel({}, this)), m_send(new QPushButton(this))
{
    build();
    connect(m_systemToggle, &QToolButton::toggled, this, &PromptBar::setSystemOpen);
    connect(m_system, &QPlainTextEdit::textChanged, this, [this] {
        refreshSystem();
        Q_EMIT changed();
    });
    connect(m_editor, &QPlainTextEdit::textChanged, this, &PromptBar::changed);
    connect(m_editor, &PromptEditor::sendRequested, this, &PromptBar::sendClicked);
    connect(m_editor, &PromptEditor::imagePasted, m_strip, &AttachmentStrip::addImage);
    connect(m_editor, &PromptEditor::filesGiven, this, [this](const QStringList &paths) {
        for (const QString &path : paths)
            m_strip->addFile(path);
    });
    connect(m_strip, &AttachmentStrip::changed, this, &PromptBar::changed);
    connect(m_strip, &AttachmentStrip::refused, this, &PromptBar::statusMessage);
    connect(m_attach, &QToolButton::clicked, this, &PromptBar::chooseImages);
    connect(m_send, &QPushButton::clicked, this, &PromptBar::sendClicked);
    setSystemOpen(false);
}

void PromptBar::build()
{
    m_systemToggle->setText(tr("System prompt"));
    m_systemToggle->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_systemToggle->setCheckable(true);
    m_systemToggle->setAutoRaise(true);
    m_systemToggle->setFocusPolicy(Qt::StrongFocus);
    m_systemToggle->setFont(themeFont(TextSize::Caption));
    m_systemLine->setFont(themeFont(TextSize::Caption));
    m_systemLine->setForegroundRole(QPalette::PlaceholderText);
    m_system->setAccessibleName(tr("System prompt for all panes"));
    m_system->setPlaceholderText(tr("Sent before the conversation to every pane that has none of its own"));
    m_system->setTabChangesFocus(true);
    m_system->setFixedHeight(m_system->fontMetrics().lineSpacing() * 3 + Spacing::medium);
    m_attach->setIcon(icon(u"paperclip"_s));
    m_attach->setIconSize({Spacing::iconLarge, Spacing::iconLarge});
    m_attach->setAutoRaise(true);
    m_attach->setFocusPolicy(Qt::StrongFocus);
    m_attach->setToolTip(tr("Attach images (or paste or drop them here)"));
    m_attach->setAccessibleName(tr("Attach images"));
    m_notice->setFont(themeFont(TextSize::Caption));
    m_send->setIcon(icon(u"send"_s));
    m_send->setObjectName(u"send"_s);
    m_send->setDefault(true);
    m_send->setAutoDefault(false);

    auto *top = new QHBoxLayout;
    top->setSpacing(Spacing::hair);
    top->addWidget(m_systemToggle);
    top->addWidget(m_systemLine, 1);
    auto *bottom = new QHBoxLayout;
    bottom->setSpacing(Spacing::small);
    bottom->addWidget(m_attach);
    bottom->addWidget(m_notice, 1);
    bottom->addWidget(m_send);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Spacing::hair);
    layout->addLayout(top);
    layout->addWidget(m_system);
    layout->addWidget(m_strip);
    layout->addWidget(m_editor);
    layout->addLayout(bottom);
}

Message PromptBar::message() const
{
    Message message;
    if (const QString text = m_editor->toPlainText().trimmed(); !text.isEmpty())
        message.content += ContentPart::fromText(text);
    for (const Attachment &attachment : m_strip->attachments())
        message.content += attachment.part;
    return message;
}

void PromptBar::clearMessage()
{
    m_editor->remember(m_editor->toPlainText().trimmed());
    m_editor->clear();
    m_strip->clear();
}

QString PromptBar::systemPrompt() const
{
    return m_system->toPlainText();
}

void PromptBar::setSystemPrompt(const QString &text)
{
    m_system->setPlainText(text);
}

void PromptBar::setSystemOpen(bool open)
{
    m_systemToggle->setChecked(open);
    m_systemToggle->setIcon(icon(open ? u"chevron-down"_s : u"chevron-right"_s));
    m_systemToggle->setToolTip(open ? tr("Fold the system prompt") : tr("Edit the system prompt for all panes"));
    m_system->setVisible(open);
    m_systemLine->setVisible(!open);
    refreshSystem();
}

bool PromptBar::isSystemOpen() const
{
    return m_systemToggle->isChecked();
}

void PromptBar::refreshSystem()
{
    m_systemLine->setFullText(m_system->toPlainText().simplified().left(300));
}

void PromptBar::setSend(const QString &text, const QString &hint, bool enabled)
{
    m_send->setText(text);
    m_send->setToolTip(hint);
    m_send->setAccessibleName(text);
    m_send->setAccessibleDescription(hint);
    m_send->setEnabled(enabled);
}

void PromptBar::setWaysOut(QMenu *menu)
{
    if (m_send->menu() == menu)
        return;
    m_send->setMenu(menu);
    m_send->setIcon(menu ? icon(meaningIcon(Meaning::Error), Meaning::Error) : icon(u"send"_s));
}

void PromptBar::openWaysOut()
{
    if (QMenu *menu = m_send->menu())
        menu->popup(m_send->mapToGlobal(QPoint(0, -menu->sizeHint().height())));
}

void PromptBar::setNotice(const QString &text)
{
    m_notice->setFullText(text);
}

void PromptBar::chooseImages()
{
    auto *dialog = new QFileDialog(this, tr("Attach images"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setNameFilters({tr("Images (*.png *.jpg *.jpeg *.webp *.gif *.bmp)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::filesSelected, this, [this](const QStringList &paths) {
        for (const QString &path : paths)
            m_strip->addFile(path);
    });
    dialog->open();
}

} // namespace lineup::ui
