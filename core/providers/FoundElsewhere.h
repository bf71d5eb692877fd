// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/Service.h"

#include <optional>

namespace lineup {

// Where credentials lie that are not in the vault and that a call would use all the same.
struct FoundElsewhere
{
    enum class Kind {
        AwsProfile, // a profile in ~/.aws with keys in it
        LoginFile, // what gcloud's login left
        CredentialsFile, // a file that a setting names
        Variable // an environment variable, of a field and not of the key
    };
    Kind kind = Kind::Variable;
    QString name; // of the profile, the file, the variable
    bool operator==(const FoundElsewhere &) const = default;
};

// What a call to this service would be authorized with if the vault had no key for it; nothing when it would fail.
// Whether the service takes them is not known by that. Pure but for the environment and two or three small files of
// the person's; any thread. service: a row as the catalogue has it.
[[nodiscard]] std::optional<FoundElsewhere> credentialsElsewhere(const Service &service);

} // namespace lineup
