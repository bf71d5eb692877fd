// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/gemini/GeminiEncoder.h"

#include "core/providers/Effort.h"
#include "core/providers/MappingHelpers.h"
#include "core/providers/gemini/GeminiContents.h"

#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

constexpr qsizetype mostStopSequences = 5; // the API's own limit

// How Google's own OpenAI-compatible endpoint reads reasoning_effort for models with a thinking budget.
// Source: ai.google.dev/gemini-api/docs/openai, "Thinking".
int budgetFor(const QString &effort)
{
    static const QHash<QString, int> budgets {{u"none"_s, 0}, {u"minimal"_s, 1024}, {u"low"_s, 1024},
        {u"medium"_s, 8192}, {u"high"_s, 24576}, {u"xhigh"_s, 24576}};
    return budgets.value(effort, -1);
}

// The level that comes closest to a budget, by the same table read backwards.
QString levelForBudget(int budget)
{
    if (budget < 0) // as much as it wants
        return u"high"_s;
    if (budget == 0)
        return u"none"_s;
    if (budget <= 1024)
        return u"low"_s;
    return budget <= 8192 ? u"medium"_s : u"high"_s;
}

QUrl addressFor(const Target &target, bool stream)
{
    const QString name = target.model.contains(u'/') ? target.model : u"models/"_s + target.model;
    const QString path = name + (stream ? u":streamGenerateContent"_s : u":generateContent"_s);
    QUrl url = urlUnder(target.service.baseUrl, path);
    if (stream) {
        QUrlQuery query;
        query.addQueryItem(u"alt"_s, u"sse"_s);
        url.setQuery(query);
    }
    return url;
}

} // namespace

void GeminiEncoder::put(const QString &parameter, const QString &name, const QJsonValue &value)
{
    if (m_mapper.rejects(parameter))
        return;
    if (parameter != name)
        m_mapper.renamed(parameter, u"generationConfig."_s + name);
    m_config.insert(name, value);
}

void GeminiEncoder::encodeSampling()
{
    const ChatRequest &request = m_mapper.request();
    if (request.maxTokens)
        put(u"max_tokens"_s, u"maxOutputTokens"_s, *request.maxTokens);
    if (request.temperature)
        put(u"temperature"_s, u"temperature"_s, *request.temperature);
    if (request.topP)
        put(u"top_p"_s, u"topP"_s, *request.topP);
    if (request.topK)
        put(u"top_k"_s, u"topK"_s, *request.topK);
    if (request.n.value_or(1) > 1)
        put(u"n"_s, u"candidateCount"_s, *request.n);
    if (request.seed)
        put(u"seed"_s, u"seed"_s, *request.seed);
    if (request.presencePenalty)
        put(u"presence_penalty"_s, u"presencePenalty"_s, *request.presencePenalty);
    if (request.frequencyPenalty)
        put(u"frequency_penalty"_s, u"frequencyPenalty"_s, *request.frequencyPenalty);
    if (request.logprobs.value_or(false))
        put(u"logprobs"_s, u"responseLogprobs"_s, true);
    if (request.topLogprobs)
        put(u"top_logprobs"_s, u"logprobs"_s, *request.topLogprobs);
    refuse(m_mapper, {u"logit_bias"_s, u"user"_s}, u"the Gemini API has no such parameter"_s);
}

void GeminiEncoder::encodeServiceTier()
{
    const QString tier = m_mapper.request().serviceTier;
    if (tier.isEmpty() || m_mapper.rejects(u"service_tier"_s))
        return;
    if (tier == "auto"_L1 || tier == "default"_L1) {
        m_mapper.converted(u"service_tier"_s, u"serviceTier = standard"_s);
        m_mapper.body.insert(u"serviceTier"_s, u"standard"_s);
    } else if (tier == "standard"_L1 || tier == "flex"_L1 || tier == "priority"_L1) {
        m_mapper.renamed(u"service_tier"_s, u"serviceTier"_s);
        m_mapper.body.insert(u"serviceTier"_s, tier);
    } else {
        m_mapper.unsupported(u"service_tier"_s, u"the Gemini API knows standard, flex and priority"_s);
    }
}

void GeminiEncoder::encodeStop()
{
    QStringList stop = m_mapper.request().stop;
    if (stop.removeAll(QString()) > 0)
        m_mapper.unsupported(u"stop"_s, u"an empty stop sequence means nothing"_s);
    if (stop.isEmpty())
        return;
    if (stop.size() > mostStopSequences) {
        stop = stop.first(mostStopSequences);
        m_mapper.clamped(u"stop"_s, u"the first 5"_s, u"the Gemini API takes at most 5 stop sequences"_s);
    }
    put(u"stop"_s, u"stopSequences"_s, QJsonArray::fromStringList(stop));
}

