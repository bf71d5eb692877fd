// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/routing/Router.h"

namespace lineup {

// Whatever starts a call for a pane: the Router, or a fake. Outlives the replies it gave. One thread.
class CallStarter
{
public:
    virtual ~CallStarter() = default;
    // Never null, emits nothing from inside this call; errors arrive through finished.
    [[nodiscard]] virtual ReplyPtr start(const ChatRequest &request) = 0;
};

class RouterCallStarter final : public CallStarter
{
public:
    explicit RouterCallStarter(Router &router) : m_router(router) { }
    [[nodiscard]] ReplyPtr start(const ChatRequest &request) override
    {
        return m_router.send(request, CallOptions {.source = QStringLiteral("app"), .keepDetails = true});
    }

private:
    Router &m_router;
};

} // namespace lineup
