// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/openai_responses/ResponsesAnswer.h"

#include "core/providers/ErrorClassifier.h"
#include "core/providers/RequestMapper.h"
#include "core/providers/openai/OpenAiUsage.h"
#include "core/providers/openai/OpenAiWords.h"
#include "core/providers/openai_responses/ResponsesUsage.h"
#include "core/providers/openai_responses/ResponsesWire.h"

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

constexpr QLatin1StringView paragraph = "\n\n"_L1;

// Tells a name once, and again when it changes.
void tellName(const QJsonValue &value, QString &last, QString &out)
{
    const QString name = value.toString();
    if (name.isEmpty() || name == last)
        return;
    last = name;
    out = name;
}

// The parts' texts under that name; paragraphs of a train of thought are set apart.
QString joined(const QJsonArray &parts, QLatin1StringView member, QLatin1StringView between = {})
{
    QString out;
    for (const QJsonValue &part : parts) {
        const QString text = part[member].toString();
        if (!out.isEmpty() && !text.isEmpty())
            out += between;
        out += text;
    }
    return out;
}

bool looksUp(const QJsonObject &item)
{
    const QString action = item.value("action"_L1)["type"_L1].toString();
    return item.value("type"_L1) == "web_search_call"_L1 && item.value("status"_L1) != "failed"_L1
        && (action.isEmpty() || action == "search"_L1);
}

bool isThought(ResponsesAnswer::Piece piece)
{
    return piece == ResponsesAnswer::Piece::ReasoningText || piece == ResponsesAnswer::Piece::ReasoningSummary;
}

} // namespace

ResponsesAnswer::Item &ResponsesAnswer::itemAt(int index, const QJsonObject &value, Delta &delta)
{
    Item &item = m_items[index];
    if (item.call >= 0 || value.value("type"_L1) != "function_call"_L1)
        return item;
    item.call = m_calls++;
    const QString id = value.value("call_id"_L1).toString();
    delta.toolCalls += ToolCallDelta {
        item.call, id.isEmpty() ? value.value("id"_L1).toString() : id, value.value("name"_L1).toString(), {}};
    return item;
}

void ResponsesAnswer::addItem(int index, const QJsonObject &item, Delta &delta)
{
    itemAt(index, item, delta);
}

void ResponsesAnswer::tell(Item &item, Piece piece, const QString &text, Delta &delta)
{
    if (text.isEmpty())
        return;
    item.told[int(piece)] += text;
    switch (piece) {
    case Piece::Text:
        delta.text += text;
        break;
    case Piece::Refusal:
        delta.refusal += text;
        break;
    case Piece::ReasoningText:
    case Piece::ReasoningSummary:
        if (m_thought && item.told[int(piece)].size() == text.size())
            delta.reasoning += paragraph; // after the thoughts of another item
        delta.reasoning += text;
        m_thought = true;
        break;
    case Piece::Arguments:
        if (item.call >= 0)
            delta.toolCalls += ToolCallDelta {item.call, {}, {}, text};
        break;
    }
}

void ResponsesAnswer::addPiece(int index, Piece piece, int part, const QString &text, Delta &delta)
{
    Item &item = m_items[index];
    if (!isThought(piece)) {
        tell(item, piece, text, delta);
        return;
    }
    // Some send the same thoughts as text and as summary; the first kind that comes is the one that is told.
    const Piece other = piece == Piece::ReasoningText ? Piece::ReasoningSummary : Piece::ReasoningText;
    if (!item.told[int(other)].isEmpty() || text.isEmpty())
        return;
    const bool begins = !item.told[int(piece)].isEmpty() && m_lastThought.value(index) != part;
    m_lastThought.insert(index, part);
    tell(item, piece, begins ? QString(paragraph + text) : text, delta);
}

void ResponsesAnswer::addAnnotation(const QJsonObject &annotation, Delta &delta)
{
    const QString url = annotation.value("url"_L1).toString();
    const QString title = annotation.value("title"_L1).toString(annotation.value("filename"_L1).toString());
    const QString key = url.isEmpty() ? title : url;
    if (key.isEmpty() || m_cited.contains(key))
        return;
    m_cited.insert(key);
    delta.citations += Citation {url, title, {}};
}

// The whole, after pieces that should add up to it: what is missing at the end is told, a whole of another beginning is
// not, since the pieces cannot be taken back.
void ResponsesAnswer::tellRest(Item &item, Piece piece, const QString &whole, Delta &delta)
{
    const QString &told = item.told[int(piece)];
    if (whole.startsWith(told))
        tell(item, piece, whole.mid(told.size()), delta);
}

