// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/domain/DataUrl.h"

using namespace Qt::StringLiterals;

namespace lineup {

QString dataUrl(const ContentPart &part)
{
    return u"data:%1;base64,%2"_s.arg(part.mimeType, QString::fromLatin1(part.data.toBase64()));
}

std::optional<std::pair<QString, QByteArray>> readDataUrl(QStringView url)
{
    if (!url.startsWith("data:"_L1, Qt::CaseInsensitive))
        return std::nullopt;
    const qsizetype comma = url.indexOf(u',');
    if (comma < 0)
        return std::nullopt;
    const QStringView head = url.mid(5, comma - 5);
    const QString type = head.left(qMax<qsizetype>(head.indexOf(u';'), 0)).toString();
    const QByteArray rest = url.mid(comma + 1).toLatin1();
    if (head.endsWith(";base64"_L1, Qt::CaseInsensitive))
        return std::pair {type, QByteArray::fromBase64(rest)};
    return std::pair {head.contains(u';') ? type : head.toString(), QByteArray::fromPercentEncoding(rest)};
}

} // namespace lineup
