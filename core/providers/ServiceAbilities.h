// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/domain/ModelInfo.h"
#include "core/providers/Service.h"

namespace lineup {

class Catalogue;

// What can be had from a service through us. Pure functions; any thread that owns the catalogue.
enum class Ability {
    No, // our request has no place for it, or the service does not take it
    ByModel, // it is sent; whether a model can do it the catalogue does not know
    Yes // it is sent, and a model of the catalogue can do it (or it is no matter of models)
};

struct ServiceAbilities
{
    Ability chat = Ability::No;
    Ability stream = Ability::No;
    Ability tools = Ability::No;
    Ability images = Ability::No;
    Ability reasoning = Ability::No;
    Ability structuredOutput = Ability::No;
    Ability embeddings = Ability::No;
    Ability listing = Ability::No; // of its models
    Ability priced = Ability::No; // Yes: of at least one model the price is known, or nothing costs anything
    bool operator==(const ServiceAbilities &) const = default;
};

// Found out by asking: the service's dialect encodes a request with everything in it, and what its mapping report
// names as dropped is not to be had. models: what the catalogue knows of the service.
[[nodiscard]] ServiceAbilities abilitiesOf(const Service &service, const QList<ModelInfo> &models);

// The table of the README: a row of Markdown for each service, in the order of the catalogue.
[[nodiscard]] QString servicesAsMarkdown(const Catalogue &catalogue);

} // namespace lineup
