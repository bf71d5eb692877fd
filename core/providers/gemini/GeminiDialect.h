// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/Dialect.h"

namespace lineup {

// Google's generateContent (v1beta), as the Gemini API and Vertex AI speak it. Lives for ever.
// Source: the Gemini API's own discovery document, revision of August 2026.
[[nodiscard]] const Dialect *geminiDialect();

namespace gemini {
inline constexpr QStringView dialectId = u"gemini";
} // namespace gemini

} // namespace lineup
