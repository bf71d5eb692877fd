// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/routing/Router.h"

namespace lineup::cli {

// A key that a person gives for this run alone: --api-key-file [SERVICE=]FILE. It never stands in an argument.
struct GivenKey
{
    QString service; // as the person wrote it; empty: that of the model asked for
    SecretBytes key;
};

// How a command calls, as it was written.
struct CommandOptions
{
    CallOptions call;
    QList<GivenKey> keys; // not yet among those of the call: only the catalogue knows whose they are
};

// Whether one of the files named is standard input, "-".
[[nodiscard]] bool takesInput(const QStringList &files);

// Reads them: "-" from standard input, without an echo where a person types. Errors: BadRequest, which quotes
// neither contents nor name.
[[nodiscard]] Result<QList<GivenKey>> readKeyFiles(const QStringList &files);

// Lays the keys into the options, each under the id of its service; models is what is asked for, in case a key names
// no service. Errors: BadRequest when a key names no service and the models have several, or a chain may have, or when
// it names one that is not there.
[[nodiscard]] std::optional<Error> assignKeys(
    const QList<GivenKey> &keys, const QStringList &models, const Catalogue &catalogue, CallOptions &options);

} // namespace lineup::cli
