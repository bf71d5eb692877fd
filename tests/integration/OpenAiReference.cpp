// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/OpenAiReference.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace lineup::test {

namespace {

QList<QJsonObject> objectsOf(const Recording &recording, bool &sawDone)
{
    if (!recording.streamed)
        return {QJsonDocument::fromJson(recording.body).object()};
    QList<QJsonObject> out;
    for (const QByteArray &line : recording.body.split('\n')) {
        if (!line.startsWith("data:"))
            continue;
        const QByteArray data = line.mid(5).trimmed();
        if (data == "[DONE]")
            sawDone = true;
        else
            out += QJsonDocument::fromJson(data).object();
    }
    return out;
}

void addContent(const QJsonValue &content, ReferenceAnswer &out)
{
    out.text += content.toString();
    for (const QJsonValue &part : content.toArray()) {
        out.text += part["text"_L1].toString();
        for (const QJsonValue &thought : part["thinking"_L1].toArray())
            out.reasoning += thought["text"_L1].toString();
    }
}

void addReasoning(const QJsonObject &message, ReferenceAnswer &out)
{
    QString text = message["reasoning_content"_L1].toString() + message["reasoning"_L1].toString();
    if (text.isEmpty()) {
        for (const QJsonValue &detail : message["reasoning_details"_L1].toArray())
            text += detail["text"_L1].toString() + detail["summary"_L1].toString();
    }
    out.reasoning += text;
}

// Every recording names a call in its first fragment and nowhere else.
void addCalls(const QJsonArray &calls, ReferenceAnswer &out)
{
    for (const QJsonValue &call : calls) {
        const QJsonValue function = call["function"_L1];
        if (const QString name = function["name"_L1].toString(); !name.isEmpty()) {
            out.toolNames += name;
            out.toolArguments += QString();
        }
        if (!out.toolArguments.isEmpty())
            out.toolArguments.last() += function["arguments"_L1].toString();
    }
}

void addChoice(const QJsonObject &choice, bool streamed, ReferenceAnswer &out)
{
    const QJsonObject message = choice[streamed ? "delta"_L1 : "message"_L1].toObject();
    addContent(message["content"_L1], out);
    addReasoning(message, out);
    out.refusal += message["refusal"_L1].toString();
    addCalls(message["tool_calls"_L1].toArray(), out);
    const QJsonValue call = message["function_call"_L1];
    if (!call["name"_L1].toString().isEmpty())
        addCalls({QJsonObject {{u"function"_s, call}}}, out);
    if (const QString word = choice["finish_reason"_L1].toString(); !word.isEmpty())
        out.finish = word;
}

// The thinking that some models write into the text.
void partThinking(ReferenceAnswer &out)
{
    static const QRegularExpression form(
        uR"(^\s*<think>(.*?)(?:</think>\s*(.*))?$)"_s, QRegularExpression::DotMatchesEverythingOption);
    const QRegularExpressionMatch match = form.match(out.text);
    if (!match.hasMatch())
        return;
    out.reasoning += match.captured(1);
    out.text = match.captured(2);
}

} // namespace

ReferenceAnswer readReference(const Recording &recording)
{
    ReferenceAnswer out;
    for (const QJsonObject &object : objectsOf(recording, out.sawDone)) {
        for (const QJsonValue &choice : object["choices"_L1].toArray())
            addChoice(choice.toObject(), recording.streamed, out);
        if (const QJsonObject usage = object["usage"_L1].toObject(); !usage.isEmpty())
            out.usage = usage;
        else if (const QJsonObject other = object["x_groq"_L1]["usage"_L1].toObject(); !other.isEmpty())
            out.usage = other;
        if (const QJsonObject error = object["error"_L1].toObject(); !error.isEmpty())
            out.error = error;
    }
    partThinking(out);
    for (QString &arguments : out.toolArguments) {
        if (arguments.isEmpty() || arguments == "null"_L1)
            arguments = u"{}"_s;
    }
    return out;
}

} // namespace lineup::test
