// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/routing/Reply.h"

namespace lineup {

void ReplyDeleter::operator()(Reply *reply) const
{
    reply->disconnect();
    reply->abort();
    reply->deleteLater();
}

} // namespace lineup
