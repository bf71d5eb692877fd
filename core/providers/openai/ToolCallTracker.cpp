// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/openai/ToolCallTracker.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

bool isWholeJson(const QString &arguments)
{
    if (!arguments.endsWith(u'}'))
        return false;
    QJsonParseError fault;
    QJsonDocument::fromJson(arguments.toUtf8(), &fault);
    return fault.error == QJsonParseError::NoError;
}

// Text as a rule; an object from servers that parsed it.
QString argumentsText(const QJsonValue &value)
{
    if (value.isObject())
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    return value.toString();
}

} // namespace

void ToolCallTracker::read(const QJsonArray &fragments, QList<ToolCallDelta> &out)
{
    int position = 0;
    for (const QJsonValue &fragment : fragments)
        readOne(fragment.toObject(), position++, out);
}

void ToolCallTracker::readFunctionCall(const QJsonObject &call, QList<ToolCallDelta> &out)
{
    if (call.value("name"_L1).toString().isEmpty() && call.value("arguments"_L1).toString().isEmpty())
        return;
    readOne(QJsonObject {{u"index"_s, 0}, {u"function"_s, call}}, 0, out);
}

// The open call that a fragment belongs to, or -1 when it opens one.
qsizetype ToolCallTracker::find(int wireIndex, const QString &id, const QString &name) const
{
    for (qsizetype i = m_calls.size() - 1; i >= 0; --i) {
        const Open &open = m_calls.at(i);
        if (open.wireIndex != wireIndex)
            continue;
        if (!id.isEmpty())
            return open.id.isEmpty() || open.id == id ? i : -1;
        const bool startsAgain = !name.isEmpty() && isWholeJson(open.arguments);
        const bool differs = !name.isEmpty() && !open.name.isEmpty() && name != open.name;
        return startsAgain || differs ? -1 : i;
    }
    return -1;
}

void ToolCallTracker::readOne(const QJsonObject &fragment, int position, QList<ToolCallDelta> &out)
{
    const QJsonObject function = fragment.value("function"_L1).toObject();
    const QString id = fragment.value("id"_L1).toString();
    const QString name = function.value("name"_L1).toString();
    QString arguments = argumentsText(function.value("arguments"_L1));
    const int wireIndex = fragment.value("index"_L1).toInt(position);
    qsizetype number = find(wireIndex, id, name);
    if (number < 0) {
        // Written for tools without parameters.
        if (arguments.trimmed() == "null"_L1)
            arguments.clear();
        number = m_calls.size();
        m_calls += Open {wireIndex, id, name, {}};
    }
    Open &open = m_calls[number];
    open.arguments += arguments;
    if (open.id.isEmpty())
        open.id = id;
    if (open.name.isEmpty())
        open.name = name;
    if (const QJsonValue extra = fragment.value("extra_content"_L1); extra.isObject())
        m_extras.insert(QString::number(number), extra);
    out += ToolCallDelta {static_cast<int>(number), id, name, arguments};
}

} // namespace lineup
