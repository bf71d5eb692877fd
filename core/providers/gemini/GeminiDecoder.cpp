// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/gemini/GeminiDecoder.h"

#include "core/base/JsonReader.h"
#include "core/providers/ErrorClassifier.h"
#include "core/providers/RequestMapper.h"
#include "core/providers/gemini/GeminiReplay.h"
#include "core/providers/gemini/GeminiUsage.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

struct FinishWord
{
    int number; // as sent with enum-encoding=int; -1: no number seen
    QLatin1StringView word;
    FinishReason reason;
};

// Candidate.FinishReason of the API's discovery document, in the order of its protocol buffer. Words without a
// counterpart at OpenAI end the answer all the same; the native word is kept beside.
constexpr std::array finishWords {
    FinishWord {1, "STOP"_L1, FinishReason::Stop},
    FinishWord {2, "MAX_TOKENS"_L1, FinishReason::Length},
    FinishWord {3, "SAFETY"_L1, FinishReason::ContentFilter},
    FinishWord {4, "RECITATION"_L1, FinishReason::ContentFilter},
    FinishWord {5, "OTHER"_L1, FinishReason::Stop},
    FinishWord {6, "LANGUAGE"_L1, FinishReason::ContentFilter},
    FinishWord {7, "BLOCKLIST"_L1, FinishReason::ContentFilter},
    FinishWord {8, "PROHIBITED_CONTENT"_L1, FinishReason::ContentFilter},
    FinishWord {9, "SPII"_L1, FinishReason::ContentFilter},
    FinishWord {10, "MALFORMED_FUNCTION_CALL"_L1, FinishReason::Stop},
    FinishWord {11, "IMAGE_SAFETY"_L1, FinishReason::ContentFilter},
    FinishWord {12, "UNEXPECTED_TOOL_CALL"_L1, FinishReason::Stop},
    FinishWord {13, "TOO_MANY_TOOL_CALLS"_L1, FinishReason::Stop},
    FinishWord {-1, "IMAGE_PROHIBITED_CONTENT"_L1, FinishReason::ContentFilter},
    FinishWord {-1, "IMAGE_RECITATION"_L1, FinishReason::ContentFilter},
    FinishWord {-1, "MODEL_ARMOR"_L1, FinishReason::ContentFilter},
};

QString finishWord(const QJsonValue &reason)
{
    if (reason.isString())
        return reason.toString();
    for (const FinishWord &row : finishWords) {
        if (reason.isDouble() && row.number == reason.toInt(-2))
            return row.word;
    }
    return reason.isDouble() && reason.toInt() > 0 ? QString::number(reason.toInt()) : QString();
}

FinishReason finishReasonFor(const QString &word)
{
    for (const FinishWord &row : finishWords) {
        if (word == row.word)
            return row.reason;
    }
    return FinishReason::Stop;
}

void addCitation(const QJsonObject &source, Delta &delta)
{
    const Citation citation {
        source.value("uri"_L1).toString(), source.value("title"_L1).toString(), source.value("text"_L1).toString()};
    if (citation != Citation())
        delta.citations += citation;
}

void readCitations(const QJsonObject &candidate, Delta &delta)
{
    const QJsonObject grounding = candidate.value("groundingMetadata"_L1).toObject();
    for (const QJsonValue &value : grounding.value("groundingChunks"_L1).toArray()) {
        for (const QLatin1StringView kind : {"web"_L1, "retrievedContext"_L1, "maps"_L1})
            addCitation(value.toObject().value(kind).toObject(), delta);
    }
    // The Gemini API's name for the list, and Vertex AI's.
    const QJsonObject cited = candidate.value("citationMetadata"_L1).toObject();
    for (const QLatin1StringView list : {"citationSources"_L1, "citations"_L1}) {
        for (const QJsonValue &value : cited.value(list).toArray())
            addCitation(value.toObject(), delta);
    }
}

