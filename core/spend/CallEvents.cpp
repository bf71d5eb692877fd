// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/CallEvents.h"

namespace lineup {

void CallEvents::record(const CallRecord &call)
{
    if (m_next)
        m_next->record(call);
    if (!call.error)
        Q_EMIT succeeded(call);
    else if (call.error->kind == Error::Kind::Cancelled)
        Q_EMIT cancelled(call);
    else
        Q_EMIT failed(call);
}

} // namespace lineup
