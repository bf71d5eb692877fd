// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/aws/ConverseEncoder.h"

#include "core/providers/Effort.h"
#include "core/providers/MappingHelpers.h"
#include "core/providers/anthropic/AnthropicSchema.h"
#include "core/providers/aws/ConverseMessages.h"
#include "core/providers/aws/ConverseWire.h"

using namespace Qt::StringLiterals;
using Capability = lineup::ModelInfo::Capability;

namespace lineup {

namespace {

// The least top_p that thinking allows.
constexpr double thinkingTopP = 0.95;

} // namespace

ConverseEncoder::ConverseEncoder(const ChatRequest &request, const Target &target)
    : m_request(request), m_target(target), m_maker(converse::makerOf(target.model)), m_mapper(request, target),
      m_tools(m_mapper)
{
    if (m_maker == u"anthropic")
        m_thinking.emplace(m_mapper);
}

Result<EncodedRequest> ConverseEncoder::encode()
{
    ConverseMessages(m_mapper).write();
    if (m_thinking && m_tools.needsAnswerTool())
        m_thinking->giveUp(u"structured output needs a forced tool call on this model, which excludes thinking"_s);
    writeLimits();
    writeSampling();
    writeTopK();
    writeStop();
    writeEffort();
    m_tools.write(thinks());
    writeResponseFormat();
    writeRest();
    putTogether();
    const QLatin1StringView operation = m_request.stream ? "converse-stream"_L1 : "converse"_L1;
    return m_mapper.finish(
        converse::modelUrl(m_target.service.baseUrl, m_target.model, operation), Framing::AwsEventStream);
}

void ConverseEncoder::putTogether()
{
    const auto put = [this](const QString &member, QJsonObject &object) {
        m_mapper.mergeExtra(member, object);
        if (!object.isEmpty())
            m_mapper.body.insert(member, object);
    };
    put(u"inferenceConfig"_s, m_inference);
    put(u"additionalModelRequestFields"_s, m_additional);
    put(u"outputConfig"_s, m_outputConfig);
}

void ConverseEncoder::writeLimits()
{
    if (!m_request.maxTokens)
        return;
    qint64 limit = *m_request.maxTokens;
    const qint64 cap = m_target.info ? m_target.info->maxOutputTokens : 0;
    if (limit < 1) {
        m_mapper.fail({.kind = Error::Kind::BadRequest,
            .detail = u"max_tokens must be at least 1"_s,
            .service = m_target.service.id});
    } else if (cap > 0 && limit > cap) {
        limit = cap;
        m_mapper.clamped(u"max_tokens"_s, QString::number(limit), u"the most that the model writes"_s);
    }
    if (m_thinking)
        m_thinking->fitInto(static_cast<int>(limit));
    m_mapper.renamed(u"max_tokens"_s, u"inferenceConfig.maxTokens"_s);
    m_inference.insert("maxTokens"_L1, limit);
}

void ConverseEncoder::writeSampling()
{
    const bool fixed = surelyHas(m_target, Capability::NoTemperature);
    const QString excluded = thinks() ? QString() : excludedSampler(m_mapper);
    if (m_request.temperature && excluded != "temperature"_L1 && !m_mapper.rejects(u"temperature"_s)) {
        const double used = qBound(0.0, *m_request.temperature, 1.0);
        if (fixed || thinks()) {
            if (*m_request.temperature != 1) // 1 is what they run at
                m_mapper.unsupported(u"temperature"_s,
                    thinks() ? u"thinking runs at temperature 1"_s : u"the model takes only its default"_s);
        } else {
            if (used != *m_request.temperature)
                m_mapper.clamped(u"temperature"_s, QString::number(used), u"the provider's range is 0 to 1"_s);
            m_inference.insert("temperature"_L1, used);
        }
    }
    if (!m_request.topP || excluded == "top_p"_L1 || m_mapper.rejects(u"top_p"_s))
        return;
    if (fixed) {
        m_mapper.unsupported(u"top_p"_s, u"the model takes only its default"_s);
    } else if (thinks() && *m_request.topP < thinkingTopP) {
        m_mapper.unsupported(u"top_p"_s, u"with thinking it must be at least 0.95"_s);
    } else {
        m_mapper.renamed(u"top_p"_s, u"inferenceConfig.topP"_s);
        m_inference.insert("topP"_L1, *m_request.topP);
    }
}

// Where the makers have it. Sources: https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters.html
void ConverseEncoder::writeTopK()
{
    if (!m_request.topK || m_mapper.rejects(u"top_k"_s))
        return;
    const QString place = u"additionalModelRequestFields."_s;
    if (thinks()) {
        m_mapper.unsupported(u"top_k"_s, u"it excludes thinking"_s);
    } else if (surelyHas(m_target, Capability::NoTemperature)) {
        m_mapper.unsupported(u"top_k"_s, u"the model takes only its default"_s);
    } else if (m_maker == u"anthropic" || m_maker == u"mistral") {
        m_mapper.renamed(u"top_k"_s, place + u"top_k");
        m_additional.insert("top_k"_L1, *m_request.topK);
    } else if (m_maker == u"amazon") {
        m_mapper.renamed(u"top_k"_s, place + u"inferenceConfig.topK");
        m_additional.insert("inferenceConfig"_L1, QJsonObject {{u"topK"_s, *m_request.topK}});
    } else if (m_maker == u"cohere") {
        m_mapper.renamed(u"top_k"_s, place + u"k");
        m_additional.insert("k"_L1, *m_request.topK);
    } else {
        m_mapper.unsupported(u"top_k"_s, u"the model's maker has no such parameter"_s);
    }
}

void ConverseEncoder::writeStop()
{
    if (m_request.stop.isEmpty() || m_mapper.rejects(u"stop"_s))
        return;
    m_mapper.renamed(u"stop"_s, u"inferenceConfig.stopSequences"_s);
    m_inference.insert("stopSequences"_L1, QJsonArray::fromStringList(m_request.stop));
}

void ConverseEncoder::writeEffort()
{
    if (m_thinking) {
        m_thinking->write(m_outputConfig);
        if (m_mapper.body.contains("thinking"_L1))
            m_additional.insert("thinking"_L1, m_mapper.body.take("thinking"_L1));
        return;
    }
    if (m_request.thinkingBudget)
        m_mapper.unsupported(u"thinking"_s, u"the model takes no thinking budget"_s);
    const QString wanted = m_request.reasoningEffort;
    if (wanted.isEmpty() || m_mapper.rejects(u"reasoning_effort"_s))
        return;
    static const QStringList words {u"low"_s, u"medium"_s, u"high"_s}; // of all makers that have any
    const QString effort = nearestEffort(wanted, words, m_maker == u"openai");
    const QString reason = effort == wanted ? QString() : u"the nearest that the model takes"_s;
    const QString place = u"additionalModelRequestFields."_s;
    if (m_maker == u"openai") {
        if (effort == wanted)
            m_mapper.renamed(u"reasoning_effort"_s, place + u"reasoning_effort");
        else
            m_mapper.converted(u"reasoning_effort"_s, place + u"reasoning_effort = " + effort, reason);
        m_additional.insert("reasoning_effort"_L1, effort);
    } else if (m_maker == u"amazon" && !surelyLacks(m_target, Capability::Reasoning)) {
        QJsonObject config {{u"type"_s, effort.isEmpty() ? u"disabled"_s : u"enabled"_s}};
        if (!effort.isEmpty())
            config.insert("maxReasoningEffort"_L1, effort);
        m_mapper.converted(u"reasoning_effort"_s, place + u"reasoningConfig", effort.isEmpty() ? QString() : reason);
        m_additional.insert("reasoningConfig"_L1, config);
    } else if (wanted != "none"_L1) {
        m_mapper.unsupported(u"reasoning_effort"_s, u"the model takes no effort"_s);
    }
}

void ConverseEncoder::writeResponseFormat()
{
    if (!m_request.responseFormat || m_request.responseFormat->kind == ResponseFormat::Kind::Text
        || m_mapper.rejects(u"response_format"_s) || m_tools.needsAnswerTool())
        return;
    const ResponseFormat &format = *m_request.responseFormat;
    if (format.kind == ResponseFormat::Kind::JsonObject || format.schema.isEmpty()) {
        m_mapper.unsupported(u"response_format"_s, u"the provider has structured output only with a schema"_s);
        return;
    }
    if (surelyLacks(m_target, Capability::JsonSchema)) {
        m_mapper.unsupported(
            u"response_format"_s, u"on this model it needs a forced tool call with an object schema of its own"_s);
        return;
    }
    const AnthropicSchema made = anthropicOutputSchema(format.schema); // the same subset, whoever made the model
    if (made.closed) {
        m_mapper.converted(
            u"response_format"_s, u"additionalProperties false"_s, u"the provider wants closed objects"_s);
    }
    if (!made.dropped.isEmpty()) {
        m_mapper.unsupported(
            u"response_format"_s, u"the provider takes no limits in a schema: %1"_s.arg(made.dropped.join(u", "_s)));
    }
    QJsonObject schema {{u"schema"_s, QString::fromUtf8(compactJson(made.schema))}};
    if (!format.name.isEmpty())
        schema.insert("name"_L1, format.name);
    if (!format.description.isEmpty())
        schema.insert("description"_L1, format.description);
    m_mapper.renamed(u"response_format"_s, u"outputConfig.textFormat"_s);
    m_outputConfig.insert("textFormat"_L1,
        QJsonObject {{u"type"_s, u"json_schema"_s}, {u"structure"_s, QJsonObject {{u"jsonSchema"_s, schema}}}});
}

void ConverseEncoder::writeRest()
{
    refuse(m_mapper,
        {u"n"_s, u"seed"_s, u"presence_penalty"_s, u"frequency_penalty"_s, u"logit_bias"_s, u"logprobs"_s,
            u"top_logprobs"_s, u"user"_s},
        u"the provider has no such parameter"_s);
    const QString tier = m_request.serviceTier;
    if (tier.isEmpty() || m_mapper.rejects(u"service_tier"_s))
        return;
    static const QStringList known {u"default"_s, u"flex"_s, u"priority"_s, u"reserved"_s};
    if (known.contains(tier)) {
        m_mapper.renamed(u"service_tier"_s, u"serviceTier.type"_s);
        m_mapper.body.insert("serviceTier"_L1, QJsonObject {{u"type"_s, tier}});
    } else if (tier == "auto"_L1) {
        m_mapper.converted(u"service_tier"_s, u"default"_s, u"what the provider does when nothing is asked"_s);
    } else {
        m_mapper.unsupported(u"service_tier"_s, u"the provider knows default, flex, priority and reserved"_s);
    }
}

} // namespace lineup
