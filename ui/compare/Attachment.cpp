// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/Attachment.h"

#include "ui/widgets/Format.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QImageReader>
#include <QPromise>
#include <QThreadPool>

using namespace Qt::StringLiterals;

namespace lineup::ui {
namespace {

// The smallest of the services' limits for one image by value is 5 MB, but some take 20: the service has the last word.
constexpr qint64 largestFile = 20 * 1024 * 1024;
constexpr QSize thumbnailBox(128, 128);

// The formats that every service with vision takes.
constexpr std::pair<QLatin1StringView, QLatin1StringView> formats[] {
    {QLatin1StringView("png"), QLatin1StringView("image/png")},
    {QLatin1StringView("jpeg"), QLatin1StringView("image/jpeg")},
    {QLatin1StringView("jpg"), QLatin1StringView("image/jpeg")},
    {QLatin1StringView("webp"), QLatin1StringView("image/webp")},
    {QLatin1StringView("gif"), QLatin1StringView("image/gif")}};

QString mimeOf(QStringView format)
{
    for (const auto &[name, mime] : formats) {
        if (format.compare(name, Qt::CaseInsensitive) == 0)
            return mime;
    }
    return {};
}

QString translated(const char *text)
{
    return QCoreApplication::translate("Attachment", text);
}

QImage thumbnailOf(const QImage &image)
{
    return image.scaled(thumbnailBox, Qt::KeepAspectRatio, Qt::SmoothTransformation);
}

Result<Attachment> encode(const QImage &image, const QString &name)
{
    Attachment out {.name = name, .thumbnail = thumbnailOf(image)};
    out.part.kind = ContentPart::Kind::Image;
    out.part.mimeType = u"image/png"_s;
    QBuffer buffer(&out.part.data);
    if (!buffer.open(QIODevice::WriteOnly) || !image.save(&buffer, "PNG"))
        return badRequest(translated(QT_TRANSLATE_NOOP("Attachment", "The image cannot be written as PNG.")));
    return out;
}

Result<Attachment> read(const QString &path)
{
    const QString name = QFileInfo(path).fileName();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return storageError(name, file.errorString());
    if (file.size() > largestFile)
        return badRequest(translated(QT_TRANSLATE_NOOP("Attachment", "%1 is larger than 20 MB.")).arg(name));
    const QByteArray bytes = file.readAll();
    QByteArray copy = bytes;
    QBuffer buffer(&copy);
    QImageReader reader(&buffer);
    reader.setAutoTransform(true);
    const QString mime = mimeOf(QString::fromLatin1(reader.format()));
    const QImage image = reader.read();
    if (image.isNull())
        return badRequest(
            translated(QT_TRANSLATE_NOOP("Attachment", "%1 is not an image that can be read.")).arg(name));
    if (mime.isEmpty())
        return encode(image, name);
    Attachment out {.name = name, .thumbnail = thumbnailOf(image)};
    out.part = {.kind = ContentPart::Kind::Image, .data = bytes, .mimeType = mime};
    return out;
}

template<typename Fn>
QFuture<Result<Attachment>> inThread(Fn fn)
{
    auto promise = std::make_shared<QPromise<Result<Attachment>>>();
    const QFuture<Result<Attachment>> future = promise->future();
    promise->start();
    QThreadPool::globalInstance()->start([promise, fn] {
        promise->addResult(fn());
        promise->finish();
    });
    return future;
}

} // namespace

QFuture<Result<Attachment>> attachmentFromFile(const QString &path)
{
    return inThread([path] { return read(path); });
}

QFuture<Result<Attachment>> attachmentFromImage(const QImage &image)
{
    return inThread([image] { return encode(image, translated(QT_TRANSLATE_NOOP("Attachment", "Pasted image"))); });
}

bool looksLikeImage(const QString &path)
{
    const QString suffix = QFileInfo(path).suffix();
    static const QStringList further {u"bmp"_s, u"tif"_s, u"tiff"_s, u"svg"_s, u"ico"_s, u"avif"_s, u"heic"_s};
    return !mimeOf(suffix).isEmpty() || further.contains(suffix, Qt::CaseInsensitive);
}

} // namespace lineup::ui
