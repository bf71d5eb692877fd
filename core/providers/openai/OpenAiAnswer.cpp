// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/openai/OpenAiAnswer.h"

#include "core/providers/ErrorClassifier.h"
#include "core/providers/RequestMapper.h"
#include "core/providers/openai/OpenAiUsage.h"
#include "core/providers/openai/OpenAiWords.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

bool says(const QJsonValue &error)
{
    return error.isObject() ? !error.toObject().isEmpty() : error.isString() && !error.toString().isEmpty();
}

// Tells a name once, and again when it changes.
void tell(const QString &value, QString &last, QString &out)
{
    if (value.isEmpty() || value == last)
        return;
    last = value;
    out = value;
}

bool saysSomething(const Delta &delta)
{
    return delta != Delta {.choice = delta.choice};
}

} // namespace

OpenAiAnswer::OpenAiAnswer(const Target &target, Form form)
    : m_service(target.service), m_model(target.model), m_form(form)
{
}

OpenAiAnswer::ChoiceState &OpenAiAnswer::stateFor(int index)
{
    for (ChoiceState &state : m_choices) {
        if (state.index == index)
            return state;
    }
    ChoiceState fresh;
    fresh.index = index;
    m_choices += fresh;
    return m_choices.last();
}

void OpenAiAnswer::readHead(const QJsonObject &object, Delta &delta)
{
    m_fastNames = {};
    tell(object.value("id"_L1).toString(), m_head.responseId, delta.responseId);
    tell(object.value("model"_L1).toString(), m_head.responseModel, delta.responseModel);
    tell(object.value("system_fingerprint"_L1).toString(), m_head.systemFingerprint, delta.systemFingerprint);
    tell(object.value("service_tier"_L1).toString(), m_head.serviceTier, delta.serviceTier);
}

void OpenAiAnswer::readUsage(const QJsonObject &object, Delta &delta) const
{
    QJsonObject counts = object.value("usage"_L1).toObject();
    if (counts.isEmpty())
        counts = object.value("x_groq"_L1).toObject().value("usage"_L1).toObject();
    if (counts.isEmpty())
        return;
    delta.usage = readOpenAiUsage(counts, m_service.quirks.reasoningOutsideCompletion);
    const QRegularExpression &always = m_service.quirks.searchesAlways;
    const bool searches = !always.pattern().isEmpty() && always.match(m_model).hasMatch();
    if (delta.usage && delta.usage->webSearches == 0 && searches)
        delta.usage->webSearches = 1;
    delta.searchContextSize = counts.value("search_context_size"_L1).toString();
    delta.providerCost = readOpenAiCost(counts);
}

void OpenAiAnswer::addCitation(const QJsonObject &source, Delta &delta)
{
    const QString url = source.value("url"_L1).toString();
    if (url.isEmpty() || m_citedUrls.contains(url))
        return;
    m_citedUrls.insert(url);
    QString text = source.value("content"_L1).toString();
    if (text.isEmpty())
        text = source.value("snippet"_L1).toString();
    delta.citations += Citation {url, source.value("title"_L1).toString(), text};
}

// Lists beside the choices: search_results with titles, and citations with the bare addresses of the same pages.
void OpenAiAnswer::readCitations(const QJsonObject &object, Delta &delta)
{
    const QJsonValue results = object.value("search_results"_L1);
    const QJsonValue citations = object.value("citations"_L1);
    if (!results.isArray() && !citations.isArray())
        return;
    const QJsonArray both {results, citations};
    if (both == m_citations.toArray())
        return;
    m_citations = both;
    for (const QJsonValue &result : results.toArray())
        addCitation(result.toObject(), delta);
    for (const QJsonValue &citation : citations.toArray()) {
        addCitation(citation.isString() ? QJsonObject {{u"url"_s, citation}} : citation.toObject(), delta);
    }
}

void OpenAiAnswer::readContent(const QJsonValue &content, ChoiceState &state, Delta &delta)
{
    const auto addText = [&](const QString &text) {
        const ThinkSplitter::Split split = state.think.feed(text);
        delta.text += split.text;
        delta.reasoning += split.reasoning;
    };
    if (content.isString()) {
        addText(content.toString());
        return;
    }
    for (const QJsonValue &value : content.toArray()) {
        const QJsonObject part = value.toObject();
        if (ReasoningReader::isPart(part)) {
            delta.reasoning += state.reasoning.readPart(part);
            state.think.disable();
        } else {
            addText(value.isString() ? value.toString() : part.value("text"_L1).toString());
            delta.refusal += part.value("refusal"_L1).toString();
        }
    }
}

void OpenAiAnswer::readMessage(const QJsonObject &message, ChoiceState &state, Delta &delta)
{
    delta.reasoning = state.reasoning.read(message);
    if (!delta.reasoning.isEmpty())
        state.think.disable();
    QJsonValue content = message.value("content"_L1);
    // The words of a spoken answer.
    if (content.isNull() || content.isUndefined())
        content = message.value("audio"_L1).toObject().value("transcript"_L1);
    readContent(content, state, delta);
    delta.refusal += message.value("refusal"_L1).toString();
    if (const QJsonArray calls = message.value("tool_calls"_L1).toArray(); !calls.isEmpty())
        state.calls.read(calls, delta.toolCalls);
    else
        state.calls.readFunctionCall(message.value("function_call"_L1).toObject(), delta.toolCalls);
    for (const QJsonValue &annotation : message.value("annotations"_L1).toArray())
        addCitation(annotation.toObject().value("url_citation"_L1).toObject(), delta);
    // What a service looked up by itself on the way to the answer.
    for (const QJsonValue &tool : message.value("executed_tools"_L1).toArray()) {
        const QJsonObject found = tool.toObject().value("search_results"_L1).toObject();
        for (const QJsonValue &result : found.value("results"_L1).toArray())
            addCitation(result.toObject(), delta);
    }
    if (const QJsonValue extra = message.value("extra_content"_L1); extra.isObject())
        state.extraContent = extra.toObject();
}

