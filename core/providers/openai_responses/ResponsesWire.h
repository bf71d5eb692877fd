// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QString>

namespace lineup::responses {

// Id of the dialect, also the owner of its NativeBlocks. A NativeBlock's value is {"service", "model", "item"}: one
// item of an answer's output as it came. Of an item of type "message" the content is left out, as the conversation
// holds it; "text" and "refusal" are the lengths of what it said, in UTF-16 units.
inline constexpr QStringView dialectId = u"openai-responses";

} // namespace lineup::responses
