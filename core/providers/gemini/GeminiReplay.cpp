// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/gemini/GeminiReplay.h"

#include "core/providers/gemini/GeminiDialect.h"

using namespace Qt::StringLiterals;

namespace lineup {

QJsonObject geminiTextPart(const QString &text)
{
    return {{u"text"_s, text}};
}

NativeBlock GeminiKeptPart::toBlock(const QString &service) const
{
    return {gemini::dialectId.toString(),
        {{u"service"_s, service}, {u"part"_s, part}, {u"text"_s, qint64(textBefore)},
            {u"calls"_s, qint64(callsBefore)}}};
}

QList<GeminiKeptPart> GeminiKeptPart::of(const Message &message, const QString &service)
{
    QList<GeminiKeptPart> out;
    for (const NativeBlock &block : message.nativeBlocks) {
        if (block.dialect == gemini::dialectId && block.value.value("service"_L1).toString(service) == service)
            out += {block.value.value("part"_L1).toObject(), qsizetype(block.value.value("text"_L1).toInteger()),
                block.value.value("calls"_L1).toInt()};
    }
    return out;
}

QJsonArray GeminiReplay::parts(const QList<GeminiKeptPart> &kept)
{
    for (const GeminiKeptPart &part : kept)
        addKept(part);
    addTextUntil(m_text.size());
    addCallsUntil(m_calls.size());
    return m_parts;
}

void GeminiReplay::addTextUntil(qsizetype end)
{
    end = qMin(end, m_text.size());
    if (end <= m_textDone)
        return;
    m_parts += geminiTextPart(m_text.sliced(m_textDone, end - m_textDone));
    m_textDone = end;
}

void GeminiReplay::addCallsUntil(qsizetype end)
{
    for (; m_callsDone < qMin(end, m_calls.size()); ++m_callsDone) {
        const Call &call = m_calls.at(m_callsDone);
        m_parts += QJsonObject {{u"functionCall"_s, QJsonObject {{u"name"_s, call.name}, {u"args"_s, call.arguments}}}};
    }
}

void GeminiReplay::addKept(const GeminiKeptPart &kept)
{
    const QString text = kept.part.value("text"_L1).toString();
    if (kept.part.contains("text"_L1) && QStringView(m_text).mid(kept.textBefore, text.size()) != text)
        return;
    addTextUntil(kept.textBefore);
    addCallsUntil(kept.callsBefore);
    if (kept.part.contains("functionCall"_L1)) {
        addKeptCall(kept.part);
        return;
    }
    m_parts += kept.part;
    m_textDone = qMax(m_textDone, kept.textBefore + text.size());
}

void GeminiReplay::addKeptCall(const QJsonObject &part)
{
    const QJsonObject native = part.value("functionCall"_L1).toObject();
    if (m_callsDone >= m_calls.size())
        return;
    const Call &call = m_calls.at(m_callsDone);
    if (native.value("name"_L1).toString() != call.name || native.value("args"_L1).toObject() != call.arguments)
        return;
    if (const QString id = native.value("id"_L1).toString(); !id.isEmpty())
        m_nativeIds.insert(call.id, id);
    m_parts += part;
    ++m_callsDone;
}

} // namespace lineup