QJsonArray GeminiEncoder::declarations()
{
    QJsonArray out;
    for (const Tool &tool : m_mapper.request().tools) {
        QJsonObject declaration {{u"name"_s, tool.name}};
        if (!tool.description.isEmpty())
            declaration.insert(u"description"_s, tool.description);
        if (!tool.parameters.isEmpty())
            declaration.insert(u"parametersJsonSchema"_s, tool.parameters);
        if (tool.strict.value_or(false))
            m_mapper.unsupported(u"tools.strict"_s, u"the Gemini API has no such mark"_s);
        out += declaration;
    }
    return out;
}

void GeminiEncoder::encodeTools()
{
    const ChatRequest &request = m_mapper.request();
    if (request.tools.isEmpty()) {
        if (request.toolChoice.mode != ToolChoice::Mode::Unset)
            m_mapper.unsupported(u"tool_choice"_s, u"the request has no tools"_s);
        return;
    }
    if (m_mapper.rejects(u"tools"_s))
        return;
    if (surelyLacks(m_mapper.target(), ModelInfo::Capability::Tools)) {
        m_mapper.unsupported(u"tools"_s, u"the model takes no tools"_s);
        return;
    }
    m_mapper.body.insert(u"tools"_s, QJsonArray {QJsonObject {{u"functionDeclarations"_s, declarations()}}});
    encodeToolChoice();
    if (request.parallelToolCalls == false)
        m_mapper.unsupported(u"parallel_tool_calls"_s, u"the Gemini API cannot be kept from calling several tools"_s);
}

// The service's own search. Models before the third generation refuse it beside functions.
void GeminiEncoder::encodeWebSearch()
{
    const ChatRequest &request = m_mapper.request();
    if (!request.webSearchOptions || m_mapper.rejects(u"web_search_options"_s))
        return;
    if (surelyLacks(m_mapper.target(), ModelInfo::Capability::WebSearch)) {
        m_mapper.unsupported(u"web_search_options"_s, u"the model does not search"_s);
    } else if (m_mapper.body.contains(u"tools"_s)) {
        m_mapper.unsupported(u"web_search_options"_s, u"the Gemini API does not search beside functions"_s);
    } else {
        m_mapper.converted(u"web_search_options"_s, u"the tool googleSearch"_s,
            request.webSearchOptions->isEmpty() ? QString() : u"without its options, which the Gemini API has not"_s);
        m_mapper.body.insert(u"tools"_s, QJsonArray {QJsonObject {{u"googleSearch"_s, QJsonObject()}}});
    }
}

void GeminiEncoder::putModalities(const QJsonArray &words)
{
    if (m_mapper.rejects(u"modalities"_s))
        return;
    m_mapper.converted(u"modalities"_s, u"generationConfig.responseModalities"_s, u"its words are in upper case"_s);
    m_config.insert(u"responseModalities"_s, words);
}

void GeminiEncoder::encodeModalities()
{
    const ChatRequest &request = m_mapper.request();
    QJsonArray words;
    for (const QString &word : request.modalities)
        words += word.toUpper();
    if (!words.isEmpty() && request.modalities != QStringList {u"text"_s})
        putModalities(words);
    if (request.audio.isEmpty() || m_mapper.rejects(u"audio"_s))
        return;
    m_mapper.converted(u"audio"_s, u"generationConfig.speechConfig"_s, u"the voice; the format is the service's own"_s);
    const QJsonObject voice {{u"voiceName"_s, request.audio.value("voice"_L1)}};
    m_config.insert(
        u"speechConfig"_s, QJsonObject {{u"voiceConfig"_s, QJsonObject {{u"prebuiltVoiceConfig"_s, voice}}}});
}

void GeminiEncoder::encodeToolChoice()
{
    const ToolChoice &choice = m_mapper.request().toolChoice;
    if (choice.mode == ToolChoice::Mode::Unset)
        return;
    QJsonObject calling;
    switch (choice.mode) {
    case ToolChoice::Mode::Unset:
    case ToolChoice::Mode::Auto:
        calling.insert(u"mode"_s, u"AUTO"_s);
        break;
    case ToolChoice::Mode::None:
        calling.insert(u"mode"_s, u"NONE"_s);
        break;
    case ToolChoice::Mode::Required:
        calling.insert(u"mode"_s, u"ANY"_s);
        break;
    case ToolChoice::Mode::Named:
        calling = {{u"mode"_s, u"ANY"_s}, {u"allowedFunctionNames"_s, QJsonArray {choice.name}}};
        break;
    }
    m_mapper.renamed(u"tool_choice"_s, u"toolConfig.functionCallingConfig"_s);
    m_mapper.body.insert(u"toolConfig"_s, QJsonObject {{u"functionCallingConfig"_s, calling}});
}

