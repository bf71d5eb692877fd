// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/domain/Message.h"

#include <QFuture>
#include <QImage>

namespace lineup::ui {

// An image that goes with the next prompt. A value.
struct Attachment
{
    QString name; // for people
    ContentPart part;
    QImage thumbnail;
};

// Reading and scaling happen in another thread. Errors: BadRequest (no image, too large), Storage; detail is
// translated.
[[nodiscard]] QFuture<Result<Attachment>> attachmentFromFile(const QString &path);
[[nodiscard]] QFuture<Result<Attachment>> attachmentFromImage(const QImage &image); // as from the clipboard

// Whether a file's name says that it is an image that services take.
[[nodiscard]] bool looksLikeImage(const QString &path);

} // namespace lineup::ui
