// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/RequestMapper.h"

namespace lineup {

// Parameters that chat completions and the Responses API share, with what is noted about them. Synchronous; the mapper
// gets every line and error.

// Where a function's or a schema's name and body lie: in a member of their own (chat completions), or beside the type
// (Responses).
enum class OpenAiForm { Nested, Flat };

// Sets the parameter unless the service's row rejects it.
void passParameter(RequestMapper &mapper, const QString &parameter, const QJsonValue &value);
template<typename T>
void passOptional(RequestMapper &mapper, const QString &parameter, const std::optional<T> &value)
{
    if (value)
        passParameter(mapper, parameter, QJsonValue(*value));
}
// True when the parameter's word is one to be sent; a word that the service does not know is noted.
[[nodiscard]] bool takesWord(RequestMapper &mapper, const QString &parameter, const QString &word);
// Sets the parameter where the service knows its word.
void passWord(RequestMapper &mapper, const QString &parameter, const QString &word);
// temperature and top_p: some models take only their default, which is 1 for both, and some take one of the two. The
// temperature is clamped to the most that the service takes.
void passSampling(RequestMapper &mapper);
// The limit of the answer in tokens, clamped to what the model writes; nothing when none is to be sent.
[[nodiscard]] std::optional<qint64> openAiMaxTokens(RequestMapper &mapper);
// The format of the answer; nothing for plain text.
[[nodiscard]] std::optional<QJsonObject> openAiResponseFormat(RequestMapper &mapper, OpenAiForm form);
// The effort for the field of that name, also where a thinking budget was asked for; nothing when none is to be sent.
[[nodiscard]] std::optional<QString> openAiEffort(RequestMapper &mapper, const QString &field);

} // namespace lineup