// Plain text and thoughts are kept as text; a call without number and signature is known by its name and arguments.
bool mustComeBack(const QJsonObject &part)
{
    if (part.value("thought"_L1).toBool())
        return false;
    if (part.contains("thoughtSignature"_L1))
        return true;
    if (part.contains("functionCall"_L1))
        return part.value("functionCall"_L1).toObject().contains("id"_L1);
    return !part.isEmpty() && !part.contains("text"_L1);
}

// The Gemini API names its tier, Vertex AI the kind of traffic: ON_DEMAND, ON_DEMAND_PRIORITY, ON_DEMAND_FLEX,
// PROVISIONED_THROUGHPUT (which is paid by the month). Source: UsageMetadata of both APIs' discovery documents.
QString tierOf(const QJsonObject &metadata)
{
    if (const QString tier = metadata.value("serviceTier"_L1).toString(); !tier.isEmpty())
        return tier;
    const QString traffic = metadata.value("trafficType"_L1).toString().toLower();
    const bool named = traffic.startsWith("on_demand_"_L1);
    return named ? traffic.mid(int(qstrlen("on_demand_"))) : traffic.endsWith("unspecified"_L1) ? QString() : traffic;
}

} // namespace

bool GeminiDecoder::complete() const
{
    return m_blocked
        || (!m_candidates.isEmpty()
            && std::all_of(m_candidates.begin(), m_candidates.end(), [](const Candidate &c) { return c.ended; }));
}

std::optional<Error> GeminiDecoder::decode(const StreamEvent &event, QList<Delta> &deltas)
{
    const QByteArray data = event.data.trimmed();
    if (data.isEmpty() || data == "[DONE]") // not Google's, but of gateways that speak its format
        return std::nullopt;
    return read(data, deltas);
}

Result<QList<Delta>> GeminiDecoder::decodeWhole(const QByteArray &body)
{
    m_whole = true;
    QList<Delta> deltas;
    if (const std::optional<Error> error = read(body, deltas))
        return *error;
    if (m_candidates.isEmpty() && !m_blocked)
        return Error {
            .kind = Error::Kind::Malformed, .detail = u"the answer holds no candidate"_s, .service = m_service.id};
    return deltas;
}

// One piece, or a list of them: so a stream without alt=sse comes, and an error in front of one.
std::optional<Error> GeminiDecoder::read(const QByteArray &json, QList<Delta> &deltas)
{
    const Result<QJsonValue> value = parseJson(json);
    if (!value)
        return value.error();
    const QJsonArray pieces = value->isArray() ? value->toArray() : QJsonArray {*value};
    for (const QJsonValue &piece : pieces) {
        if (const std::optional<Error> error = readPiece(piece.toObject(), json, deltas))
            return error;
    }
    return std::nullopt;
}

std::optional<Error> GeminiDecoder::readPiece(const QJsonObject &piece, const QByteArray &raw, QList<Delta> &deltas)
{
    if (piece.contains("error"_L1)) {
        ErrorFacts facts = readErrorBody(raw);
        if (facts.status == 0)
            facts.status = piece.value("error"_L1).toObject().value("code"_L1).toInt();
        return classifyError(facts, {}, raw, m_service);
    }
    for (const QJsonValue &candidate : piece.value("candidates"_L1).toArray())
        readCandidate(candidate.toObject(), deltas);
    readBlock(piece.value("promptFeedback"_L1).toObject(), deltas);
    readHead(piece, deltas);
    return std::nullopt;
}

// What belongs to the whole answer: usage grows from piece to piece and replaces what was there.
void GeminiDecoder::readHead(const QJsonObject &piece, QList<Delta> &deltas)
{
    Delta head;
    head.responseId = piece.value("responseId"_L1).toString();
    head.responseModel = piece.value("modelVersion"_L1).toString();
    const QJsonObject metadata = piece.value("usageMetadata"_L1).toObject();
    head.usage = readUsage(metadata);
    head.serviceTier = tierOf(metadata);
    if (head != Delta())
        deltas += head;
}

