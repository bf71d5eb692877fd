// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/routing/CutPrompt.h"

#include "core/routing/PartialUsage.h"

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

// The estimate of a short text may be far off; what is cut is never short.
constexpr qint64 leastMissing = 500;

} // namespace

std::optional<MappingNote> cutPrompt(const ChatRequest &request, const Usage &usage)
{
    ChatRequest texts = request;
    for (Message &message : texts.messages)
        message.content.removeIf([](const ContentPart &part) { return part.kind != ContentPart::Kind::Text; });
    const qint64 sent = estimatedInputTokens(texts);
    const qint64 counted = usage.inputTotal();
    const bool reported = usage.source == Usage::Source::Reported && counted > 0;
    if (!reported || 2 * counted > sent || sent - counted < leastMissing)
        return std::nullopt;
    return MappingNote {.action = MappingNote::Action::Clamped,
        .parameter = u"messages"_s,
        .to = u"%1 tokens"_s.arg(counted),
        .reason
        = u"the server counted that of about %1: it has probably left out the beginning. A larger num_ctx under "
          "options in extra_body makes room"_s.arg(sent)};
}

} // namespace lineup
