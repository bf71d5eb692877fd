// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ScriptedAttempts.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace lineup::test {

namespace {

ScriptedBehaviour refusal(Error::Kind kind, int status)
{
    return {.error = Error {.kind = kind, .detail = u"scripted"_s, .httpStatus = status}};
}

ScriptedBehaviour loss(Error::Kind kind, std::chrono::milliseconds ends, bool connects)
{
    return {.error = Error {.kind = kind, .detail = u"scripted"_s}, .connects = connects, .ends = ends};
}

ScriptedBehaviour unsent(Error::Kind kind)
{
    return {.error = Error {.kind = kind, .detail = u"scripted"_s}, .sent = false, .connects = false, .ends = 0ms};
}

ScriptedBehaviour broken(Error::Kind kind)
{
    ScriptedBehaviour out = loss(kind, 200ms, true);
    out.firstWord = 100ms;
    return out;
}

} // namespace

std::optional<ScriptedBehaviour> behaviourOf(const QString &word)
{
    using Kind = Error::Kind;
    static const QHash<QString, ScriptedBehaviour> words {
        {u"ok"_s, {.firstWord = 100ms, .ends = 300ms}},
        {u"slow"_s, {.firstWord = 5'000ms, .ends = 5'200ms}},
        {u"empty"_s, {.ends = 100ms}},
        {u"hang"_s, {.hangs = true}},
        {u"429"_s, refusal(Kind::RateLimited, 429)},
        {u"500"_s, refusal(Kind::ServerFault, 500)},
        {u"503"_s, refusal(Kind::Overloaded, 503)},
        {u"502"_s, refusal(Kind::ServerFault, 502)},
        {u"504"_s, refusal(Kind::ServerFault, 504)},
        {u"524"_s, refusal(Kind::ServerFault, 524)},
        {u"400"_s, refusal(Kind::BadRequest, 400)},
        {u"401"_s, refusal(Kind::Auth, 401)},
        {u"402"_s, refusal(Kind::QuotaExhausted, 402)},
        {u"403"_s, refusal(Kind::PermissionDenied, 403)},
        {u"404"_s, refusal(Kind::NotFound, 404)},
        {u"ctx"_s, refusal(Kind::ContextTooLong, 400)},
        {u"filt"_s, refusal(Kind::ContentFiltered, 400)},
        {u"unsup"_s, refusal(Kind::Unsupported, 0)},
        {u"secret"_s, refusal(Kind::Secret, 0)},
        {u"in200"_s, refusal(Kind::Overloaded, 200)},
        {u"in200sf"_s, refusal(Kind::ServerFault, 200)},
        {u"bad"_s, refusal(Kind::Malformed, 200)},
        {u"net"_s, loss(Kind::Network, 10ms, false)},
        {u"reset"_s, loss(Kind::Network, 50ms, true)},
        {u"tmo"_s, loss(Kind::Timeout, 1'000ms, true)},
        {u"ctmo"_s, loss(Kind::Timeout, 1'000ms, false)},
        {u"cut"_s, broken(Kind::Network)},
        {u"cut429"_s, broken(Kind::RateLimited)},
        {u"cuttmo"_s, broken(Kind::Timeout)},
        {u"cutbad"_s, broken(Kind::Malformed)},
        {u"nokey"_s, unsent(Kind::Auth)},
        {u"gone"_s, unsent(Kind::NotFound)},
    };
    const QString queued = word.section(u'~', 1);
    const QString prepares = word.section(u'^', 1);
    const QString name = word.section(u'~', 0, 0).section(u'^', 0, 0);
    const auto found = words.constFind(name.section(u'@', 0, 0));
    if (found == words.constEnd())
        return std::nullopt;
    ScriptedBehaviour out = *found;
    out.queued = std::chrono::milliseconds(queued.toInt());
    out.prepares = std::chrono::milliseconds(prepares.toInt());
    if (name.contains(u'@') && out.error)
        out.error->retryAfter = std::chrono::milliseconds(name.section(u'@', 1).toInt());
    return out;
}

void ScriptedAttempt::start()
{
    if (m_behaviour.prepares.count() == 0)
        return wait();
    m_time.after(m_behaviour.prepares, this, [this] {
        wait();
        if (m_behaviour.sent)
            Q_EMIT sent();
    });
}

void ScriptedAttempt::wait()
{
    m_prepared = true;
    if (m_behaviour.queued.count() == 0)
        return begin();
    m_queued = true;
    m_time.after(m_behaviour.queued, this, [this] {
        m_queued = false;
        Q_EMIT dequeued();
        if (!m_withdrawn)
            begin();
    });
}

void ScriptedAttempt::begin()
{
    if (m_behaviour.hangs)
        m_behaviour.ends = 24h;
    if (m_behaviour.connects) {
        m_time.after(5ms, this, [this] {
            m_connected = true;
            Q_EMIT connected();
        });
    }
    // A plain answer comes whole or not at all.
    if (m_stream && m_behaviour.firstWord)
        m_time.after(*m_behaviour.firstWord, this, [this] { say(m_model + u"1 "_s); });
    m_time.after(m_behaviour.ends, this, [this] { end(); });
}

void ScriptedAttempt::say(const QString &text)
{
    m_text += text;
    Delta delta;
    delta.text = text;
    Q_EMIT this->delta(delta);
}

void ScriptedAttempt::end()
{
    if (m_behaviour.error) {
        Q_EMIT finished(*m_behaviour.error);
        return;
    }
    if (m_behaviour.firstWord)
        say(m_model + u"2"_s);
    Q_EMIT finished(partial());
}

Completion ScriptedAttempt::partial() const
{
    CompletionBuilder builder;
    Delta delta;
    delta.text = m_text;
    builder.apply(delta);
    return builder.build(false);
}

AttemptRecord ScriptedAttempt::record(const std::optional<Error> &error) const
{
    AttemptRecord out;
    out.service = u"test"_s;
    out.model = m_model;
    out.error = error;
    out.httpStatus = error ? error->httpStatus : 200;
    if (m_connected)
        out.connected = std::chrono::milliseconds(5);
    out.partial = !m_text.isEmpty();
    return out;
}

TargetFacts ScriptedAttempts::facts(const ChatRequest &, const QString &model) const
{
    TargetFacts out = known.value(model);
    out.id = model;
    return out;
}

std::unique_ptr<Attempt> ScriptedAttempts::make(const ChatRequest &request, const StepTimeouts &)
{
    QStringList &words = script[request.model];
    if (words.isEmpty())
        unscripted += request.model;
    const QString word = words.isEmpty() ? u"400"_s : words.takeFirst();
    return std::make_unique<ScriptedAttempt>(m_time, request, behaviourOf(word).value_or(ScriptedBehaviour()));
}

} // namespace lineup::test
