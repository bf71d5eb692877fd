// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/openai/OpenAiTools.h"

#include "core/providers/MappingHelpers.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

// Keywords whose members are names, each with a schema behind it.
bool holdsNames(const QString &keyword)
{
    return keyword == "properties"_L1 || keyword == "patternProperties"_L1 || keyword == "$defs"_L1
        || keyword == "definitions"_L1 || keyword == "dependentSchemas"_L1;
}

// Keywords whose value is data, not a schema.
bool holdsData(const QString &keyword)
{
    return keyword == "enum"_L1 || keyword == "const"_L1 || keyword == "default"_L1 || keyword == "examples"_L1
        || keyword == "required"_L1;
}

bool stripValue(QJsonValue &value, const QStringList &keywords)
{
    bool taken = false;
    if (value.isObject()) {
        QJsonObject object = value.toObject();
        taken = stripSchemaKeywords(object, keywords);
        if (taken)
            value = object;
    } else if (value.isArray()) {
        QJsonArray out;
        for (QJsonValue item : value.toArray()) {
            taken = stripValue(item, keywords) || taken;
            out += item;
        }
        if (taken)
            value = out;
    }
    return taken;
}

bool stripBehindNames(QJsonValue &names, const QStringList &keywords)
{
    bool taken = false;
    QJsonObject object = names.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        QJsonValue schema = it.value();
        if (stripValue(schema, keywords)) {
            it.value() = schema;
            taken = true;
        }
    }
    if (taken)
        names = object;
    return taken;
}

QJsonObject withCacheMark(QJsonObject out, const Tool &tool, RequestMapper &mapper)
{
    if (!tool.cacheControl.isEmpty() && !mapper.rejects(u"cache_control"_s)) {
        mapper.took(u"tools.cache_control"_s);
        out.insert(u"cache_control"_s, tool.cacheControl);
    }
    return out;
}

QJsonObject toolObject(const Tool &tool, RequestMapper &mapper, OpenAiForm form)
{
    const QStringList &stripped = mapper.target().service.quirks.stripToolKeys;
    QJsonObject function {{u"name"_s, tool.name}};
    if (!tool.description.isEmpty())
        function.insert(u"description"_s, tool.description);
    QJsonObject parameters = tool.parameters;
    const bool taken = stripSchemaKeywords(parameters, stripped);
    if (parameters.isEmpty() && mapper.target().service.quirks.toolParametersRequired)
        parameters = {{u"type"_s, u"object"_s}, {u"properties"_s, QJsonObject()}};
    if (!parameters.isEmpty())
        function.insert(u"parameters"_s, parameters);
    const bool strictTaken = tool.strict && stripped.contains(u"strict"_s);
    if (tool.strict && !strictTaken)
        function.insert(u"strict"_s, *tool.strict);
    if (taken || strictTaken) {
        mapper.converted(u"tools"_s, {},
            u"%1 does not take %2 in tools"_s.arg(mapper.target().service.label, stripped.join(u", "_s)));
    }
    if (form == OpenAiForm::Nested)
        return withCacheMark({{u"type"_s, u"function"_s}, {u"function"_s, function}}, tool, mapper);
    function.insert(u"type"_s, u"function"_s);
    if (parameters.isEmpty())
        function.insert(u"parameters"_s, QJsonObject {{u"type"_s, u"object"_s}, {u"properties"_s, QJsonObject()}});
    // What is not said is strict here, and would change the schema; in chat completions it is not.
    if (!tool.strict && !stripped.contains(u"strict"_s))
        function.insert(u"strict"_s, false);
    return function;
}

QJsonObject namedChoice(const QString &name, OpenAiForm form)
{
    if (form == OpenAiForm::Flat)
        return {{u"type"_s, u"function"_s}, {u"name"_s, name}};
    return {{u"type"_s, u"function"_s}, {u"function"_s, QJsonObject {{u"name"_s, name}}}};
}

void writeToolChoice(RequestMapper &mapper, OpenAiForm form)
{
    const ToolChoice &choice = mapper.request().toolChoice;
    if (choice.mode == ToolChoice::Mode::Unset || mapper.rejects(u"tool_choice"_s))
        return;
    const QString &required = mapper.target().service.quirks.toolChoiceRequired;
    switch (choice.mode) {
    case ToolChoice::Mode::Unset:
        break;
    case ToolChoice::Mode::Auto:
        mapper.set(u"tool_choice"_s, u"auto"_s);
        break;
    case ToolChoice::Mode::None:
        mapper.set(u"tool_choice"_s, u"none"_s);
        break;
    case ToolChoice::Mode::Required:
        if (required == "auto"_L1)
            mapper.converted(
                u"tool_choice"_s, required, u"%1 cannot be made to call a tool"_s.arg(mapper.target().service.label));
        else if (!required.isEmpty() && required != "required"_L1)
            mapper.converted(u"tool_choice"_s, required, u"its word for required"_s);
        mapper.set(u"tool_choice"_s, required.isEmpty() ? u"required"_s : required);
        break;
    case ToolChoice::Mode::Named:
        mapper.set(u"tool_choice"_s, namedChoice(choice.name, form));
        break;
    }
}

} // namespace

bool stripSchemaKeywords(QJsonObject &schema, const QStringList &keywords)
{
    if (keywords.isEmpty())
        return false;
    bool taken = false;
    for (const QString &keyword : schema.keys()) {
        if (keywords.contains(keyword)) {
            schema.remove(keyword);
            taken = true;
            continue;
        }
        QJsonValue value = schema.value(keyword);
        if (holdsData(keyword))
            continue;
        if (holdsNames(keyword) ? stripBehindNames(value, keywords) : stripValue(value, keywords)) {
            schema.insert(keyword, value);
            taken = true;
        }
    }
    return taken;
}

void writeOpenAiTools(RequestMapper &mapper, OpenAiForm form)
{
    const ChatRequest &request = mapper.request();
    if (!request.tools.isEmpty() && surelyLacks(mapper.target(), ModelInfo::Capability::Tools)) {
        refuseTools(mapper, u"the model does not call tools"_s);
        return;
    }
    if (!request.tools.isEmpty() && mapper.target().service.quirks.unsupported.contains(u"tools"_s)) {
        refuseTools(mapper, u"%1 does not take it"_s.arg(mapper.target().service.label));
        return;
    }
    QJsonArray tools;
    for (const Tool &tool : request.tools)
        tools += toolObject(tool, mapper, form);
    // The Responses API runs tools of its own; they come in extra_body and stand beside the functions.
    if (form == OpenAiForm::Flat)
        mapper.mergeExtra(u"tools"_s, tools);
    if (tools.isEmpty()) {
        refuseTools(mapper, u"there are no tools to choose from"_s);
        return;
    }
    mapper.set(u"tools"_s, tools);
    writeToolChoice(mapper, form);
    if (request.parallelToolCalls && !mapper.rejects(u"parallel_tool_calls"_s))
        mapper.set(u"parallel_tool_calls"_s, *request.parallelToolCalls);
}

} // namespace lineup
