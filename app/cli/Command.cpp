// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Command.h"

#include "app/cli/ExitCode.h"
#include "core/domain/CompletionJson.h"

using namespace Qt::StringLiterals;

namespace lineup::cli {

QJsonObject usageJson(const QString &what)
{
    QJsonObject object = errorJson(badRequest(what));
    object.insert(u"kind"_s, u"usage"_s);
    return {{u"error"_s, object}};
}

void Command::refuse(const Error &mistake)
{
    terminal().jsonError(usageJson(mistake.detail));
    Q_EMIT done(Usage);
}

void Command::fail(const Error &error)
{
    terminal().jsonError({{u"error"_s, errorJson(error)}});
    Q_EMIT done(exitCodeFor(error.kind));
}

} // namespace lineup::cli
