// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/openai/OpenAiParameters.h"

namespace lineup {

// Writes tools, tool_choice and parallel_tool_calls into the mapper's body.
void writeOpenAiTools(RequestMapper &mapper, OpenAiForm form);

// Takes the named keywords out of a JSON Schema, at every depth; members of "properties" and its like are names that
// the schema's author chose and stay. True when something was taken.
bool stripSchemaKeywords(QJsonObject &schema, const QStringList &keywords);

} // namespace lineup
