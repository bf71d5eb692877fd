// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/Traffic.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace lineup::test {

// A second, deliberately simple reading of one generateContent answer, to compare the real one with: all pieces of
// the body in a list, their parts joined, the last count kept. Reads the first candidate; the recordings have no more.
struct GeminiReference
{
    QString text;
    QString reasoning;
    QStringList toolNames;
    QList<QJsonObject> toolArguments;
    QStringList signatures; // of everything but thoughts
    QJsonValue finish; // the last that was there
    QJsonObject usage; // the last that was there
};

inline QJsonArray geminiPieces(const Recording &recording)
{
    const QByteArray body = recording.body.trimmed();
    if (body.startsWith('['))
        return QJsonDocument::fromJson(body).array();
    if (body.startsWith('{'))
        return {QJsonDocument::fromJson(body).object()};
    QJsonArray out;
    for (const QByteArray &line : body.split('\n')) {
        if (line.startsWith("data: "))
            out += QJsonDocument::fromJson(line.mid(6).trimmed()).object();
    }
    return out;
}

inline GeminiReference readGeminiReference(const Recording &recording)
{
    GeminiReference out;
    for (const QJsonValue &piece : geminiPieces(recording)) {
        const QJsonValue candidate = piece[QLatin1String("candidates")][0];
        for (const QJsonValue &part : candidate[QLatin1String("content")][QLatin1String("parts")].toArray()) {
            const bool thought = part[QLatin1String("thought")].toBool();
            (thought ? out.reasoning : out.text) += part[QLatin1String("text")].toString();
            const QJsonObject call = part[QLatin1String("functionCall")].toObject();
            if (!call.isEmpty()) {
                out.toolNames += call[QLatin1String("name")].toString();
                out.toolArguments += call[QLatin1String("args")].toObject();
            }
            const QString signature = part[QLatin1String("thoughtSignature")].toString();
            if (!signature.isEmpty() && !thought)
                out.signatures += signature;
        }
        if (!candidate[QLatin1String("finishReason")].isUndefined())
            out.finish = candidate[QLatin1String("finishReason")];
        if (piece.toObject().contains(QLatin1String("usageMetadata")))
            out.usage = piece[QLatin1String("usageMetadata")].toObject();
    }
    return out;
}

} // namespace lineup::test
