// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/openai_responses/ResponsesStream.h"

#include "core/base/JsonReader.h"
#include "core/providers/ErrorClassifier.h"

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

using Piece = ResponsesAnswer::Piece;

struct PieceRow
{
    QLatin1StringView event;
    Piece piece;
    QLatin1StringView part; // member that numbers the parts of one item
};

constexpr PieceRow pieceRows[] = {
    {"response.output_text.delta"_L1, Piece::Text, "content_index"_L1},
    {"response.refusal.delta"_L1, Piece::Refusal, "content_index"_L1},
    {"response.reasoning_text.delta"_L1, Piece::ReasoningText, "content_index"_L1},
    {"response.reasoning_summary_text.delta"_L1, Piece::ReasoningSummary, "summary_index"_L1},
    {"response.function_call_arguments.delta"_L1, Piece::Arguments, {}},
};

} // namespace

bool ResponsesStream::readPiece(const QString &type, const QJsonObject &event, Delta &delta)
{
    for (const PieceRow &row : pieceRows) {
        if (type != row.event)
            continue;
        const int part = row.part.isEmpty() ? 0 : event.value(row.part).toInt();
        m_answer.addPiece(
            event.value("output_index"_L1).toInt(), row.piece, part, event.value("delta"_L1).toString(), delta);
        return true;
    }
    return false;
}

std::optional<Error> ResponsesStream::readResponse(
    const QString &type, const QJsonObject &response, QList<Delta> &deltas)
{
    if (type == "response.completed"_L1 || type == "response.incomplete"_L1 || type == "response.failed"_L1) {
        m_complete = true;
        m_answer.endResponse(response, deltas);
    } else {
        Delta delta;
        m_answer.readHead(response, delta);
        if (delta != Delta())
            deltas += delta;
    }
    return m_answer.failure(response);
}

std::optional<Error> ResponsesStream::decode(const StreamEvent &event, QList<Delta> &deltas)
{
    const QByteArray data = event.data.trimmed();
    if (data.isEmpty() || data == "[DONE]")
        return std::nullopt;
    const Result<QJsonObject> object = parseJsonObject(data);
    if (!object) {
        Error error = object.error();
        error.service = m_service.id;
        return error;
    }
    const QString type = object->value("type"_L1).toString();
    if (event.name == "error" || type == "error"_L1 || (type.isEmpty() && object->contains("error"_L1)))
        return classifyError(readErrorBody(data), {}, data, m_service);
    if (const QJsonValue response = object->value("response"_L1); response.isObject())
        return readResponse(type, response.toObject(), deltas);
    Delta delta;
    const int index = object->value("output_index"_L1).toInt();
    if (type == "response.output_item.added"_L1)
        m_answer.addItem(index, object->value("item"_L1).toObject(), delta);
    else if (type == "response.output_item.done"_L1)
        m_answer.endItem(index, object->value("item"_L1).toObject(), delta);
    else if (type == "response.output_text.annotation.added"_L1)
        m_answer.addAnnotation(object->value("annotation"_L1).toObject(), delta);
    else if (!readPiece(type, *object, delta))
        return std::nullopt;
    if (delta != Delta())
        deltas += delta;
    return std::nullopt;
}

} // namespace lineup