void OpenAiAnswer::readChoice(const QJsonObject &choice, Delta &delta)
{
    ChoiceState &state = stateFor(delta.choice);
    const QJsonValue piece = choice.value("delta"_L1);
    const QJsonValue whole = choice.value("message"_L1);
    if (piece.isObject() && (m_form == Form::Stream || !whole.isObject())) {
        state.streams = true;
        readMessage(piece.toObject(), state, delta);
    } else if (whole.isObject() && !state.streams) {
        readMessage(whole.toObject(), state, delta);
    }
    const QString word = choice.value("finish_reason"_L1).toString();
    const QString nativeWord = choice.value("native_finish_reason"_L1).toString();
    if (word.isEmpty() && nativeWord.isEmpty())
        return;
    state.ended = true;
    delta.finishReason = openAiFinishReason(word.isEmpty() ? nativeWord : word);
    delta.nativeFinishReason = nativeWord.isEmpty() ? word : nativeWord;
}

std::optional<Error> OpenAiAnswer::read(const QJsonObject &object, QList<Delta> &deltas)
{
    Delta head;
    readHead(object, head);
    readCitations(object, head);
    readUsage(object, head);
    if (saysSomething(head))
        deltas += head;
    QJsonValue error = object.value("error"_L1);
    int position = 0;
    for (const QJsonValue &value : object.value("choices"_L1).toArray()) {
        const QJsonObject choice = value.toObject();
        Delta delta;
        delta.choice = choice.value("index"_L1).toInt(position++);
        readChoice(choice, delta);
        if (saysSomething(delta))
            deltas += delta;
        if (!says(error))
            error = choice.value("error"_L1);
    }
    // {base_resp: {status_code, status_msg}} stands beside good answers as well, with the code 0.
    const QJsonObject state = object.value("base_resp"_L1).toObject();
    if (!says(error) && state.value("status_code"_L1).toInt() != 0)
        error = state;
    if (!says(error))
        return std::nullopt;
    const QByteArray body = compactJson({{u"error"_s, error}});
    return classifyError(readErrorBody(body), {}, body, m_service);
}

void OpenAiAnswer::readFast(const OpenAiFastEvent &event, QList<Delta> &deltas)
{
    const std::array names {event.id, event.model, event.systemFingerprint, event.serviceTier};
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i] == m_fastNames[i])
            continue;
        Delta head;
        tell(QString::fromUtf8(event.id), m_head.responseId, head.responseId);
        tell(QString::fromUtf8(event.model), m_head.responseModel, head.responseModel);
        tell(QString::fromUtf8(event.systemFingerprint), m_head.systemFingerprint, head.systemFingerprint);
        tell(QString::fromUtf8(event.serviceTier), m_head.serviceTier, head.serviceTier);
        if (saysSomething(head))
            deltas += head;
        for (std::size_t k = 0; k < names.size(); ++k)
            m_fastNames[k] = names[k].toByteArray();
        break;
    }
    readText(event.text, deltas);
}

void OpenAiAnswer::readText(const QString &text, QList<Delta> &deltas)
{
    ChoiceState &state = stateFor(0);
    state.streams = true;
    const ThinkSplitter::Split split = state.think.feed(text);
    if (split.text.isEmpty() && split.reasoning.isEmpty())
        return;
    Delta &delta = deltas.emplaceBack();
    delta.text = split.text;
    delta.reasoning = split.reasoning;
}

std::optional<NativeBlock> OpenAiAnswer::nativeBlock(const ChoiceState &state) const
{
    QJsonObject kept;
    if (const QJsonArray details = state.reasoning.details(); !details.isEmpty())
        kept.insert(u"reasoning_details"_s, details);
    if (const QJsonObject part = state.reasoning.part(); !part.isEmpty())
        kept.insert(u"thinking"_s, part);
    if (!state.extraContent.isEmpty())
        kept.insert(u"extra_content"_s, state.extraContent);
    if (const QJsonObject extras = state.calls.extras(); !extras.isEmpty())
        kept.insert(u"tool_extras"_s, extras);
    if (kept.isEmpty())
        return std::nullopt;
    kept.insert(u"service"_s, m_service.id);
    kept.insert(u"model"_s, m_model);
    return NativeBlock {u"openai-chat"_s, kept};
}

void OpenAiAnswer::finish(QList<Delta> &deltas)
{
    for (ChoiceState &state : m_choices) {
        const ThinkSplitter::Split held = state.think.finish();
        Delta delta;
        delta.choice = state.index;
        delta.text = held.text;
        delta.reasoning = held.reasoning;
        if (const auto block = nativeBlock(state))
            delta.nativeBlocks += *block;
        if (saysSomething(delta))
            deltas += delta;
    }
}

bool OpenAiAnswer::allChoicesEnded() const
{
    for (const ChoiceState &state : m_choices) {
        if (!state.ended)
            return false;
    }
    return !m_choices.isEmpty();
}

} // namespace lineup
