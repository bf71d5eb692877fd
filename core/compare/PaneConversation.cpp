// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/compare/PaneConversation.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup {
namespace {

void appendUser(QList<Message> &messages, Message user, bool seesImages)
{
    if (!seesImages) {
        user.content.removeIf([](const ContentPart &part) { return part.kind == ContentPart::Kind::Image; });
    }
    if (user.content.isEmpty())
        return;
    if (messages.isEmpty() || messages.last().role != Role::User) {
        messages += user;
        return;
    }
    QList<ContentPart> &content = messages.last().content;
    content += ContentPart::fromText(u"\n\n"_s);
    content += user.content;
}

void appendAnswer(QList<Message> &messages, const PaneAnswer &answer, const QString &model)
{
    if (!answer.hasText())
        return;
    Message message = answer.message;
    message.toolCalls.clear();
    const bool whole = answer.end == PaneAnswer::End::Complete && !answer.cut && answer.message.toolCalls.isEmpty();
    if (!whole || answer.model != model) {
        message.nativeBlocks.clear();
        message.reasoning.clear();
    }
    messages += message;
}

} // namespace

int PaneTurn::imageCount() const
{
    const auto isImage = [](const ContentPart &part) { return part.kind == ContentPart::Kind::Image; };
    return imagesNotKept + int(std::count_if(user.content.begin(), user.content.end(), isImage));
}

const PaneAnswer *PaneConversation::lastAnswer() const
{
    return m_turns.isEmpty() ? nullptr : m_turns.last().answer();
}

void PaneConversation::ask(const Message &user)
{
    PaneTurn turn;
    turn.user = user;
    m_turns += turn;
}

bool PaneConversation::askAgain()
{
    if (m_turns.isEmpty())
        return false;
    PaneTurn &turn = m_turns.last();
    // An answer without a word in it is no loss.
    turn.answers.removeIf([](const PaneAnswer &answer) { return !answer.hasContent(); });
    turn.current = -1;
    return true;
}

void PaneConversation::endAnswer(const PaneAnswer &answer)
{
    if (m_turns.isEmpty())
        return;
    PaneTurn &turn = m_turns.last();
    turn.answers += answer;
    turn.current = int(turn.answers.size()) - 1;
}

bool PaneConversation::selectAnswer(int index)
{
    if (m_turns.isEmpty() || index < 0 || index >= m_turns.last().answers.size())
        return false;
    m_turns.last().current = index;
    return true;
}

ChatRequest PaneConversation::request(
    const PaneModel &model, const PaneParams &params, const QString &sharedSystem) const
{
    ChatRequest request;
    request.model = model.modelString;
    request.stream = true;
    params.applyTo(request, model);
    const QString system = params.systemPrompt.isEmpty() ? sharedSystem : params.systemPrompt;
    if (!system.trimmed().isEmpty())
        request.messages += Message::fromText(Role::System, system);
    const bool seesImages = !model.lacks(ModelInfo::Capability::Vision);
    for (qsizetype i = 0; i < m_turns.size(); ++i) {
        appendUser(request.messages, m_turns[i].user, seesImages);
        const PaneAnswer *answer = m_turns[i].answer();
        if (answer != nullptr && i + 1 < m_turns.size())
            appendAnswer(request.messages, *answer, model.modelString);
    }
    return request;
}

} // namespace lineup
