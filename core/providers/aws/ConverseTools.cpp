// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/aws/ConverseTools.h"

#include "core/providers/MappingHelpers.h"
#include "core/providers/anthropic/AnthropicWire.h"

using namespace Qt::StringLiterals;
using Capability = lineup::ModelInfo::Capability;
using Mode = lineup::ToolChoice::Mode;

namespace lineup {

namespace {

QJsonObject toolSpec(const QString &name, const QString &description, QJsonObject schema)
{
    if (!schema.contains("type"_L1))
        schema.insert("type"_L1, u"object"_s);
    QJsonObject spec {{u"name"_s, name}, {u"inputSchema"_s, QJsonObject {{u"json"_s, schema}}}};
    if (!description.isEmpty())
        spec.insert("description"_L1, description);
    return spec;
}

QJsonObject asTool(const QJsonObject &spec)
{
    return {{u"toolSpec"_s, spec}};
}

} // namespace

void ConverseTools::write(bool thinks)
{
    writeTools();
    writeChoice(thinks);
    if (needsAnswerTool())
        writeAnswerTool();
    writeEarlierTools();
    if (m_tools.isEmpty())
        return;
    QJsonObject config {{u"tools"_s, m_tools}};
    if (!m_choice.isEmpty())
        config.insert("toolChoice"_L1, m_choice);
    m_mapper.mergeExtra(u"toolConfig"_s, config);
    m_mapper.body.insert("toolConfig"_L1, config);
}

void ConverseTools::writeTools()
{
    const ChatRequest &request = m_mapper.request();
    if (request.tools.isEmpty() || m_mapper.rejects(u"tools"_s))
        return;
    if (surelyLacks(m_mapper.target(), Capability::Tools)) {
        m_mapper.unsupported(u"tools"_s, u"the model calls no tools"_s);
        return;
    }
    if (request.toolChoice.mode == Mode::None && earlierNames().isEmpty()) {
        m_mapper.converted(u"tool_choice"_s, u"no tools"_s, u"the provider has no word for none"_s);
        return;
    }
    for (const Tool &tool : request.tools) {
        QJsonObject spec = toolSpec(tool.name, tool.description, tool.parameters);
        if (tool.strict.value_or(false)) {
            if (surelyLacks(m_mapper.target(), Capability::JsonSchema))
                m_mapper.unsupported(u"tools.strict"_s, u"the model does not guarantee a schema"_s);
            else
                spec.insert("strict"_L1, true);
        }
        m_tools += asTool(spec);
    }
}

void ConverseTools::writeChoice(bool thinks)
{
    const ChatRequest &request = m_mapper.request();
    const ToolChoice &choice = request.toolChoice;
    if (request.tools.isEmpty()) {
        if (choice.mode != Mode::Unset)
            m_mapper.unsupported(u"tool_choice"_s, u"the request has no tools"_s);
        if (request.parallelToolCalls)
            m_mapper.unsupported(u"parallel_tool_calls"_s, u"the request has no tools"_s);
        return;
    }
    if (request.parallelToolCalls && !*request.parallelToolCalls)
        m_mapper.unsupported(u"parallel_tool_calls"_s, u"the provider has no such parameter"_s);
    if (choice.mode == Mode::Unset || m_mapper.rejects(u"tool_choice"_s))
        return;
    if (m_tools.isEmpty()) {
        if (choice.mode != Mode::None)
            m_mapper.unsupported(u"tool_choice"_s, u"there are no tools to choose from"_s);
        return;
    }
    if (choice.mode == Mode::None) {
        m_mapper.unsupported(
            u"tool_choice"_s, u"the provider has no word for none, and wants the tools of earlier calls"_s);
    } else if (choice.mode == Mode::Auto) {
        m_choice = {{u"auto"_s, QJsonObject()}};
    } else if (thinks) {
        m_mapper.unsupported(u"tool_choice"_s, u"a forced tool call excludes thinking"_s);
    } else if (choice.mode == Mode::Required) {
        m_choice = {{u"any"_s, QJsonObject()}};
    } else {
        m_choice = {{u"tool"_s, QJsonObject {{u"name"_s, choice.name}}}};
    }
}

// The tool is possible where the schema can be a tool's and no other call is demanded.
bool ConverseTools::needsAnswerTool() const
{
    const auto &format = m_mapper.request().responseFormat;
    const Target &target = m_mapper.target();
    const Mode mode = m_mapper.request().toolChoice.mode;
    return format && format->kind == ResponseFormat::Kind::JsonSchema
        && !target.service.quirks.unsupported.contains(u"response_format"_s)
        && format->schema.value("type"_L1) == "object"_L1 && surelyLacks(target, Capability::JsonSchema)
        && surelyHas(target, Capability::Tools) && mode != Mode::Required && mode != Mode::Named;
}

void ConverseTools::writeAnswerTool()
{
    const QString name = anthropic::answerTool.toString();
    for (const Tool &tool : m_mapper.request().tools) {
        if (tool.name == name) {
            m_mapper.fail({.kind = Error::Kind::BadRequest,
                .detail = u"a tool may not be named %1 when response_format is set"_s.arg(name),
                .service = m_mapper.target().service.id});
        }
    }
    const ResponseFormat &format = *m_mapper.request().responseFormat;
    m_tools += asTool(toolSpec(name,
        format.description.isEmpty() ? u"Gives the final answer to the user."_s : format.description, format.schema));
    m_choice = {{u"any"_s, QJsonObject()}};
    m_mapper.converted(u"response_format"_s, u"forced tool call"_s,
        u"the model has no structured output; the tool's input is shown as the answer"_s);
}

// The API rejects a conversation with calls in it when the request names no tools.
void ConverseTools::writeEarlierTools()
{
    if (!m_tools.isEmpty())
        return;
    const QStringList names = earlierNames();
    for (const QString &name : names)
        m_tools += asTool(toolSpec(name, {}, {}));
    if (!names.isEmpty())
        m_mapper.added(u"tools"_s, names.join(", "_L1), u"the provider wants the tools of earlier calls"_s);
}

QStringList ConverseTools::earlierNames() const
{
    QStringList names;
    for (const Message &message : m_mapper.request().messages) {
        for (const ToolCall &call : message.toolCalls) {
            if (!names.contains(call.name))
                names += call.name;
        }
    }
    return names;
}

} // namespace lineup
