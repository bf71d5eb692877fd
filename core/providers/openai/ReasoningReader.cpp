// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/openai/ReasoningReader.h"

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

bool continues(const QJsonObject &entry, const QJsonObject &piece)
{
    return entry.value("type"_L1) == piece.value("type"_L1) && entry.value("index"_L1) == piece.value("index"_L1)
        && (entry.value("id"_L1) == piece.value("id"_L1) || !piece.value("id"_L1).isString()
            || !entry.value("id"_L1).isString());
}

} // namespace

void ReasoningReader::keepDetail(const QJsonObject &piece)
{
    if (m_details.isEmpty() || !continues(m_details.last().members, piece))
        m_details += Detail();
    Detail &entry = m_details.last();
    for (auto it = piece.begin(); it != piece.end(); ++it) {
        const QString name = it.key();
        if (!it.value().isNull() || !entry.members.contains(name))
            entry.members.insert(name, it.value());
        if (name == "text"_L1)
            entry.text += it.value().toString();
        else if (name == "summary"_L1)
            entry.summary += it.value().toString();
        else if (name == "data"_L1)
            entry.data += it.value().toString();
    }
}

QJsonArray ReasoningReader::details() const
{
    QJsonArray out;
    for (const Detail &entry : m_details) {
        QJsonObject whole = entry.members;
        for (const auto &[name, text] : {std::pair(u"text"_s, entry.text), std::pair(u"summary"_s, entry.summary),
                 std::pair(u"data"_s, entry.data)}) {
            if (whole.value(name).isString())
                whole.insert(name, text);
        }
        out += whole;
    }
    return out;
}

QString ReasoningReader::read(const QJsonObject &message)
{
    QString told;
    const QJsonArray details = message.value("reasoning_details"_L1).toArray();
    for (const QJsonValue &value : details) {
        const QJsonObject detail = value.toObject();
        keepDetail(detail);
        told += detail.value("text"_L1).toString() + detail.value("summary"_L1).toString();
    }
    for (const QLatin1StringView name : {"reasoning_content"_L1, "reasoning"_L1}) {
        const QString text = message.value(name).toString();
        if (!text.isEmpty())
            return text;
    }
    return told;
}

bool ReasoningReader::isPart(const QJsonObject &part)
{
    return part.contains("thinking"_L1) || part.value("summary"_L1).isArray();
}

QString ReasoningReader::readPart(const QJsonObject &part)
{
    const QJsonValue thinking = part.value("thinking"_L1);
    QString text = thinking.toString();
    for (const QJsonValue &piece : thinking.toArray())
        text += piece.isString() ? piece.toString() : piece.toObject().value("text"_L1).toString();
    for (const QJsonValue &value : part.value("summary"_L1).toArray()) {
        const QJsonObject piece = value.toObject();
        text += piece.value("text"_L1).toString();
        for (auto it = piece.begin(); it != piece.end(); ++it) {
            if (!it.value().toString().isEmpty() || !m_summaryMembers.contains(it.key()))
                m_summaryMembers.insert(it.key(), it.value());
        }
    }
    m_partText += text;
    for (auto it = part.begin(); it != part.end(); ++it)
        m_partMembers.insert(it.key(), it.value());
    return text;
}

QJsonObject ReasoningReader::part() const
{
    if (m_partMembers.isEmpty())
        return {};
    QJsonObject out = m_partMembers;
    if (out.value("summary"_L1).isArray()) {
        QJsonObject summary = m_summaryMembers;
        summary.insert(u"text"_s, m_partText);
        out.insert(u"summary"_s, QJsonArray {summary});
    } else if (out.value("thinking"_L1).isString()) {
        out.insert(u"thinking"_s, m_partText);
    } else {
        out.insert(u"thinking"_s, QJsonArray {QJsonObject {{u"type"_s, u"text"_s}, {u"text"_s, m_partText}}});
    }
    return out;
}

} // namespace lineup
