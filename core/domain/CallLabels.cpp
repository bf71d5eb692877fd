// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/domain/CallLabels.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace lineup {

CallLabels callLabels(const QJsonObject &metadata)
{
    CallLabels out {.project = metadata.value("project"_L1).toString().trimmed()};
    for (const QJsonValue &value : metadata.value("tags"_L1).toArray()) {
        if (const QString tag = value.toString().trimmed(); !tag.isEmpty())
            out.tags += tag;
    }
    out.tags.sort();
    out.tags.removeDuplicates();
    return out;
}

} // namespace lineup
