// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/anthropic/AnthropicDecoder.h"

#include "core/base/JsonReader.h"
#include "core/providers/ErrorClassifier.h"
#include "core/providers/RequestMapper.h"
#include "core/providers/anthropic/AnthropicWire.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

// The shapes differ by what is cited: web results and search results have an address, documents a title.
Citation citationFrom(const QJsonObject &value)
{
    Citation citation;
    citation.url = value.value("url"_L1).toString(value.value("source"_L1).toString());
    citation.title = value.value("title"_L1).toString(value.value("document_title"_L1).toString());
    citation.text = value.value("cited_text"_L1).toString();
    return citation;
}

QString append(const QJsonValue &before, const QString &piece)
{
    return before.toString() + piece;
}

// The parser's error says where, never what the text was.
Error malformed(Error error, const Service &service)
{
    error.service = service.id;
    return error;
}

bool saysSomething(const Delta &delta)
{
    return delta != Delta();
}

} // namespace

std::optional<Error> AnthropicDecoder::decode(const StreamEvent &event, QList<Delta> &deltas)
{
    if (event.data == "[DONE]") // from services that copy the API
        return std::nullopt;
    const Result<QJsonObject> parsed = parseJsonObject(event.data);
    if (!parsed)
        return malformed(parsed.error(), m_service);
    const QString type = parsed->value("type"_L1).toString();
    const int index = parsed->value("index"_L1).toInt();
    Delta delta;
    if (type == "error"_L1 || (type.isEmpty() && parsed->contains("error"_L1)))
        return reported(event.data);
    if (type == "message_start"_L1)
        startMessage(parsed->value("message"_L1).toObject(), delta);
    else if (type == "content_block_start"_L1)
        startBlock(index, parsed->value("content_block"_L1).toObject(), delta);
    else if (type == "content_block_delta"_L1)
        continueBlock(index, parsed->value("delta"_L1).toObject(), delta);
    else if (type == "content_block_stop"_L1)
        endBlock(index, delta);
    else if (type == "message_delta"_L1)
        endMessage(parsed->value("delta"_L1).toObject(), parsed->value("usage"_L1).toObject(), delta);
    else if (type == "message_stop"_L1)
        m_complete = true;
    if (saysSomething(delta))
        deltas += delta;
    return std::nullopt;
}

Result<QList<Delta>> AnthropicDecoder::decodeWhole(const QByteArray &body)
{
    const Result<QJsonObject> message = parseJsonObject(body);
    if (!message)
        return malformed(message.error(), m_service);
    if (message->value("type"_L1) == "error"_L1 || message->contains("error"_L1))
        return reported(body);
    if (!message->value("content"_L1).isArray())
        return Error {
            .kind = Error::Kind::Malformed, .detail = u"the answer has no content"_s, .service = m_service.id};
    QList<Delta> deltas(1);
    startMessage(*message, deltas.first());
    int index = 0;
    for (const QJsonValue &block : message->value("content"_L1).toArray()) {
        Delta delta;
        startBlock(index, block.toObject(), delta);
        endBlock(index, delta);
        if (saysSomething(delta))
            deltas += delta;
        ++index;
    }
    Delta last;
    endMessage(*message, {}, last);
    if (saysSomething(last))
        deltas += last;
    m_complete = true;
    return deltas;
}

void AnthropicDecoder::startMessage(const QJsonObject &message, Delta &delta)
{
    delta.responseId = message.value("id"_L1).toString();
    delta.responseModel = message.value("model"_L1).toString();
    const QJsonObject usage = message.value("usage"_L1).toObject();
    delta.serviceTier = AnthropicUsage::tierOf(usage);
    m_usage.merge(usage);
    // The input is counted before the answer begins, for those that do not wait for its end.
    if (const Usage counted = m_usage.readInput(); counted.inputTotal() > 0)
        delta.usage = counted;
}

void AnthropicDecoder::endMessage(const QJsonObject &message, const QJsonObject &usage, Delta &delta)
{
    m_usage.merge(usage);
    if (!m_usage.isEmpty())
        delta.usage = m_usage.read();
    delta.nativeFinishReason = message.value("stop_reason"_L1).toString();
    delta.finishReason = finishReason(delta.nativeFinishReason);
    if (delta.finishReason == FinishReason::ContentFilter)
        delta.refusal = message.value("stop_details"_L1).toObject().value("explanation"_L1).toString();
}

