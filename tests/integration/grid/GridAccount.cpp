// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/grid/GridAccount.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup::grid {

namespace {

using Action = MappingNote::Action;

QJsonValue valueAt(const QJsonObject &body, const QString &path)
{
    QJsonValue node = body;
    for (const QString &step : path.split(u'.'))
        node = node.toObject().value(step);
    return node;
}

// Where the choice stands.
QString choicePlace(const Row &row, const QJsonValue &asked)
{
    if (row.form == Form::Gemini)
        return u"toolConfig.functionCallingConfig"_s;
    if (row.form == Form::Converse)
        return u"toolConfig.toolChoice"_s;
    return asked.isString() ? QString::fromLatin1(row.choiceMember) : u"tool_choice"_s;
}

// As the forms differ without a change of meaning.
bool sameValue(const QJsonValue &asked, const QJsonValue &sent)
{
    return asked == sent || (asked.isString() && sent == QJsonValue(QJsonArray {asked}));
}

// The names under which the report may speak of a member.
QStringList namesInReport(const QString &member)
{
    if (member == "max_completion_tokens"_L1)
        return {u"max_tokens"_s};
    if (member == "thinking"_L1)
        return {u"thinking"_s, u"reasoning_effort"_s};
    return {member};
}

// The choice in each form's own words. From the descriptions of the APIs.
QJsonValue choiceIn(Form form, const QJsonValue &asked)
{
    const QString word = asked.toString();
    const QJsonValue name = asked.toObject().value("function"_L1).toObject().value("name"_L1);
    if (form == Form::Anthropic && name.isString())
        return QJsonObject {{u"type"_s, u"tool"_s}, {u"name"_s, name}};
    if (form == Form::Anthropic)
        return QJsonObject {{u"type"_s, word == "required"_L1 ? u"any"_s : word}};
    if (form == Form::Gemini && name.isString())
        return QJsonObject {{u"mode"_s, u"ANY"_s}, {u"allowedFunctionNames"_s, QJsonArray {name}}};
    if (form == Form::Gemini)
        return QJsonObject {{u"mode"_s, word == "required"_L1 ? u"ANY"_s : word.toUpper()}};
    if (form == Form::Converse && name.isString())
        return QJsonObject {{u"tool"_s, QJsonObject {{u"name"_s, name}}}};
    if (form == Form::Converse)
        return QJsonObject {{word == "required"_L1 ? u"any"_s : word, QJsonObject()}};
    if (form == Form::Responses && name.isString())
        return QJsonObject {{u"type"_s, u"function"_s}, {u"name"_s, name}};
    if (form == Form::Cohere) // does as it likes when it is told nothing
        return word == "auto"_L1 ? QJsonValue(QJsonValue::Undefined) : QJsonValue(word.toUpper());
    return asked;
}

class Account
{
public:
    Account(const Row &row, const QJsonObject &asked, const QJsonObject &body, const MappingReport &report)
        : m_row(row), m_asked(asked), m_body(body), m_report(report), m_text(QJsonDocument(body).toJson())
    {
    }

    QStringList run()
    {
        for (auto it = m_asked.begin(); it != m_asked.end(); ++it)
            checkMember(it.key(), it.value());
        checkMessages();
        checkTools();
        checkLines();
        return m_open;
    }

private:
    [[nodiscard]] bool isNamed(const QStringList &names) const
    {
        return std::any_of(m_report.begin(), m_report.end(), [&names](const MappingNote &line) {
            return std::any_of(names.begin(), names.end(), [&line](const QString &name) {
                return line.parameter == name || line.parameter.startsWith(QString(name + u'.'));
            });
        });
    }

    [[nodiscard]] QJsonValue allTools() const
    {
        return valueAt(m_body, m_row.form == Form::Converse ? u"toolConfig.tools"_s : u"tools"_s);
    }
    [[nodiscard]] bool hasTools() const { return !allTools().isUndefined(); }

    void checkMember(const QString &member, const QJsonValue &asked)
    {
        static const QStringList apart {u"messages"_s, u"tools"_s, u"extra_body"_s, u"stream"_s};
        if (member == "extra_body"_L1 && m_body.value("x_extra"_L1) != asked.toObject().value("x_extra"_L1))
            m_open += u"extra_body did not pass"_s;
        if (member == "x_unknown"_L1 && m_body.value(member) != asked)
            m_open += u"an unknown member did not pass"_s;
        if (member == "stream"_L1 && m_row.streamMember && m_body.value(member).toBool() != asked.toBool())
            m_open += u"stream is not as asked"_s;
        if (member == "tool_choice"_L1 && hasTools() && !isNamed({member})) {
            checkChoice(asked);
            return;
        }
        if (apart.contains(member) || isNamed(namesInReport(member)) || needsNothing(member, asked))
            return;
        // Two names of one parameter: which one a service knows is the dialect's business.
        const bool isLimit
            = member == "max_completion_tokens"_L1 && valueAt(m_body, placeOf(m_row, u"max_tokens"_s)) == asked;
        if (!isLimit && !sameValue(asked, valueAt(m_body, placeOf(m_row, member))))
            m_open += u"%1 is not sent as asked, and no line tells of it"_s.arg(member);
    }

    void checkChoice(const QJsonValue &asked)
    {
        if (m_row.form == Form::Ollama) {
            if (asked != QJsonValue(u"auto"_s))
                m_open += u"tool_choice is lost"_s;
            return;
        }
        if (valueAt(m_body, choicePlace(m_row, asked)) != choiceIn(m_row.form, asked))
            m_open += u"tool_choice is not as asked"_s;
    }

