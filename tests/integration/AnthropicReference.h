// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/Traffic.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace lineup::test {

// An answer put together the naive way, without any code under test: lines split, members added up.
struct AnthropicReference
{
    QString text;
    QString reasoning;
    QString stopReason;
    QStringList calls; // "name arguments", arguments as compact JSON
    int otherBlocks = 0;
    qint64 input = 0; // the last one said
    qint64 output = 0;
};

inline QString compactObject(const QByteArray &object)
{
    return QString::fromUtf8(QJsonDocument::fromJson(object.isEmpty() ? "{}" : object).toJson(QJsonDocument::Compact));
}

inline void readAnthropicCounts(AnthropicReference &out, const QJsonObject &usage)
{
    out.input = usage.value(QLatin1StringView("input_tokens")).toInteger(out.input);
    out.output = usage.value(QLatin1StringView("output_tokens")).toInteger(out.output);
}

inline AnthropicReference readAnthropicPlain(const QByteArray &body)
{
    AnthropicReference out;
    const QJsonObject message = QJsonDocument::fromJson(body).object();
    for (const QJsonValue &value : message.value(QLatin1StringView("content")).toArray()) {
        const QJsonObject block = value.toObject();
        const QString type = block.value(QLatin1StringView("type")).toString();
        if (type == QLatin1StringView("text"))
            out.text += block.value(QLatin1StringView("text")).toString();
        else if (type == QLatin1StringView("tool_use"))
            out.calls += block.value(QLatin1StringView("name")).toString() + QLatin1Char(' ')
                + compactObject(QJsonDocument(block.value(QLatin1StringView("input")).toObject()).toJson());
        else
            ++out.otherBlocks;
        if (type == QLatin1StringView("thinking"))
            out.reasoning += block.value(QLatin1StringView("thinking")).toString();
    }
    out.stopReason = message.value(QLatin1StringView("stop_reason")).toString();
    readAnthropicCounts(out, message.value(QLatin1StringView("usage")).toObject());
    return out;
}

inline AnthropicReference readAnthropicStream(const QByteArray &body)
{
    AnthropicReference out;
    QString name;
    QByteArray input;
    for (const QByteArray &line : body.split('\n')) {
        if (!line.startsWith("data:"))
            continue;
        const QJsonObject event = QJsonDocument::fromJson(line.mid(5)).object();
        const QJsonObject delta = event.value(QLatin1StringView("delta")).toObject();
        const QJsonObject block = event.value(QLatin1StringView("content_block")).toObject();
        const QString type = event.value(QLatin1StringView("type")).toString();
        if (type == QLatin1StringView("content_block_start")) {
            const QString kind = block.value(QLatin1StringView("type")).toString();
            name
                = kind == QLatin1StringView("tool_use") ? block.value(QLatin1StringView("name")).toString() : QString();
            input.clear();
            out.otherBlocks += kind == QLatin1StringView("tool_use") || kind == QLatin1StringView("text") ? 0 : 1;
        }
        out.text += delta.value(QLatin1StringView("text")).toString();
        out.reasoning += delta.value(QLatin1StringView("thinking")).toString();
        input += delta.value(QLatin1StringView("partial_json")).toString().toUtf8();
        if (type == QLatin1StringView("content_block_stop") && !name.isEmpty()) {
            out.calls += name + QLatin1Char(' ') + compactObject(input);
            name.clear();
        }
        if (type == QLatin1StringView("message_delta"))
            out.stopReason = delta.value(QLatin1StringView("stop_reason")).toString();
        readAnthropicCounts(
            out, event.value(QLatin1StringView("message")).toObject().value(QLatin1StringView("usage")).toObject());
        readAnthropicCounts(out, event.value(QLatin1StringView("usage")).toObject());
    }
    return out;
}

inline AnthropicReference readAnthropicReference(const Recording &recording)
{
    return recording.streamed ? readAnthropicStream(recording.body) : readAnthropicPlain(recording.body);
}

} // namespace lineup::test
