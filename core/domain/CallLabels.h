// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QStringList>

namespace lineup {

// What a request says of itself for budgets and reports, in its metadata: {"project": "shop", "tags": ["ci", "night"]}.
// LiteLLM's "tags" likewise. A value.
struct CallLabels
{
    QString project; // empty: none
    QStringList tags; // sorted, each once, without empty ones
    bool operator==(const CallLabels &) const = default;
};

// Members of another type than these are left out.
[[nodiscard]] CallLabels callLabels(const QJsonObject &metadata);

} // namespace lineup
