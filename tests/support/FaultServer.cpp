// SPDX-License-Identifier: GPL-3.0-or-later
#include "FaultServer.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace lineup::test {

namespace {

struct Words
{
    int status;
    const char *openAi;
    const char *anthropic;
    const char *gemini;
};

// The types and status words that the providers document for their errors:
// https://platform.openai.com/docs/guides/error-codes, https://docs.anthropic.com/en/api/errors,
// https://cloud.google.com/apis/design/errors
constexpr Words knownWords[] = {
    {400, "invalid_request_error", "invalid_request_error", "INVALID_ARGUMENT"},
    {401, "invalid_api_key", "authentication_error", "UNAUTHENTICATED"},
    {403, "unsupported_country_region_territory", "permission_error", "PERMISSION_DENIED"},
    {404, "model_not_found", "not_found_error", "NOT_FOUND"},
    {408, "request_timeout", "timeout_error", "DEADLINE_EXCEEDED"},
    {409, "conflict", "invalid_request_error", "ABORTED"},
    {413, "request_too_large", "request_too_large", "INVALID_ARGUMENT"},
    {422, "unprocessable_entity", "invalid_request_error", "INVALID_ARGUMENT"},
    {429, "rate_limit_exceeded", "rate_limit_error", "RESOURCE_EXHAUSTED"},
    {503, "service_unavailable", "overloaded_error", "UNAVAILABLE"},
    {529, "overloaded", "overloaded_error", "UNAVAILABLE"},
};

Words wordsFor(int status)
{
    for (const Words &words : knownWords) {
        if (words.status == status)
            return words;
    }
    return status < 500 ? Words {status, "invalid_request_error", "invalid_request_error", "INVALID_ARGUMENT"}
                        : Words {status, "server_error", "api_error", "INTERNAL"};
}

} // namespace

FaultServer::FaultServer(const DialectSample &sample, bool streamed) : m_sample(sample), m_streamed(streamed)
{
    setAnswer(streamed ? chunked(answer()) : ServerScript::ok(answer()));
}

QByteArray FaultServer::eventEnd() const
{
    if (m_sample.stream.contains("\r\n\r\n"))
        return "\r\n\r\n";
    return m_sample.stream.contains("\n\n") ? "\n\n" : "\n";
}

qsizetype FaultServer::firstContent() const
{
    return m_sample.stream.indexOf(eventEnd(), m_sample.stream.indexOf("Hi, ")) + eventEnd().size();
}

qsizetype FaultServer::lastWord() const
{
    for (const char *word :
        {"\"finish_reason\":\"stop\"", "\"stop_reason\":\"end_turn\"", "\"finishReason\":\"STOP\"", "\"done\":true"}) {
        if (const qsizetype at = m_sample.stream.indexOf(word); at >= 0)
            return m_sample.stream.indexOf(eventEnd(), at);
    }
    return -1;
}

QByteArray FaultServer::errorBody(int status, const QByteArray &message) const
{
    const Words words = wordsFor(status);
    const QString text = QString::fromUtf8(message);
    QJsonObject body;
    if (is("anthropic"))
        body = {{u"type"_s, u"error"_s},
            {u"error"_s, QJsonObject {{u"type"_s, QLatin1StringView(words.anthropic)}, {u"message"_s, text}}}};
    else if (is("gemini"))
        body = {{u"error"_s,
            QJsonObject {{u"code"_s, status}, {u"message"_s, text}, {u"status"_s, QLatin1StringView(words.gemini)}}}};
    else if (is("ollama"))
        body = {{u"error"_s, text}};
    else
        body = {{u"error"_s,
            QJsonObject {{u"message"_s, text}, {u"type"_s, u"invalid_request_error"_s}, {u"param"_s, QJsonValue()},
                {u"code"_s, QLatin1StringView(words.openAi)}}}};
    return QJsonDocument(body).toJson(QJsonDocument::Compact);
}

QByteArray FaultServer::errorEvent(int status) const
{
    if (is("ollama"))
        return errorBody(status) + '\n';
    const QByteArray event = is("anthropic") ? "event: error\n" : "";
    return event + "data: " + errorBody(status) + eventEnd();
}

ServerScript FaultServer::refusal(int status, const QByteArray &body)
{
    return ServerScript(status).header("Content-Type", "application/json").piece(body);
}

} // namespace lineup::test
