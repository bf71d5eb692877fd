// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QStringList>

namespace lineup {

struct AnthropicSchema
{
    QJsonObject schema;
    bool closed = false; // additionalProperties: false was put in somewhere
    QStringList dropped; // names of the constraints that were left out, each once, sorted
};

// A JSON Schema as structured output takes it: every object closed, without the limits on numbers and lengths that
// the API rejects. Properties that merely bear the name of a limit stay.
// Source: Anthropic's documentation of structured outputs, section on JSON Schema limitations, 2026-08.
[[nodiscard]] AnthropicSchema anthropicOutputSchema(const QJsonObject &schema);

} // namespace lineup