void AnthropicDecoder::startBlock(int index, const QJsonObject &value, Delta &delta)
{
    Block block {.value = value, .type = value.value("type"_L1).toString()};
    if (block.type == "text"_L1) {
        delta.text = value.value("text"_L1).toString();
        for (const QJsonValue &citation : value.value("citations"_L1).toArray())
            delta.citations += citationFrom(citation.toObject());
    } else if (block.type == "thinking"_L1) {
        delta.reasoning = value.value("thinking"_L1).toString();
    } else if (block.type == "tool_use"_L1) {
        const QString name = value.value("name"_L1).toString();
        if (name == anthropic::answerTool) {
            m_answerByTool = true;
        } else {
            block.call = m_calls++;
            delta.toolCalls += {.index = block.call, .id = value.value("id"_L1).toString(), .name = name};
        }
    }
    m_open.insert(index, block);
}

void AnthropicDecoder::continueBlock(int index, const QJsonObject &change, Delta &delta)
{
    Block &block = m_open[index];
    const QString type = change.value("type"_L1).toString();
    if (type == "input_json_delta"_L1) {
        continueInput(block, change.value("partial_json"_L1).toString(), delta);
        return;
    }
    if (type == "citations_delta"_L1) {
        delta.citations += citationFrom(change.value("citation"_L1).toObject());
        return;
    }
    if (type == "text_delta"_L1 && (block.type.isEmpty() || block.type == "text"_L1)) {
        delta.text = change.value("text"_L1).toString();
        return; // shown, and never sent back from here
    }
    if (type == "thinking_delta"_L1)
        delta.reasoning = change.value("thinking"_L1).toString();
    // Whatever comes for a block is put into the block, so that kinds we do not know can be sent back whole.
    for (auto it = change.begin(); it != change.end(); ++it) {
        if (it.key() == "type"_L1)
            continue;
        block.value.insert(it.key(),
            it.value().isString() ? QJsonValue(append(block.value.value(it.key()), it.value().toString()))
                                  : QJsonValue(it.value()));
    }
}

void AnthropicDecoder::continueInput(Block &block, const QString &piece, Delta &delta)
{
    block.partialInput += piece;
    if (piece.isEmpty() || block.type != "tool_use"_L1)
        return;
    if (block.call < 0)
        delta.text = piece;
    else
        delta.toolCalls += {.index = block.call, .arguments = piece};
}

void AnthropicDecoder::endBlock(int index, Delta &delta)
{
    if (!m_open.contains(index))
        return;
    Block block = m_open.take(index);
    if (block.type.isEmpty() || block.type == "text"_L1)
        return;
    const QJsonObject input = block.value.value("input"_L1).toObject();
    if (block.type == "tool_use"_L1) {
        // A plain answer, and a stream that sends a short input at once, have it in the block itself.
        if (block.partialInput.isEmpty() && !input.isEmpty())
            continueInput(block, QString::fromUtf8(compactJson(input)), delta);
        return;
    }
    if (!block.partialInput.isEmpty()) {
        if (const Result<QJsonObject> whole = parseJsonObject(block.partialInput.toUtf8()))
            block.value.insert("input"_L1, *whole);
    }
    // Thinking without its signature would be rejected when it is sent back.
    if (block.type == "thinking"_L1 && block.value.value("signature"_L1).toString().isEmpty())
        return;
    delta.nativeBlocks += {anthropic::dialectId.toString(), block.value};
}

FinishReason AnthropicDecoder::finishReason(const QString &word) const
{
    if (word == "tool_use"_L1)
        return m_answerByTool && m_calls == 0 ? FinishReason::Stop : FinishReason::ToolCalls;
    static const QHash<QString, FinishReason> words {
        {u"end_turn"_s, FinishReason::Stop}, {u"stop_sequence"_s, FinishReason::Stop},
        {u"max_tokens"_s, FinishReason::Length}, {u"model_context_window_exceeded"_s, FinishReason::Length},
        {u"refusal"_s, FinishReason::ContentFilter}, {u"pause_turn"_s, FinishReason::PauseTurn},
        {u"compaction"_s, FinishReason::PauseTurn}, // stopped after its summary, to be sent on
    };
    return words.value(word, FinishReason::Unknown);
}

Error AnthropicDecoder::reported(const QByteArray &body) const
{
    return classifyError(readErrorBody(body), {}, body, m_service);
}

} // namespace lineup
