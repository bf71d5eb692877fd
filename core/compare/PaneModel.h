// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/domain/ModelInfo.h"

#include <QString>

namespace lineup {

// The model that a pane asks, as far as it is known. A value.
struct PaneModel
{
    QString modelString; // what is sent as ChatRequest::model; empty: none chosen
    QString label; // for people; never empty when modelString is not
    QString service; // id; empty: the string resolves to none
    QString serviceLabel;
    std::optional<ModelInfo> info;
    QString problem; // why the string resolves to nothing, in words; empty: it resolves
    bool local = false;
    bool demo = false;
    bool chain = false; // of no service: its steps name the models
    std::optional<ModelInfo> firstAsked; // chain: the model that it begins with, for estimates

    // True when it is known that the model lacks this: what nobody told us is not held against it.
    [[nodiscard]] bool lacks(ModelInfo::Capability capability) const
    {
        return info && info->capabilitiesKnown && !info->can(capability);
    }
    bool operator==(const PaneModel &) const = default;
};

} // namespace lineup
