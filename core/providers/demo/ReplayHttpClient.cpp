// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/demo/ReplayHttpClient.h"

#include "core/base/Log.h"
#include "core/providers/demo/ReplayReply.h"

namespace lineup {

ReplayHttpClient::ReplayHttpClient(QString scriptPath, double speed)
    : m_scriptPath(std::move(scriptPath)), m_speed(speed > 0 ? speed : 1.0)
{
}

HttpReplyPtr ReplayHttpClient::send(const HttpRequest &request)
{
    if (!m_script) {
        Result<DemoScript> script = DemoScript::load(m_scriptPath);
        if (!script)
            qCCritical(lcProviders) << "the demo recordings cannot be read:" << script.error().detail;
        m_script = script ? std::move(*script) : DemoScript();
    }
    return HttpReplyPtr(new ReplayReply(m_script->answer(request.body), m_speed));
}

} // namespace lineup
