// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/AttachmentStrip.h"

#include "core/base/Async.h"
#include "ui/theme/Spacing.h"
#include "ui/widgets/Format.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace lineup::ui {
namespace {

constexpr int thumbnailSide = 48;

} // namespace

AttachmentStrip::AttachmentStrip(QWidget *parent) : QWidget(parent), m_row(new QHBoxLayout(this))
{
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(Spacing::small);
    m_row->addStretch(1);
    hide();
}

void AttachmentStrip::addFile(const QString &path)
{
    await(attachmentFromFile(path));
}

void AttachmentStrip::addImage(const QImage &image)
{
    await(attachmentFromImage(image));
}

void AttachmentStrip::await(const QFuture<Result<Attachment>> &future)
{
    whenDone(future, this, [this](const Result<Attachment> &result) {
        if (result)
            append(*result);
        else
            Q_EMIT refused(result.error().detail);
    });
}

void AttachmentStrip::append(const Attachment &attachment)
{
    m_attachments += attachment;
    rebuild();
    Q_EMIT changed();
}

void AttachmentStrip::removeAt(int index)
{
    m_attachments.removeAt(index);
    rebuild();
    Q_EMIT changed();
}

void AttachmentStrip::clear()
{
    if (m_attachments.isEmpty())
        return;
    m_attachments.clear();
    rebuild();
    Q_EMIT changed();
}

void AttachmentStrip::rebuild()
{
    while (m_row->count() > 1) {
        const std::unique_ptr<QLayoutItem> item(m_row->takeAt(0));
        item->widget()->hide();
        item->widget()->deleteLater(); // it may be the one that was pressed
    }
    for (int i = 0; i < m_attachments.size(); ++i) {
        const Attachment &attachment = m_attachments[i];
        auto *button = new QToolButton(this);
        button->setIcon(QIcon(QPixmap::fromImage(attachment.thumbnail)));
        button->setIconSize({thumbnailSide, thumbnailSide});
        button->setFocusPolicy(Qt::StrongFocus);
        button->setAutoRaise(true);
        const QString size = QLocale().formattedDataSize(attachment.part.data.size());
        button->setToolTip(
            tr("%1, %2\nPress to remove. Larger images are not kept when Lineup closes.").arg(attachment.name, size));
        button->setAccessibleName(tr("Remove image %1").arg(attachment.name));
        connect(button, &QToolButton::clicked, this, [this, i] { removeAt(i); });
        m_row->insertWidget(i, button);
    }
    setVisible(!m_attachments.isEmpty());
}

} // namespace lineup::ui
