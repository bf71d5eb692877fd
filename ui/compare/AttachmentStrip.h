// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/compare/Attachment.h"

#include <QWidget>

class QHBoxLayout;

namespace lineup::ui {

// The images that go with the next prompt, as thumbnails; a press on one takes it away. Hidden when there is none.
class AttachmentStrip : public QWidget
{
    Q_OBJECT
public:
    explicit AttachmentStrip(QWidget *parent = nullptr);
    void addFile(const QString &path);
    void addImage(const QImage &image);
    void clear();
    [[nodiscard]] const QList<Attachment> &attachments() const { return m_attachments; }

Q_SIGNALS:
    void changed();
    void refused(const QString &why);

private:
    void await(const QFuture<Result<Attachment>> &future);
    void append(const Attachment &attachment);
    void removeAt(int index);
    void rebuild();

    QHBoxLayout *m_row;
    QList<Attachment> m_attachments;
};

} // namespace lineup::ui
