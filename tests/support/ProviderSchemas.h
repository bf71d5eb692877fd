// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/JsonSchema.h"

namespace lineup::test {

// Where the descriptions of the providers' APIs are; empty when they are not there. They are kept beside the source,
// not in it.
[[nodiscard]] QString schemasFolder();
// Every file of them, relative to the folder: "openai/openai.json".
[[nodiscard]] QStringList schemaFiles();
// One of them, read once in a run. "tests/data/schemas/…" is one that was written here, from the documentation of a
// provider that has none.
[[nodiscard]] const JsonSchema &schemaFile(const QString &file);
// The pointer to the schema of a part ("request", "response", "stream") of an operation; empty when it has none.
[[nodiscard]] QString schemaPointer(
    const JsonSchema &schema, const QString &operation, const QString &part = QStringLiteral("request"));

} // namespace lineup::test

// At the head of a test function: without the descriptions it fails where a build is checked, and is skipped elsewhere.
#define LINEUP_NEEDS_SCHEMAS()                                                                                         \
    do {                                                                                                               \
        if (lineup::test::schemasFolder().isEmpty()) {                                                                 \
            if (qEnvironmentVariable("CI") == QLatin1String("true"))                                                   \
                QFAIL("the descriptions of the providers are missing");                                                \
            QSKIP("the descriptions of the providers are not beside the source");                                      \
        }                                                                                                              \
    } while (false)
