// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Command.h"

#include "app/cli/ExitCode.h"
#include "core/domain/CompletionJson.h"

using namespace Qt::StringLiterals;

namespace lineup::cli {

void Command::fail(const Error &error)
{
    terminal().jsonError({{u"error"_s, errorJson(error)}});
    Q_EMIT done(exitCodeFor(error.kind));
}

} // namespace lineup::cli