    // To switch off what a model does not do, or ask a plain answer for its usage, changes nothing.
    [[nodiscard]] bool needsNothing(const QString &member, const QJsonValue &asked) const
    {
        if (member == "stream_options"_L1)
            return !m_asked.value("stream"_L1).toBool();
        if (member == "tool_choice"_L1)
            return asked == QJsonValue(u"none"_s) && !hasTools();
        if (member == "parallel_tool_calls"_L1) // what they do anyway
            return asked == QJsonValue(true) && m_row.form != Form::OpenAi && m_row.form != Form::Responses;
        const bool off = asked == QJsonValue(u"none"_s) || asked.toObject().value("type"_L1) == "disabled"_L1;
        const bool thinks = m_body.contains("thinking"_L1) || m_body.contains("reasoning_effort"_L1)
            || m_body.contains("think"_L1) || m_body.contains("reasoning"_L1) || m_text.contains("thinkingConfig")
            || m_text.contains("reasoningConfig") || m_text.contains("\"thinking\"");
        if (member == "reasoning_effort"_L1 && m_asked.contains("thinking"_L1))
            return isNamed({u"thinking"_s}) || off;
        return (member == "reasoning_effort"_L1 || member == "thinking"_L1) && off && !thinks;
    }

    void checkMessages()
    {
        const QByteArray asked = QJsonDocument(m_asked.value("messages"_L1).toArray()).toJson();
        static const QRegularExpression marks(u"MARK[a-z]+(\\.(png|pdf))?|TUFSS[A-Za-z0-9]+|3f2504e0[-0-9a-f]+"_s);
        for (auto it = marks.globalMatch(QString::fromUtf8(asked)); it.hasNext();) {
            const QString mark = it.next().captured();
            static const QStringList media {u"content.image"_s, u"content.audio"_s, u"content.file"_s, u"image_url"_s,
                u"input_audio"_s, u"file"_s, u"content.file_url"_s, u"content.file_id"_s};
            const bool isText = mark.size() == 5 && mark.startsWith("MARK"_L1);
            if (!m_text.contains(mark.toUtf8()) && (isText || !isNamed(media)))
                m_open += u"%1 of the messages is lost"_s.arg(mark);
        }
        if (asked.contains("cache_control") && !m_text.contains("cache_control") && !isNamed({u"cache_control"_s}))
            m_open += u"caching marks are lost"_s;
        if (asked.contains("\"Ann\"") && !m_text.contains("\"Ann\"") && !isNamed({u"messages.name"_s, u"name"_s}))
            m_open += u"a name is lost"_s;
        if (asked.contains("\"detail\"") && !m_text.contains("\"detail\"")
            && !isNamed({u"image_url"_s, u"content.image"_s}))
            m_open += u"an image's detail is lost"_s;
    }

    void checkTools()
    {
        const QJsonArray tools = m_asked.value("tools"_L1).toArray();
        for (const QJsonValue &tool : tools) {
            const QJsonObject function = tool.toObject().value("function"_L1).toObject();
            const QString name = function.value("name"_L1).toString();
            const bool there = QJsonDocument(QJsonArray {allTools()}).toJson().contains(name.toUtf8());
            const bool saidNone = m_asked.value("tool_choice"_L1) == "none"_L1 && isNamed({u"tool_choice"_s});
            if (!there && !saidNone && !isNamed({u"tools"_s}))
                m_open += u"the tool %1 is lost"_s.arg(name);
            if (function.contains("strict"_L1) && !m_text.contains("\"strict\"") && !isNamed({u"tools"_s}) && !saidNone)
                m_open += u"strict of a tool is lost"_s;
            if (tool.toObject().contains("cache_control"_L1) && !m_text.contains("cache_control")
                && !isNamed({u"tools"_s, u"cache_control"_s}))
                m_open += u"the caching mark of a tool is lost"_s;
        }
    }

    // What a line says was renamed is there; what it says was dropped is not.
    void checkLines()
    {
        for (const MappingNote &line : m_report) {
            const QJsonValue asked
                = m_asked.value(line.parameter == "max_tokens"_L1 && m_asked.contains("max_completion_tokens"_L1)
                        ? u"max_completion_tokens"_s
                        : line.parameter);
            const bool clampedAsWell = std::any_of(m_report.begin(), m_report.end(), [&line](const MappingNote &other) {
                return other.parameter == line.parameter && other.action != Action::Renamed;
            });
            if (line.parameter == "tool_choice"_L1 && hasTools() && line.action == Action::Renamed)
                checkChoice(asked);
            else if (line.action == Action::Renamed && !asked.isUndefined() && !asked.isObject() && !clampedAsWell
                && !sameValue(asked, valueAt(m_body, line.to)))
                m_open += u"%1 is said to be %2, and is not there"_s.arg(line.parameter, line.to);
            if (line.action == Action::Dropped && !asked.isUndefined() && !line.parameter.startsWith("messages"_L1)
                && line.parameter != "stop"_L1 && line.parameter != "response_format"_L1
                && asked == valueAt(m_body, placeOf(m_row, line.parameter)))
                m_open += u"%1 is said to be dropped, and is sent"_s.arg(line.parameter);
        }
    }

    const Row &m_row;
    const QJsonObject m_asked;
    const QJsonObject m_body;
    const MappingReport m_report;
    const QByteArray m_text;
    QStringList m_open;
};

} // namespace

QStringList unaccounted(const Row &row, const QJsonObject &asked, const QJsonObject &body, const MappingReport &report)
{
    return Account(row, asked, body, report).run();
}

} // namespace lineup::grid
