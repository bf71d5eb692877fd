// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/secrets/Environment.h"

namespace lineup {

QByteArray SystemEnvironment::value(const QString &name) const
{
    return qgetenv(name.toUtf8().constData());
}

} // namespace lineup
