// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/CompleteCommand.h"

#include "app/cli/ExitCode.h"
#include "core/domain/CompletionJson.h"

#include <QJsonArray>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace lineup::cli {

namespace {

// The first chunk of a choice says whose it is.
void nameRole(QJsonObject &chunk)
{
    QJsonObject choice = chunk.value("choices"_L1).toArray().first().toObject();
    QJsonObject piece = choice.value("delta"_L1).toObject();
    piece.insert(u"role"_s, u"assistant"_s);
    choice.insert(u"delta"_s, piece);
    chunk.insert(u"choices"_s, QJsonArray {choice});
}

} // namespace

CompleteCommand::CompleteCommand(Services &services, ChatRequest request, CommandOptions options)
    : Command(services), m_request(std::move(request)), m_options(std::move(options))
{
}

void CompleteCommand::start()
{
    if (const auto wrong = assignKeys(m_options.keys, {m_request.model}, services().catalogue(), m_options.call)) {
        refuse(*wrong);
        return;
    }
    m_created = QDateTime::currentSecsSinceEpoch();
    m_model = m_request.model;
    m_id = u"chatcmpl-"_s + QUuid::createUuid().toString(QUuid::Id128);
    m_reply = services().router().send(m_request, m_options.call);
    if (m_request.stream)
        connect(m_reply.get(), &Reply::delta, this, &CompleteCommand::onDelta);
    connect(m_reply.get(), &Reply::finished, this, &CompleteCommand::onFinished);
}

void CompleteCommand::interrupt()
{
    if (m_reply)
        m_reply->abort();
    else
        Q_EMIT done(Interrupted);
}

void CompleteCommand::onDelta(const Delta &delta)
{
    if (!delta.responseId.isEmpty())
        m_id = delta.responseId;
    if (!delta.responseModel.isEmpty())
        m_model = delta.responseModel;
    if (m_waiting.isEmpty())
        QMetaObject::invokeMethod(this, &CompleteCommand::writeChunks, Qt::QueuedConnection);
    m_waiting += delta;
}

void CompleteCommand::writeChunks()
{
    for (const Delta &delta : std::exchange(m_waiting, {})) {
        std::optional<QJsonObject> chunk = chunkJson(delta, m_id, m_model, m_created);
        if (!chunk)
            continue;
        if (!m_begun.contains(delta.choice)) {
            m_begun.insert(delta.choice);
            nameRole(*chunk);
        }
        terminal().json(*chunk);
    }
    if (!Terminal::outputFault().isEmpty())
        interrupt(); // nobody reads on: no more of it is paid for
}

void CompleteCommand::onFinished(const Result<Completion> &result)
{
    writeChunks();
    const QJsonObject call = callJson(m_reply->record());
    if (!result) {
        terminal().jsonError({{u"error"_s, errorJson(result.error())}, {u"lineup"_s, call}});
        Q_EMIT done(exitCodeFor(result.error().kind));
        return;
    }
    Completion completion = *result;
    if (completion.id.isEmpty())
        completion.id = m_id;
    if (completion.model.isEmpty())
        completion.model = m_model;
    QJsonObject out = m_request.stream ? usageChunkJson(completion, m_created) : completionJson(completion, m_created);
    out.insert(u"lineup"_s, call);
    terminal().json(out);
    Q_EMIT done(Ok);
}

} // namespace lineup::cli