void ResponsesAnswer::endMessage(Item &item, const QJsonObject &value, Delta &delta)
{
    const QJsonArray content = value.value("content"_L1).toArray();
    tellRest(item, Piece::Text, joined(content, "text"_L1), delta);
    tellRest(item, Piece::Refusal, joined(content, "refusal"_L1), delta);
    for (const QJsonValue &part : content) {
        for (const QJsonValue &annotation : part["annotations"_L1].toArray())
            addAnnotation(annotation.toObject(), delta);
    }
}

void ResponsesAnswer::endReasoning(Item &item, const QJsonObject &value, Delta &delta)
{
    const QString text = joined(value.value("content"_L1).toArray(), "text"_L1, paragraph);
    const bool summarised = !item.told[int(Piece::ReasoningSummary)].isEmpty();
    if (!text.isEmpty() && !summarised)
        tellRest(item, Piece::ReasoningText, text, delta);
    else if (item.told[int(Piece::ReasoningText)].isEmpty())
        tellRest(
            item, Piece::ReasoningSummary, joined(value.value("summary"_L1).toArray(), "text"_L1, paragraph), delta);
}

void ResponsesAnswer::keep(int index, const Item &item, const QJsonObject &value)
{
    QJsonObject block {{u"service"_s, m_service.id}, {u"model"_s, m_model}, {u"item"_s, value}};
    if (value.value("type"_L1) == "message"_L1) {
        QJsonObject bare = value;
        bare.remove("content"_L1);
        block.insert(u"item"_s, bare);
        block.insert(u"text"_s, qint64(item.told[int(Piece::Text)].size()));
        block.insert(u"refusal"_s, qint64(item.told[int(Piece::Refusal)].size()));
    }
    m_kept.insert(index, NativeBlock {responses::dialectId.toString(), block});
}

void ResponsesAnswer::endItem(int index, const QJsonObject &value, Delta &delta)
{
    Item &item = itemAt(index, value, delta);
    if (std::exchange(item.ended, true))
        return;
    const QString type = value.value("type"_L1).toString();
    if (type == "message"_L1)
        endMessage(item, value, delta);
    else if (type == "reasoning"_L1)
        endReasoning(item, value, delta);
    else if (type == "function_call"_L1)
        tellRest(item, Piece::Arguments, value.value("arguments"_L1).toString(), delta);
    m_searches += looksUp(value) ? 1 : 0;
    if (!value.isEmpty())
        keep(index, item, value);
}

void ResponsesAnswer::readHead(const QJsonObject &response, Delta &delta)
{
    tellName(response.value("id"_L1), m_head.responseId, delta.responseId);
    tellName(response.value("model"_L1), m_head.responseModel, delta.responseModel);
    tellName(response.value("service_tier"_L1), m_head.serviceTier, delta.serviceTier);
}

void ResponsesAnswer::endResponse(const QJsonObject &response, QList<Delta> &deltas)
{
    int index = 0;
    for (const QJsonValue &item : response.value("output"_L1).toArray()) {
        Delta delta;
        endItem(index++, item.toObject(), delta);
        if (delta != Delta())
            deltas += delta;
    }
    Delta last;
    readHead(response, last);
    last.usage = readResponsesUsage(response, m_searches);
    last.providerCost = readOpenAiCost(response.value("usage"_L1).toObject());
    const QString status = response.value("status"_L1).toString();
    const QString reason = response.value("incomplete_details"_L1)["reason"_L1].toString();
    if (status == "completed"_L1) {
        last.finishReason = m_calls > 0 ? FinishReason::ToolCalls : FinishReason::Stop;
        last.nativeFinishReason = status;
    } else if (status == "incomplete"_L1) {
        last.finishReason = reason == "max_output_tokens"_L1 ? FinishReason::Length : openAiFinishReason(reason);
        last.nativeFinishReason = reason.isEmpty() ? status : reason;
    }
    if (last != Delta())
        deltas += last;
    finish(deltas);
}

void ResponsesAnswer::finish(QList<Delta> &deltas)
{
    Delta delta;
    delta.nativeBlocks = std::exchange(m_kept, {}).values();
    if (!delta.nativeBlocks.isEmpty())
        deltas += delta;
}

std::optional<Error> ResponsesAnswer::failure(const QJsonObject &response) const
{
    const QJsonValue error = response.value("error"_L1);
    const bool says = error.isObject() ? !error.toObject().isEmpty() : !error.toString().isEmpty();
    if (!says && response.value("status"_L1) != "failed"_L1)
        return std::nullopt;
    const QByteArray body = compactJson({{u"error"_s, says ? error : u"the response failed"_s}});
    return classifyError(readErrorBody(body), {}, body, m_service);
}

} // namespace lineup
