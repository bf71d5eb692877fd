// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/RequestMapper.h"

namespace lineup::converse {

// Id of the dialect, also the owner of its NativeBlocks. A NativeBlock's value is one content block of the Converse API
// as it takes it back: reasoningContent with its signature, a server tool's toolUse and toolResult.
inline constexpr QStringView dialectId = u"bedrock-converse";

// Who made the model, by its id: "anthropic" for "us.anthropic.claude…", for "anthropic.claude…" and for an ARN that
// ends in one of these. Additional fields of a request belong to the maker. Empty where an ARN does not tell.
[[nodiscard]] QStringView makerOf(QStringView model);

// {base}/model/{id}/{operation}; an id may be an ARN, and is percent-encoded as a whole.
[[nodiscard]] QUrl modelUrl(const QUrl &base, const QString &model, QLatin1StringView operation);

} // namespace lineup::converse
