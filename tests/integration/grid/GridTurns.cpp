// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/grid/GridCheck.h"

#include <QJsonArray>
#include <QSet>

using namespace Qt::StringLiterals;

// The rules on turns that no description holds, and whose breach is an HTTP 400. From the providers' documentation of
// tool use, and their error texts in the recordings.
namespace lineup::grid {

namespace {

// Each call is answered right behind its message, and nothing is answered that was not called.
QStringList openAiTurns(const QJsonArray &messages)
{
    QStringList out;
    QSet<QString> open;
    for (const QJsonValue &value : messages) {
        const QJsonObject message = value.toObject();
        const bool isResult = message.value("role"_L1) == "tool"_L1;
        if (isResult && !open.remove(message.value("tool_call_id"_L1).toString()))
            out += u"a result answers no call"_s;
        if (!isResult && !open.isEmpty())
            out += u"a call is not answered"_s;
        for (const QJsonValue &call : message.value("tool_calls"_L1).toArray())
            open += call.toObject().value("id"_L1).toString();
        const bool says = message.value("content"_L1) != QJsonValue(QString()) || message.contains("images"_L1)
            || message.contains("refusal"_L1);
        if (message.value("role"_L1) == "assistant"_L1 && !says && !message.contains("tool_calls"_L1))
            out += u"an answer says nothing"_s;
    }
    return open.isEmpty() ? out : out + QStringList {u"the last call is not answered"_s};
}

QStringList alternating(const QJsonArray &turns)
{
    QStringList out;
    QString before;
    for (const QJsonValue &turn : turns) {
        const QString role = turn.toObject().value("role"_L1).toString();
        if (before.isEmpty() && role != "user"_L1)
            out += u"the first turn is not the user's"_s;
        if (role == before)
            out += u"two turns of one role"_s;
        before = role;
    }
    return out;
}

QStringList anthropicTurns(const QJsonArray &turns)
{
    QStringList out = alternating(turns);
    QSet<QString> open;
    for (const QJsonValue &turn : turns) {
        bool otherContent = false;
        const QJsonArray blocks = turn.toObject().value("content"_L1).toArray();
        if (blocks.isEmpty())
            out += u"an empty turn"_s;
        QSet<QString> called;
        for (const QJsonValue &value : blocks) {
            const QJsonObject block = value.toObject();
            const QString type = block.value("type"_L1).toString();
            if (type == "tool_result"_L1 && (otherContent || !open.remove(block.value("tool_use_id"_L1).toString())))
                out += u"a result answers no call, or comes too late"_s;
            otherContent = otherContent || type != "tool_result"_L1;
            if (type == "tool_use"_L1)
                called += block.value("id"_L1).toString();
            if (type == "text"_L1 && block.value("text"_L1).toString().trimmed().isEmpty())
                out += u"a text of nothing"_s;
        }
        if (!open.isEmpty())
            out += u"a call is not answered"_s;
        open = called;
    }
    return open.isEmpty() ? out : out + QStringList {u"the last call is not answered"_s};
}

QStringList names(const QJsonArray &parts, const QString &member)
{
    QStringList out;
    for (const QJsonValue &part : parts) {
        if (part.toObject().contains(member))
            out += part.toObject().value(member).toObject().value("name"_L1).toString();
    }
    out.sort();
    return out;
}

QStringList geminiTurns(const QJsonArray &turns)
{
    QStringList out = alternating(turns);
    QStringList called;
    for (const QJsonValue &turn : turns) {
        const QJsonArray parts = turn.toObject().value("parts"_L1).toArray();
        if (parts.isEmpty())
            out += u"an empty turn"_s;
        if (names(parts, u"functionResponse"_s) != called)
            out += u"calls and results do not fit"_s;
        called = names(parts, u"functionCall"_s);
    }
    return called.isEmpty() ? out : out + QStringList {u"the last call is not answered"_s};
}

// The same rules as the Messages API's, in other words.
QStringList converseTurns(const QJsonArray &turns)
{
    QStringList out = alternating(turns);
    QSet<QString> open;
    for (const QJsonValue &turn : turns) {
        QSet<QString> called;
        const QJsonArray blocks = turn.toObject().value("content"_L1).toArray();
        if (blocks.isEmpty())
            out += u"an empty turn"_s;
        for (const QJsonValue &value : blocks) {
            const QJsonObject block = value.toObject();
            if (block.contains("toolUse"_L1))
                called += block.value("toolUse"_L1).toObject().value("toolUseId"_L1).toString();
            const QString answered = block.value("toolResult"_L1).toObject().value("toolUseId"_L1).toString();
            if (block.contains("toolResult"_L1) && !open.remove(answered))
                out += u"a result answers no call"_s;
            if (block.contains("text"_L1) && block.value("text"_L1).toString().trimmed().isEmpty())
                out += u"a text of nothing"_s;
        }
        if (!open.isEmpty())
            out += u"a call is not answered"_s;
        open = called;
    }
    return open.isEmpty() ? out : out + QStringList {u"the last call is not answered"_s};
}

// "No tool output found for function call", and the other way round.
QStringList responsesTurns(const QJsonArray &items)
{
    QStringList out;
    QSet<QString> open;
    for (const QJsonValue &value : items) {
        const QJsonObject item = value.toObject();
        const QString type = item.value("type"_L1).toString();
        const QString id = item.value("call_id"_L1).toString();
        if (type == "function_call"_L1)
            open += id;
        if (type == "function_call_output"_L1 && !open.remove(id))
            out += u"a result answers no call"_s;
    }
    return open.isEmpty() ? out : out + QStringList {u"a call is not answered"_s};
}

} // namespace

QStringList turnFaults(const Row &row, const QJsonObject &body)
{
    switch (row.form) {
    case Form::Anthropic:
        return anthropicTurns(body.value("messages"_L1).toArray());
    case Form::Gemini:
        return geminiTurns(body.value("contents"_L1).toArray());
    case Form::Converse:
        return converseTurns(body.value("messages"_L1).toArray());
    case Form::Responses:
        return responsesTurns(body.value("input"_L1).toArray());
    case Form::Prompt:
        return {};
    case Form::OpenAi:
    case Form::Ollama:
    case Form::Cohere:
        break;
    }
    return openAiTurns(body.value("messages"_L1).toArray());
}

} // namespace lineup::grid