// A schema is always kept to, so that strict asks for nothing more.
void GeminiEncoder::encodeResponseFormat()
{
    const std::optional<ResponseFormat> &format = m_mapper.request().responseFormat;
    if (!format || format->kind == ResponseFormat::Kind::Text)
        return;
    using Capability = ModelInfo::Capability;
    const bool noSchema = surelyLacks(m_mapper.target(), Capability::JsonSchema);
    if (noSchema && surelyLacks(m_mapper.target(), Capability::JsonMode)) {
        m_mapper.unsupported(u"response_format"_s, u"the model has no JSON mode"_s);
        return;
    }
    put(u"response_format"_s, u"responseMimeType"_s, u"application/json"_s);
    if (format->kind != ResponseFormat::Kind::JsonSchema || !m_config.contains(u"responseMimeType"_s))
        return;
    if (noSchema)
        m_mapper.unsupported(u"response_format.json_schema"_s, u"the model keeps to JSON, but to no schema"_s);
    else
        m_config.insert(u"responseJsonSchema"_s, format->schema);
}

void GeminiEncoder::encodeThinking()
{
    const ChatRequest &request = m_mapper.request();
    if (request.reasoningEffort.isEmpty() && !request.thinkingBudget)
        return;
    const QString parameter = request.thinkingBudget ? u"thinking"_s : u"reasoning_effort"_s;
    noteDoubleThinking(m_mapper, u"reasoning_effort"_s, u"thinking"_s);
    if (m_mapper.rejects(parameter))
        return;
    if (!request.thinkingBudget && budgetFor(request.reasoningEffort) < 0) {
        m_mapper.fail({.kind = Error::Kind::BadRequest,
            .detail = u"reasoning_effort must be none, minimal, low, medium, high or xhigh"_s,
            .service = m_mapper.target().service.id});
        return;
    }
    if (surelyLacks(m_mapper.target(), ModelInfo::Capability::Reasoning)) {
        const bool off = request.thinkingBudget ? *request.thinkingBudget == 0 : request.reasoningEffort == "none"_L1;
        if (!off)
            m_mapper.unsupported(parameter, u"the model does not think before it answers"_s);
        return;
    }
    if (surelyHas(m_mapper.target(), ModelInfo::Capability::AdaptiveThinking))
        encodeThinkingLevel(parameter);
    else
        encodeThinkingBudget(parameter);
}

// Models that take a level cannot be kept from thinking: "none" becomes the least they know.
void GeminiEncoder::encodeThinkingLevel(const QString &parameter)
{
    const ChatRequest &request = m_mapper.request();
    const QString wanted = request.thinkingBudget ? levelForBudget(*request.thinkingBudget) : request.reasoningEffort;
    const QStringList known = knownEfforts(m_mapper.target());
    static const QStringList usual {u"low"_s, u"medium"_s, u"high"_s};
    const QString level = nearestEffort(wanted, known.isEmpty() ? usual : known, true).toUpper();
    m_mapper.converted(parameter, u"thinkingConfig.thinkingLevel = "_s + level, u"the model takes a level"_s);
    m_config.insert(u"thinkingConfig"_s, QJsonObject {{u"thinkingLevel"_s, level}, {u"includeThoughts"_s, true}});
}

void GeminiEncoder::encodeThinkingBudget(const QString &parameter)
{
    const ChatRequest &request = m_mapper.request();
    // Below zero the model itself decides how much.
    const int wanted = request.thinkingBudget ? qMax(-1, *request.thinkingBudget) : budgetFor(request.reasoningEffort);
    const std::optional<ModelInfo> &info = m_mapper.target().info;
    const bool mustThink = wanted == 0 && info && !info->thinking.canBeOff;
    const int budget = budgetWithin(m_mapper.target(), mustThink ? 1 : wanted);
    const QString to = u"thinkingConfig.thinkingBudget = %1"_s.arg(budget);
    if (mustThink)
        m_mapper.clamped(parameter, to, u"the model cannot be kept from thinking"_s);
    else if (request.thinkingBudget && budget != wanted)
        m_mapper.clamped(parameter, to, u"as much as the model takes"_s);
    else
        m_mapper.converted(parameter, to, u"the model takes a budget of tokens"_s);
    m_config.insert(
        u"thinkingConfig"_s, QJsonObject {{u"thinkingBudget"_s, budget}, {u"includeThoughts"_s, budget != 0}});
}

Result<EncodedRequest> GeminiEncoder::encode()
{
    GeminiContents contents(m_mapper);
    m_mapper.body.insert(u"contents"_s, contents.turns());
    if (const QJsonObject system = contents.systemInstruction(); !system.isEmpty())
        m_mapper.body.insert(u"systemInstruction"_s, system);
    encodeSampling();
    encodeStop();
    encodeServiceTier();
    encodeTools();
    encodeWebSearch();
    encodeModalities();
    encodeResponseFormat();
    encodeThinking();
    m_mapper.mergeExtra(u"generationConfig"_s, m_config);
    if (!m_config.isEmpty())
        m_mapper.body.insert(u"generationConfig"_s, m_config);
    return m_mapper.finish(addressFor(m_mapper.target(), m_mapper.request().stream), Framing::Sse);
}

} // namespace lineup
