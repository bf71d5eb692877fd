// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/gemini/GeminiDecoder.h"

#include "core/base/JsonReader.h"
#include "core/providers/ErrorClassifier.h"
#include "core/providers/RequestMapper.h"
#include "core/providers/gemini/GeminiDialect.h"
#include "core/providers/gemini/GeminiUsage.h"

#include <QJsonArray>

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

void readCitations(const QJsonObject &candidate, Delta &delta)
{
    const QJsonObject grounding = candidate.value("groundingMetadata"_L1).toObject();
    for (const QJsonValue &value : grounding.value("groundingChunks"_L1).toArray()) {
        QJsonObject source = value.toObject().value("web"_L1).toObject();
        if (source.isEmpty())
            source = value.toObject().value("retrievedContext"_L1).toObject();
        if (!source.isEmpty())
            delta.citations += {source.value("uri"_L1).toString(), source.value("title"_L1).toString(), {}};
    }
    const QJsonObject cited = candidate.value("citationMetadata"_L1).toObject();
    for (const QJsonValue &value : cited.value("citationSources"_L1).toArray())
        delta.citations
            += {value.toObject().value("uri"_L1).toString(), value.toObject().value("title"_L1).toString(), {}};
}

} // namespace

std::optional<Error> GeminiDecoder::decode(const StreamEvent &event, QList<Delta> &deltas)
{
    if (event.data.trimmed() == "[DONE]") // not Google's, but of gateways that speak its format
        return std::nullopt;
    const Result<QJsonObject> piece = parseJsonObject(event.data);
    return piece ? readPiece(*piece, event.data, deltas) : std::optional(piece.error());
}

Result<QList<Delta>> GeminiDecoder::decodeWhole(const QByteArray &body)
{
    const Result<QJsonValue> value = parseJson(body);
    if (!value)
        return value.error();
    QList<Delta> deltas;
    const QJsonArray pieces = value->isArray() ? value->toArray() : QJsonArray {*value};
    for (const QJsonValue &piece : pieces) {
        if (const std::optional<Error> error = readPiece(piece.toObject(), body, deltas))
            return *error;
    }
    if (deltas.isEmpty())
        return Error {
            .kind = Error::Kind::Malformed, .detail = u"the answer holds no candidate"_s, .service = m_service.id};
    return deltas;
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
    if (const Usage usage = geminiUsage(metadata); usage.isKnown())
        head.usage = usage;
    head.serviceTier = metadata.value("serviceTier"_L1).toString();
    if (head.usage) {
        for (const QJsonValue &value : piece.value("candidates"_L1).toArray()) {
            const QJsonObject grounding = value.toObject().value("groundingMetadata"_L1).toObject();
            head.usage->webSearches += grounding.value("webSearchQueries"_L1).toArray().size();
        }
    }
    if (head != Delta())
        deltas += head;
}

void GeminiDecoder::readCandidate(const QJsonObject &value, QList<Delta> &deltas)
{
    Delta delta;
    delta.choice = value.value("index"_L1).toInt();
    Candidate &state = m_candidates[delta.choice];
    for (const QJsonValue &part : value.value("content"_L1).toObject().value("parts"_L1).toArray())
        readPart(part.toObject(), state, delta);
    readCitations(value, delta);
    readFinish(value.value("finishReason"_L1), state, delta);
    if (delta != Delta {.choice = delta.choice})
        deltas += delta;
}

void GeminiDecoder::readPart(const QJsonObject &part, Candidate &state, Delta &delta)
{
    const QString text = part.value("text"_L1).toString();
    if (part.value("thought"_L1).toBool())
        delta.reasoning += text;
    else
        delta.text += text;
    const QJsonObject call = part.value("functionCall"_L1).toObject();
    if (!call.isEmpty()) {
        const QByteArray arguments = compactJson(call.value("args"_L1).toObject());
        delta.toolCalls += {state.calls++, call.value("id"_L1).toString(), call.value("name"_L1).toString(),
            QString::fromUtf8(arguments)};
    }
    // Signed parts, and calls that carry an id, have to come back just as they were.
    const bool replayed = part.contains("thoughtSignature"_L1) || call.contains("id"_L1);
    if (replayed && !part.value("thought"_L1).toBool() && (part.contains("text"_L1) || !call.isEmpty()))
        delta.nativeBlocks += {gemini::dialectId.toString(), part};
}

void GeminiDecoder::readFinish(const QJsonValue &reason, Candidate &state, Delta &delta)
{
    const QString word = finishWord(reason);
    if (word.isEmpty() || word == "FINISH_REASON_UNSPECIFIED"_L1)
        return;
    delta.nativeFinishReason = word;
    delta.finishReason = finishReasonFor(word);
    // Google says STOP (or a word of its own) also when it wants a tool to be called.
    if (state.calls > 0 && delta.finishReason == FinishReason::Stop)
        delta.finishReason = FinishReason::ToolCalls;
    state.ended = true;
    m_complete = std::all_of(m_candidates.begin(), m_candidates.end(), [](const Candidate &c) { return c.ended; });
}

// A blocked prompt has feedback and no candidates at all.
void GeminiDecoder::readBlock(const QJsonObject &feedback, QList<Delta> &deltas)
{
    const QJsonValue reason = feedback.value("blockReason"_L1);
    const QString word = reason.isDouble() ? QString::number(reason.toInt()) : reason.toString();
    if (word.isEmpty() || word == "0"_L1)
        return;
    deltas += Delta {.finishReason = FinishReason::ContentFilter, .nativeFinishReason = word};
    m_complete = true;
}

} // namespace lineup
