// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/aws/ConverseDecoder.h"

#include "core/base/JsonReader.h"
#include "core/providers/RequestMapper.h"
#include "core/providers/anthropic/AnthropicWire.h"
#include "core/providers/aws/AwsErrors.h"
#include "core/providers/aws/ConverseWire.h"

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

QString text(const QJsonObject &object, QLatin1StringView key)
{
    return object.value(key).toString();
}

Citation citationFrom(const QJsonObject &value)
{
    Citation out {.url = text(value, "source"_L1), .title = text(value, "title"_L1), .text = {}};
    const QJsonObject web = value.value("location"_L1).toObject().value("web"_L1).toObject();
    if (!web.isEmpty())
        out.url = text(web, "url"_L1);
    for (const QJsonValue &content : value.value("sourceContent"_L1).toArray())
        out.text += content["text"_L1].toString();
    return out;
}

qint64 count(const QJsonObject &object, QLatin1StringView key)
{
    return qMax<qint64>(0, object.value(key).toInteger());
}

// inputTokens holds neither what was read from a cache nor what was written to one.
Usage usageFrom(const QJsonObject &counts)
{
    Usage usage;
    usage.source = Usage::Source::Reported;
    usage.inputFresh = count(counts, "inputTokens"_L1);
    usage.inputCacheRead = count(counts, "cacheReadInputTokens"_L1);
    const qint64 written = count(counts, "cacheWriteInputTokens"_L1);
    qint64 hour = 0;
    for (const QJsonValue &detail : counts.value("cacheDetails"_L1).toArray()) {
        if (detail["ttl"_L1] == "1h"_L1)
            hour += count(detail.toObject(), "inputTokens"_L1);
    }
    usage.inputCacheWrite1h = qMin(hour, written);
    usage.inputCacheWrite5m = written - usage.inputCacheWrite1h;
    usage.outputText = count(counts, "outputTokens"_L1);
    return usage;
}

NativeBlock kept(const QString &kind, const QJsonObject &value)
{
    return {converse::dialectId.toString(), QJsonObject {{kind, value}}};
}

} // namespace

std::optional<Error> ConverseDecoder::decode(const StreamEvent &event, QList<Delta> &deltas)
{
    if (const std::optional<Error> error = awsException(event, m_service))
        return error;
    const Result<QJsonObject> parsed = parseJsonObject(event.data);
    if (!parsed) {
        Error error = parsed.error();
        error.service = m_service.id;
        return error;
    }
    const int index = parsed->value("contentBlockIndex"_L1).toInt();
    Delta delta;
    if (event.name == "contentBlockStart") {
        startBlock(m_open[index], parsed->value("start"_L1).toObject(), delta);
    } else if (event.name == "contentBlockDelta") {
        continueBlock(m_open[index], parsed->value("delta"_L1).toObject(), delta);
    } else if (event.name == "contentBlockStop") {
        endBlock(m_open.take(index), delta);
    } else if (event.name == "messageStop") {
        endMessage(*parsed, delta);
        m_complete = true;
    } else if (event.name == "metadata") {
        readMetadata(*parsed, delta);
    }
    if (delta != Delta())
        deltas += delta;
    return std::nullopt;
}

Result<QList<Delta>> ConverseDecoder::decodeWhole(const QByteArray &body)
{
    const Result<QJsonObject> answer = parseJsonObject(body);
    if (!answer) {
        Error error = answer.error();
        error.service = m_service.id;
        return error;
    }
    const QJsonValue content = answer->value("output"_L1)["message"_L1]["content"_L1];
    if (!content.isArray()) {
        // Some gateways report errors with a good status.
        Error error = awsError({}, body, m_service);
        if (error.code.isEmpty() && !answer->contains("message"_L1))
            error = {.kind = Error::Kind::Malformed, .detail = u"the answer has no content"_s, .service = m_service.id};
        return error;
    }
    QList<Delta> deltas;
    const auto add = [&deltas](const Delta &delta) {
        if (delta != Delta())
            deltas += delta;
    };
    for (const QJsonValue &block : content.toArray()) {
        Delta delta;
        wholeBlock(block.toObject(), delta);
        add(delta);
    }
    Delta last;
    endMessage(*answer, last);
    readMetadata(*answer, last);
    add(last);
    m_complete = true;
    return deltas;
}

void ConverseDecoder::wholeBlock(const QJsonObject &content, Delta &delta)
{
    Block block;
    delta.text = text(content, "text"_L1);
    const QJsonObject cited = content.value("citationsContent"_L1).toObject();
    for (const QJsonValue &piece : cited.value("content"_L1).toArray())
        delta.text += piece["text"_L1].toString();
    for (const QJsonValue &citation : cited.value("citations"_L1).toArray())
        delta.citations += citationFrom(citation.toObject());
    const QJsonObject use = content.value("toolUse"_L1).toObject();
    if (!use.isEmpty()) {
        startToolUse(block, use, delta);
        if (const QJsonObject input = use.value("input"_L1).toObject(); !input.isEmpty())
            continueInput(block, QString::fromUtf8(compactJson(input)), delta);
    }
    block.serverResult = content.value("toolResult"_L1).toObject();
    const QJsonObject thought = content.value("reasoningContent"_L1).toObject();
    const QJsonObject words = thought.value("reasoningText"_L1).toObject();
    continueBlock(block,
        {{u"reasoningContent"_s,
            QJsonObject {{u"text"_s, words.value("text"_L1)}, {u"signature"_s, words.value("signature"_L1)},
                {u"redactedContent"_s, thought.value("redactedContent"_L1)}}}},
        delta);
    endBlock(block, delta);
}