// Only the count beside the last word is the bill. Before, it trails behind what was written, and the first pieces
// count the prompt alone.
std::optional<Usage> GeminiDecoder::readUsage(const QJsonObject &metadata) const
{
    Usage usage = geminiUsage(metadata);
    if (!usage.isKnown())
        return std::nullopt;
    usage.webSearches = billedSearches();
    if (!m_whole && !complete())
        usage.source = Usage::Source::Estimated;
    return usage;
}

// From Gemini 3 on each different query is billed, before that each answer that searched, however often. Empty
// queries are not billed. Source: ai.google.dev/gemini-api/docs/google-search, "Pricing".
qint64 GeminiDecoder::billedSearches() const
{
    static const QRegularExpression byAnswer(u"gemini-[12](?:[.-]|$)"_s);
    return byAnswer.match(m_model).hasMatch() ? qMin<qint64>(1, m_searches.size()) : m_searches.size();
}

void GeminiDecoder::readSearches(const QJsonObject &grounding)
{
    for (const QJsonValue &value : grounding.value("webSearchQueries"_L1).toArray()) {
        if (const QString query = value.toString().trimmed(); !query.isEmpty())
            m_searches.insert(query);
    }
}

void GeminiDecoder::readCandidate(const QJsonObject &value, QList<Delta> &deltas)
{
    Delta delta;
    delta.choice = value.value("index"_L1).toInt();
    Candidate &state = m_candidates[delta.choice];
    for (const QJsonValue &part : value.value("content"_L1).toObject().value("parts"_L1).toArray())
        readPart(part.toObject(), state, delta);
    readCitations(value, delta);
    readSearches(value.value("groundingMetadata"_L1).toObject());
    readFinish(value, state, delta);
    if (delta != Delta {.choice = delta.choice})
        deltas += delta;
}

void GeminiDecoder::readPart(const QJsonObject &part, Candidate &state, Delta &delta)
{
    if (mustComeBack(part))
        delta.nativeBlocks += GeminiKeptPart {part, state.text, state.calls}.toBlock(m_service.id);
    const QString text = part.value("text"_L1).toString();
    if (part.value("thought"_L1).toBool()) {
        delta.reasoning += text;
    } else {
        delta.text += text;
        state.text += text.size();
    }
    const QJsonObject call = part.value("functionCall"_L1).toObject();
    if (!call.isEmpty()) {
        const QByteArray arguments = compactJson(call.value("args"_L1).toObject());
        delta.toolCalls += {state.calls++, call.value("id"_L1).toString(), call.value("name"_L1).toString(),
            QString::fromUtf8(arguments)};
    }
}

void GeminiDecoder::readFinish(const QJsonObject &candidate, Candidate &state, Delta &delta)
{
    const QString word = finishWord(candidate.value("finishReason"_L1));
    if (word.isEmpty() || word == "FINISH_REASON_UNSPECIFIED"_L1)
        return;
    delta.nativeFinishReason = word;
    delta.finishReason = finishReasonFor(word);
    // Google says STOP (or a word of its own) also when it wants a tool to be called.
    if (state.calls > 0 && delta.finishReason == FinishReason::Stop)
        delta.finishReason = FinishReason::ToolCalls;
    if (delta.finishReason == FinishReason::ContentFilter)
        delta.refusal = candidate.value("finishMessage"_L1).toString();
    state.ended = true;
}

// A blocked prompt has feedback and no candidates at all.
void GeminiDecoder::readBlock(const QJsonObject &feedback, QList<Delta> &deltas)
{
    const QJsonValue reason = feedback.value("blockReason"_L1);
    const QString word = reason.isDouble() ? QString::number(reason.toInt()) : reason.toString();
    if (word.isEmpty() || word == "0"_L1 || word == "BLOCK_REASON_UNSPECIFIED"_L1)
        return;
    deltas += Delta {.refusal = feedback.value("blockReasonMessage"_L1).toString(),
        .finishReason = FinishReason::ContentFilter,
        .nativeFinishReason = word};
    m_blocked = true;
}

} // namespace lineup
