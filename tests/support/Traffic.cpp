// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Traffic.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace lineup::test {

namespace {

QDir folder()
{
    return QDir(QStringLiteral(LINEUP_SOURCE_DIR "/../shared/traffic"));
}

QJsonObject requestBody(const QJsonValue &body)
{
    return body.isObject() ? body.toObject() : QJsonDocument::fromJson(body.toString().toUtf8()).object();
}

Exchange readExchange(const QString &provider, const QString &file)
{
    QFile source(folder().filePath(provider + u'/' + file));
    if (!source.open(QIODevice::ReadOnly))
        return {};
    const QJsonObject root = QJsonDocument::fromJson(source.readAll()).object();
    const QJsonObject response = root.value("response"_L1).toObject();
    Exchange out;
    out.name = provider + u'/' + file.chopped(5);
    out.provider = root.value("provider"_L1).toString();
    out.api = root.value("api"_L1).toString();
    out.model = root.value("model"_L1).toString();
    out.request = requestBody(root.value("request"_L1).toObject().value("body"_L1));
    out.streamed = root.value("streamed"_L1).toBool();
    out.head.status = response.value("status"_L1).toInt();
    const QJsonObject headers = response.value("headers"_L1).toObject();
    for (auto it = headers.begin(); it != headers.end(); ++it)
        out.head.headers += HttpHeader {it.key().toLatin1(), it.value().toString().toUtf8()};
    const QByteArray body = response.value("body"_L1).toString().toUtf8();
    out.body = response.value("body_encoding"_L1).toString() == "base64"_L1 ? QByteArray::fromBase64(body) : body;
    return out;
}

bool isInsideCharacter(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

} // namespace

bool trafficIsHere()
{
    return folder().exists();
}

bool trafficIsHereOrNotDemanded()
{
    return trafficIsHere() || !qEnvironmentVariableIsSet("CI");
}

QList<Exchange> traffic(const QString &api, const QStringList &providers)
{
    QList<Exchange> out;
    const QStringList folders = folder().entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
    for (const QString &provider : folders) {
        if (!providers.isEmpty() && !providers.contains(provider))
            continue;
        const QStringList files = QDir(folder().filePath(provider)).entryList({u"*.json"_s}, QDir::Files, QDir::Name);
        for (const QString &file : files) {
            const Exchange exchange = readExchange(provider, file);
            if (exchange.api == api)
                out += exchange;
        }
    }
    return out;
}

QList<qsizetype> cutOffsets(const QByteArray &body, qsizetype everyOffsetUpTo)
{
    const qsizetype step = body.size() <= everyOffsetUpTo ? 1 : qMax<qsizetype>(1, body.size() / 200);
    QList<qsizetype> out;
    for (qsizetype i = 1; i < body.size(); ++i) {
        if (i % step == 0 || isInsideCharacter(body.at(i)))
            out += i;
    }
    return out;
}

} // namespace lineup::test
