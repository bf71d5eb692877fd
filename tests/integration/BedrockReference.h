// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/Traffic.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtEndian>

namespace lineup::test {

// A second, deliberately simple reading of one answer of Bedrock, to compare the real one with: frames by their
// lengths alone, the shapes of Converse and of Claude's messages side by side.
struct BedrockReference
{
    QString text;
    QString reasoning;
    QString signature;
    QStringList toolNames; // of calls that are ours to answer
    QStringList toolInputs; // joined pieces, or compact JSON
    QString stop;
    QJsonObject usage;
};

// The payloads of a body's frames.
inline QList<QByteArray> bedrockPayloads(const QByteArray &body)
{
    QList<QByteArray> out;
    qsizetype at = 0;
    while (at + 16 <= body.size()) {
        const auto total = static_cast<qsizetype>(qFromBigEndian<quint32>(body.constData() + at));
        const auto headers = static_cast<qsizetype>(qFromBigEndian<quint32>(body.constData() + at + 4));
        out += body.mid(at + 12 + headers, total - headers - 16);
        at += total;
    }
    return out;
}

inline QString compactText(const QJsonValue &value)
{
    return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
}

inline void addConverseTool(BedrockReference &out, const QJsonValue &use)
{
    if (use[QLatin1String("type")].toString() == QLatin1String("server_tool_use"))
        return;
    out.toolNames += use[QLatin1String("name")].toString();
    out.toolInputs += use[QLatin1String("input")].isObject() ? compactText(use[QLatin1String("input")]) : QString();
}

inline BedrockReference readConversePlain(const QByteArray &body)
{
    BedrockReference out;
    const QJsonObject answer = QJsonDocument::fromJson(body).object();
    const QJsonValue content = QJsonValue(answer)[QLatin1String("output")][QLatin1String("message")];
    for (const QJsonValue &block : content[QLatin1String("content")].toArray()) {
        out.text += block[QLatin1String("text")].toString();
        for (const QJsonValue &piece : block[QLatin1String("citationsContent")][QLatin1String("content")].toArray())
            out.text += piece[QLatin1String("text")].toString();
        const QJsonValue thought = block[QLatin1String("reasoningContent")][QLatin1String("reasoningText")];
        out.reasoning += thought[QLatin1String("text")].toString();
        out.signature += thought[QLatin1String("signature")].toString();
        if (block[QLatin1String("toolUse")].isObject())
            addConverseTool(out, block[QLatin1String("toolUse")]);
    }
    out.stop = answer[QLatin1String("stopReason")].toString();
    out.usage = answer[QLatin1String("usage")].toObject();
    return out;
}

// Tells the events apart by their members, not by their names.
inline BedrockReference readConverseStream(const QByteArray &body)
{
    BedrockReference out;
    bool ours = false;
    for (const QByteArray &payload : bedrockPayloads(body)) {
        const QJsonValue event = QJsonDocument::fromJson(payload).object();
        const QJsonValue use = event[QLatin1String("start")][QLatin1String("toolUse")];
        if (use.isObject()) {
            ours = use[QLatin1String("type")].toString() != QLatin1String("server_tool_use");
            addConverseTool(out, use);
        }
        const QJsonValue delta = event[QLatin1String("delta")];
        out.text += delta[QLatin1String("text")].toString();
        out.reasoning += delta[QLatin1String("reasoningContent")][QLatin1String("text")].toString();
        out.signature += delta[QLatin1String("reasoningContent")][QLatin1String("signature")].toString();
        const QString input = delta[QLatin1String("toolUse")][QLatin1String("input")].toString();
        if (ours && !input.isEmpty())
            out.toolInputs.last() += input;
        out.stop += event[QLatin1String("stopReason")].toString();
        if (event[QLatin1String("usage")].isObject())
            out.usage = event[QLatin1String("usage")].toObject();
    }
    return out;
}

inline BedrockReference readInvokePlain(const QByteArray &body)
{
    BedrockReference out;
    const QJsonObject answer = QJsonDocument::fromJson(body).object();
    for (const QJsonValue &block : answer[QLatin1String("content")].toArray())
        out.text += block[QLatin1String("text")].toString();
    out.stop = answer[QLatin1String("stop_reason")].toString();
    out.usage = answer[QLatin1String("usage")].toObject();
    return out;
}

inline BedrockReference readInvokeStream(const QByteArray &body)
{
    BedrockReference out;
    for (const QByteArray &payload : bedrockPayloads(body)) {
        const QByteArray inner
            = QByteArray::fromBase64(QJsonDocument::fromJson(payload)[QLatin1String("bytes")].toString().toLatin1());
        const QJsonValue event = QJsonDocument::fromJson(inner).object();
        const QJsonValue block = event[QLatin1String("content_block")];
        if (block[QLatin1String("type")] == QLatin1String("tool_use")) {
            out.toolNames += block[QLatin1String("name")].toString();
            out.toolInputs += QString();
        }
        const QJsonValue delta = event[QLatin1String("delta")];
        out.text += delta[QLatin1String("text")].toString();
        if (delta[QLatin1String("partial_json")].isString())
            out.toolInputs.last() += delta[QLatin1String("partial_json")].toString();
        out.stop += delta[QLatin1String("stop_reason")].toString();
    }
    return out;
}

inline BedrockReference readBedrockReference(const Recording &recording)
{
    if (recording.api == QLatin1String("converse"))
        return readConversePlain(recording.body);
    if (recording.api == QLatin1String("converse-stream"))
        return readConverseStream(recording.body);
    return recording.streamed ? readInvokeStream(recording.body) : readInvokePlain(recording.body);
}

} // namespace lineup::test
