// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/CompleteCommand.h"

#include "app/cli/ExitCode.h"
#include "core/domain/CompletionJson.h"

#include <QUuid>

using namespace Qt::StringLiterals;

namespace lineup::cli {

CompleteCommand::CompleteCommand(Services &services, ChatRequest request, CallOptions options)
    : Command(services), m_request(std::move(request)), m_options(std::move(options))
{
}

void CompleteCommand::start()
{
    m_created = QDateTime::currentSecsSinceEpoch();
    m_id = u"chatcmpl-"_s + QUuid::createUuid().toString(QUuid::Id128);
    m_reply = services().router().send(m_request, m_options);
    if (m_request.stream)
        connect(m_reply.get(), &Reply::delta, this, &CompleteCommand::onDelta);
    connect(m_reply.get(), &Reply::finished, this, &CompleteCommand::onFinished);
}

void CompleteCommand::interrupt()
{
    if (m_reply)
        m_reply->abort();
}

void CompleteCommand::onDelta(const Delta &delta)
{
    if (!delta.responseId.isEmpty())
        m_id = delta.responseId;
    if (const std::optional<QJsonObject> chunk = chunkJson(delta, m_id, m_request.model, m_created))
        terminal().json(*chunk);
}

void CompleteCommand::onFinished(const Result<Completion> &result)
{
    const QJsonObject call = callJson(m_reply->record());
    if (!result) {
        terminal().jsonError({{u"error"_s, errorJson(result.error())}, {u"lineup"_s, call}});
        Q_EMIT done(exitCodeFor(result.error().kind));
        return;
    }
    Completion completion = *result;
    if (completion.id.isEmpty())
        completion.id = m_id;
    QJsonObject out = m_request.stream ? usageChunkJson(completion, m_created) : completionJson(completion, m_created);
    out.insert(u"lineup"_s, call);
    terminal().json(out);
    Q_EMIT done(Ok);
}

} // namespace lineup::cli
