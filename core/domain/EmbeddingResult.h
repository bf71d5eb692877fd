// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/domain/Cost.h"
#include "core/domain/Usage.h"

#include <QList>
#include <QMetaType>
#include <QString>

namespace lineup {

// The vectors of one call, in the order of its texts, all of one length. A value.
struct EmbeddingResult
{
    QList<QList<float>> vectors;
    QString model; // as the provider names it; empty when it does not
    QString service; // id of the service that answered
    QString requestId; // from a header, for the provider's support
    Usage usage;
    std::optional<Money> providerCost;
    Cost cost; // known once the router has put a price to it

    bool operator==(const EmbeddingResult &) const = default;
};

} // namespace lineup

Q_DECLARE_METATYPE(lineup::EmbeddingResult)
