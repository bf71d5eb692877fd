// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/openai_responses/ResponsesReplay.h"

#include "core/providers/openai_responses/ResponsesWire.h"

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

// Walks through the message as the kept items take it up, piece by piece.
class Replay
{
public:
    explicit Replay(const Message &message) : m_message(message), m_text(message.text()) { }

    // False: the item does not fit to what the message holds now.
    [[nodiscard]] bool add(const NativeBlock &block, bool stored);
    // Everything that the message holds was taken up.
    [[nodiscard]] bool whole() const
    {
        return m_textDone == m_text.size() && m_refusalDone == m_message.refusal.size()
            && m_callsDone == m_message.toolCalls.size();
    }
    // Thoughts that nothing came of, as in a stream that was cut, are refused.
    [[nodiscard]] QJsonArray items()
    {
        while (m_items.last().toObject().value("type"_L1) == "reasoning"_L1)
            m_items.removeLast();
        return m_items;
    }

private:
    [[nodiscard]] bool addMessage(QJsonObject item, const QJsonObject &kept);
    [[nodiscard]] bool addCall(const QJsonObject &item);

    const Message &m_message;
    QString m_text;
    QJsonArray m_items;
    qsizetype m_textDone = 0;
    qsizetype m_refusalDone = 0;
    qsizetype m_callsDone = 0;
};

// What the provider can read without having kept it.
bool speaksForItself(const QJsonObject &reasoning)
{
    return !reasoning.value("encrypted_content"_L1).toString().isEmpty()
        || !reasoning.value("content"_L1).toArray().isEmpty();
}

bool Replay::addMessage(QJsonObject item, const QJsonObject &kept)
{
    const qsizetype text = kept.value("text"_L1).toInteger();
    const qsizetype refusal = kept.value("refusal"_L1).toInteger();
    if (text < 0 || refusal < 0 || text > m_text.size() - m_textDone
        || refusal > m_message.refusal.size() - m_refusalDone)
        return false;
    QJsonArray content;
    if (text > 0) {
        content += QJsonObject {{u"type"_s, u"output_text"_s}, {u"text"_s, m_text.sliced(m_textDone, text)},
            {u"annotations"_s, QJsonArray()}};
    }
    if (refusal > 0) {
        content += QJsonObject {
            {u"type"_s, u"refusal"_s}, {u"refusal"_s, m_message.refusal.sliced(m_refusalDone, refusal)}};
    }
    m_textDone += text;
    m_refusalDone += refusal;
    item.insert(u"content"_s, content);
    m_items += item;
    return true;
}

bool Replay::addCall(const QJsonObject &item)
{
    if (m_callsDone >= m_message.toolCalls.size())
        return false;
    const ToolCall &call = m_message.toolCalls.at(m_callsDone++);
    const QString arguments = item.value("arguments"_L1).toString();
    if (item.value("call_id"_L1).toString() != call.id || item.value("name"_L1).toString() != call.name
        || (arguments.isEmpty() ? u"{}"_s : arguments) != call.arguments)
        return false;
    m_items += item;
    return true;
}

bool Replay::add(const NativeBlock &block, bool stored)
{
    const QJsonObject item = block.value.value("item"_L1).toObject();
    const QString type = item.value("type"_L1).toString();
    if (type == "message"_L1)
        return addMessage(item, block.value);
    if (type == "function_call"_L1)
        return addCall(item);
    if (type == "reasoning"_L1 && !stored && !speaksForItself(item))
        return false;
    m_items += item;
    return true;
}

} // namespace

std::optional<QJsonArray> replayedItems(const Message &message, const Target &target, bool stored)
{
    Replay replay(message);
    bool any = false;
    for (const NativeBlock &block : message.nativeBlocks) {
        if (block.dialect != responses::dialectId)
            continue;
        any = true;
        const bool own
            = block.value.value("service"_L1) == target.service.id && block.value.value("model"_L1) == target.model;
        if (!own || !replay.add(block, stored))
            return std::nullopt;
    }
    if (!any || !replay.whole())
        return std::nullopt;
    return replay.items();
}

} // namespace lineup
