// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Traffic.h"

#include "tests/support/Sanitized.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace lineup::test {

namespace {

Recording readRecording(const QString &path, const QString &provider)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("a recording cannot be read");
    const QJsonObject whole = QJsonDocument::fromJson(file.readAll()).object();
    const QJsonObject response = whole.value("response"_L1).toObject();
    Recording out;
    out.file = QFileInfo(path).fileName();
    out.name = provider + u'/' + out.file.left(3);
    out.api = whole.value("api"_L1).toString();
    for (const QJsonValue &tag : whole.value("tags"_L1).toArray())
        out.tags += tag.toString();
    out.streamed = whole.value("streamed"_L1).toBool();
    out.exactBytes = whole.value("fidelity"_L1) == "bytes"_L1;
    out.path = whole.value("request"_L1).toObject().value("path"_L1).toString();
    out.request = whole.value("request"_L1).toObject().value("body"_L1);
    out.head.status = response.value("status"_L1).toInt();
    const QJsonObject headers = response.value("headers"_L1).toObject();
    for (auto it = headers.begin(); it != headers.end(); ++it)
        out.head.headers.append({it.key().toLatin1(), it.value().toString().toLatin1()});
    const QByteArray body = response.value("body"_L1).toString().toUtf8();
    out.body = response.value("body_encoding"_L1) == "base64"_L1 ? QByteArray::fromBase64(body) : body;
    return out;
}

bool isInsideCharacter(const QByteArray &body, qsizetype at)
{
    return (static_cast<unsigned char>(body.at(at)) & 0xC0) == 0x80;
}

} // namespace

QString trafficFolder()
{
    const QDir folder(u"" LINEUP_SOURCE_DIR "/../shared/traffic"_s);
    return folder.exists() ? folder.absolutePath() : QString();
}

QList<Recording> recordings(const QString &provider, const QString &api)
{
    const QDir folder(trafficFolder() + u'/' + provider);
    QList<Recording> out;
    for (const QString &name : folder.entryList({u"*.json"_s}, QDir::Files, QDir::Name)) {
        const Recording recording = readRecording(folder.filePath(name), provider);
        if (api.isEmpty() || recording.api == api)
            out += recording;
    }
    return out;
}

QList<qsizetype> cuts(const QByteArray &body, qsizetype limit)
{
    constexpr qsizetype spread = 200;
    constexpr qsizetype most = 400;
    QList<qsizetype> out;
    const qsizetype every = qBound(qsizetype(1), body.size() / spread, qsizetype(thinning));
    const qsizetype step = body.size() <= limit ? every : qMax<qsizetype>(1, body.size() / spread);
    qsizetype inside = 0;
    for (qsizetype at = 1; at < body.size(); ++at) {
        const bool split = isInsideCharacter(body, at) && inside < most;
        inside += split ? 1 : 0;
        if (split || at % step == 0)
            out += at;
    }
    return out;
}

} // namespace lineup::test
