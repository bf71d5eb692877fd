// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/routing/EmbeddingReply.h"

namespace lineup {

void EmbeddingReplyDeleter::operator()(EmbeddingReply *reply) const
{
    reply->disconnect();
    reply->abort();
    reply->deleteLater();
}

} // namespace lineup
