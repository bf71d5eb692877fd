// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/routing/Router.h"

#include "core/providers/Suggestions.h"
#include "core/routing/CallReply.h"
#include "core/routing/ChainBook.h"
#include "core/routing/EmbeddingCallReply.h"

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

Error noSuchChain(QStringView name, const ChainBook *book)
{
    QStringList names;
    for (const Chain &chain : book ? book->chains() : QList<Chain>())
        names += chain.modelString();
    QString detail = u"there is no chain named \"%1\""_s.arg(name);
    const QStringList likely = closestNames(QString(QString(chainPrefix) + name), names);
    if (!likely.isEmpty())
        detail += u"; did you mean %1?"_s.arg(likely.join(", "_L1));
    if (book && book->error())
        detail += u" ("_s + book->error()->detail + u')';
    return {.kind = Error::Kind::NotFound, .detail = detail};
}

} // namespace

RoutePlan Router::planFor(const ChatRequest &request) const
{
    if (!request.model.startsWith(chainPrefix))
        return planOf(request);
    const QStringView name = QStringView(request.model).sliced(chainPrefix.size());
    const Chain *chain = m_dependencies.chains ? m_dependencies.chains->find(name) : nullptr;
    if (!chain)
        return {.fault = noSuchChain(name, m_dependencies.chains)};
    RoutePlan plan = planOf(*chain, request);
    plan.firstStep = m_memory.firstStep(chain->name);
    return plan;
}

ReplyPtr Router::send(const ChatRequest &request, const CallOptions &options)
{
    const CallReply::Means means {.authorizer = m_authorizer,
        .memory = m_memory,
        .timers = m_timers,
        .random = m_random,
        .planFor = [this, request](const QString &model) {
            ChatRequest other = request;
            other.model = model;
            return planFor(other);
        }};
    auto *reply = new CallReply(m_dependencies, means, planFor(request), request, options);
    reply->start();
    return ReplyPtr(reply);
}

EmbeddingReplyPtr Router::embed(const EmbeddingRequest &request, const CallOptions &options)
{
    auto *reply = new EmbeddingCallReply(m_dependencies, m_authorizer, request, options);
    reply->start();
    return EmbeddingReplyPtr(reply);
}

} // namespace lineup
