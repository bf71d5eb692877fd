// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/net/HttpReply.h"

namespace lineup {

void HttpReplyDeleter::operator()(HttpReply *reply) const
{
    reply->disconnect();
    reply->abort();
    reply->deleteLater();
}

} // namespace lineup
