// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/Conversation.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

// What a model is told of a call that was never carried out.
constexpr QStringView interrupted = u"The call was interrupted: there is no result.";
// Stands where a provider wants a word of the user and there is none.
constexpr QStringView opening = u"(The conversation begins with an answer.)";

class Repair
{
public:
    explicit Repair(RequestMapper &mapper) : m_mapper(mapper), m_messages(mapper.request().messages) { }
    QList<Message> run();

private:
    void nameCalls(Message &message);
    void addResultsFor(const Message &asking, const QStringList &givenIds, qsizetype from);
    [[nodiscard]] qsizetype findResult(const QString &id, qsizetype from) const;
    void addOrphan(const Message &result);
    [[nodiscard]] bool saysNothing(const Message &message) const;

    RequestMapper &m_mapper;
    QList<Message> m_messages;
    QList<bool> m_used; // results that stand in m_out already
    QList<Message> m_out;
    QSet<QString> m_ids; // of the calls so far
    int m_made = 0; // ids
};

QList<Message> Repair::run()
{
    m_used = QList<bool>(m_messages.size(), false);
    for (qsizetype i = 0; i < m_messages.size(); ++i) {
        const Message &message = m_messages.at(i);
        if (message.role == Role::Tool) {
            if (!m_used.at(i))
                addOrphan(message);
        } else if (message.role != Role::Assistant) {
            m_out += message;
        } else if (saysNothing(message)) {
            m_mapper.leftOut(u"messages"_s, u"an answer that says nothing"_s);
        } else {
            QStringList givenIds;
            for (const ToolCall &call : message.toolCalls)
                givenIds += call.id;
            Message named = message;
            nameCalls(named);
            m_out += named;
            addResultsFor(named, givenIds, i + 1);
        }
    }
    return m_out;
}

bool Repair::saysNothing(const Message &message) const
{
    const QString &own = m_mapper.target().service.dialect;
    return message.toolCalls.isEmpty() && message.refusal.isEmpty()
        && std::all_of(message.content.begin(), message.content.end(),
            [](const ContentPart &part) {
                return part.kind == ContentPart::Kind::Text && part.text.trimmed().isEmpty();
            })
        && std::none_of(message.nativeBlocks.begin(), message.nativeBlocks.end(),
            [&own](const NativeBlock &block) { return block.dialect == own; });
}

void Repair::nameCalls(Message &message)
{
    for (ToolCall &call : message.toolCalls) {
        if (call.id.isEmpty() || m_ids.contains(call.id)) {
            call.id = u"call_made%1"_s.arg(++m_made, 4, 10, QLatin1Char('0'));
            m_mapper.added(u"messages.tool_calls.id"_s, call.id, u"the call had none of its own"_s);
        }
        m_ids += call.id;
    }
}

qsizetype Repair::findResult(const QString &id, qsizetype from) const
{
    for (qsizetype i = from; i < m_messages.size(); ++i) {
        if (m_messages.at(i).role == Role::Tool && !m_used.at(i) && m_messages.at(i).toolCallId == id)
            return i;
    }
    return -1;
}

void Repair::addResultsFor(const Message &asking, const QStringList &givenIds, qsizetype from)
{
    qsizetype runEnd = from; // of the results that stand right behind
    while (runEnd < m_messages.size() && m_messages.at(runEnd).role == Role::Tool)
        ++runEnd;
    QList<std::pair<qsizetype, Message>> found;
    QList<Message> missing;
    for (qsizetype i = 0; i < asking.toolCalls.size(); ++i) {
        const ToolCall &call = asking.toolCalls.at(i);
        const qsizetype at = findResult(givenIds.at(i), from);
        if (at < 0) {
            Message result = Message::fromText(Role::Tool, interrupted.toString());
            result.toolCallId = call.id;
            missing += result;
            m_mapper.added(u"messages"_s, u"a result for %1"_s.arg(call.name), u"the call has none"_s);
            continue;
        }
        m_used[at] = true;
        if (at >= runEnd)
            m_mapper.converted(
                u"messages"_s, u"a result of %1 moved up"_s.arg(call.name), u"it must follow its call"_s);
        Message result = m_messages.at(at);
        result.toolCallId = call.id;
        found += {at, result};
    }
    // In the order in which they stood.
    std::stable_sort(found.begin(), found.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    for (const auto &entry : std::as_const(found))
        m_out += entry.second;
    m_out += missing;
}

void Repair::addOrphan(const Message &result)
{
    Message said = result;
    said.role = Role::User;
    said.toolCallId.clear();
    said.name.clear();
    const QString of
        = result.name.isEmpty() ? u"Result of a tool call:"_s : u"Result of the tool %1:"_s.arg(result.name);
    said.content.prepend(ContentPart::fromText(of + u'\n'));
    m_mapper.converted(u"messages"_s, u"user"_s, u"a tool's result whose call is not in the conversation"_s);
    m_out += said;
}

} // namespace

QList<Message> sendableMessages(RequestMapper &mapper)
{
    return Repair(mapper).run();
}

void beginWithUser(QList<Message> &messages, RequestMapper &mapper)
{
    for (qsizetype i = 0; i < messages.size(); ++i) {
        const Role role = messages.at(i).role;
        if (role == Role::System || role == Role::Developer)
            continue;
        if (role == Role::Assistant) {
            messages.insert(i, Message::fromText(Role::User, opening.toString()));
            mapper.added(u"messages"_s, u"a first word of the user"_s, u"the provider wants one before an answer"_s);
        }
        return;
    }
}

} // namespace lineup