void ConverseDecoder::startBlock(Block &block, const QJsonObject &start, Delta &delta)
{
    if (const QJsonObject use = start.value("toolUse"_L1).toObject(); !use.isEmpty())
        startToolUse(block, use, delta);
    block.serverResult = start.value("toolResult"_L1).toObject();
}

void ConverseDecoder::startToolUse(Block &block, const QJsonObject &use, Delta &delta)
{
    const QString name = text(use, "name"_L1);
    if (text(use, "type"_L1) == "server_tool_use"_L1) {
        block.serverTool = use;
        return;
    }
    if (name == anthropic::answerTool) {
        block.answers = true;
        m_answerByTool = true;
        return;
    }
    block.call = m_calls++;
    delta.toolCalls += {.index = block.call, .id = text(use, "toolUseId"_L1), .name = name, .arguments = {}};
}

void ConverseDecoder::continueBlock(Block &block, const QJsonObject &change, Delta &delta)
{
    delta.text += text(change, "text"_L1);
    continueInput(block, change.value("toolUse"_L1)["input"_L1].toString(), delta);
    if (const QJsonObject citation = change.value("citation"_L1).toObject(); !citation.isEmpty())
        delta.citations += citationFrom(citation);
    const QJsonObject thought = change.value("reasoningContent"_L1).toObject();
    delta.reasoning += text(thought, "text"_L1);
    block.reasoning += text(thought, "text"_L1);
    block.signature += text(thought, "signature"_L1);
    block.redacted += QByteArray::fromBase64(text(thought, "redactedContent"_L1).toLatin1());
    QJsonArray results = block.serverResult.value("content"_L1).toArray();
    for (const QJsonValue &result : change.value("toolResult"_L1).toArray())
        results += result;
    if (!results.isEmpty())
        block.serverResult.insert("content"_L1, results);
}

void ConverseDecoder::continueInput(Block &block, const QString &piece, Delta &delta)
{
    block.input += piece;
    if (piece.isEmpty())
        return;
    if (block.answers)
        delta.text += piece;
    else if (block.call >= 0 && !delta.toolCalls.isEmpty())
        delta.toolCalls.last().arguments += piece;
    else if (block.call >= 0)
        delta.toolCalls += {.index = block.call, .id = {}, .name = {}, .arguments = piece};
}

void ConverseDecoder::endBlock(const Block &block, Delta &delta)
{
    if (!block.serverTool.isEmpty()) {
        QJsonObject use = block.serverTool;
        if (const Result<QJsonObject> input = parseJsonObject(block.input.toUtf8()))
            use.insert("input"_L1, *input);
        delta.nativeBlocks += kept(u"toolUse"_s, use);
    }
    if (!block.serverResult.isEmpty())
        delta.nativeBlocks += kept(u"toolResult"_s, block.serverResult);
    // Reasoning without its signature would be rejected when it is sent back.
    if (!block.signature.isEmpty()) {
        delta.nativeBlocks += kept(u"reasoningContent"_s,
            {{u"reasoningText"_s, QJsonObject {{u"text"_s, block.reasoning}, {u"signature"_s, block.signature}}}});
    }
    if (!block.redacted.isEmpty()) {
        delta.nativeBlocks
            += kept(u"reasoningContent"_s, {{u"redactedContent"_s, QString::fromLatin1(block.redacted.toBase64())}});
    }
}

void ConverseDecoder::endMessage(const QJsonObject &message, Delta &delta) const
{
    delta.nativeFinishReason = text(message, "stopReason"_L1);
    delta.finishReason = finishReason(delta.nativeFinishReason);
}

void ConverseDecoder::readMetadata(const QJsonObject &metadata, Delta &delta) const
{
    if (const QJsonObject usage = metadata.value("usage"_L1).toObject(); !usage.isEmpty())
        delta.usage = usageFrom(usage);
    delta.serviceTier = metadata.value("serviceTier"_L1)["type"_L1].toString();
}

FinishReason ConverseDecoder::finishReason(const QString &word) const
{
    if (word == "tool_use"_L1)
        return m_answerByTool && m_calls == 0 ? FinishReason::Stop : FinishReason::ToolCalls;
    static const QHash<QString, FinishReason> words {
        {u"end_turn"_s, FinishReason::Stop},
        {u"stop_sequence"_s, FinishReason::Stop},
        {u"max_tokens"_s, FinishReason::Length},
        {u"model_context_window_exceeded"_s, FinishReason::Length},
        {u"guardrail_intervened"_s, FinishReason::ContentFilter},
        {u"content_filtered"_s, FinishReason::ContentFilter},
    };
    return words.value(word, FinishReason::Unknown);
}

} // namespace lineup
