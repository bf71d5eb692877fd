// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/AskCommand.h"

#include "app/cli/ExitCode.h"
#include "core/domain/CompletionJson.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace lineup::cli {

namespace {

QString seconds(const std::optional<std::chrono::microseconds> &time)
{
    return time ? u"%1 s"_s.arg(static_cast<double>(time->count()) / 1.0e6, 0, 'f', 2) : u"–"_s;
}

QString speed(const CallRecord &record)
{
    if (!record.firstToken || !record.usage.isKnown() || record.total <= *record.firstToken)
        return u"–"_s;
    const double span = static_cast<double>((record.total - *record.firstToken).count()) / 1.0e6;
    return u"%1"_s.arg(static_cast<double>(record.usage.outputTotal()) / span, 0, 'f', 0);
}

QString costText(const Cost &cost)
{
    if (!cost.isKnown())
        return u"unknown (%1)"_s.arg(costReasonName(cost.reason()).replace(u'_', u' '));
    if (cost.provenance() == Cost::Provenance::Free)
        return u"free"_s;
    const QString amount = u'$' + cost.amount()->toDecimal();
    return cost.provenance() == Cost::Provenance::Estimated ? u"about "_s + amount : amount;
}

} // namespace

namespace {

// "acme/m 429 0.40 s → other/m ok"; empty where there was one attempt and nothing else.
QString traceText(const QList<RouteEvent> &events)
{
    QStringList parts;
    for (const RouteEvent &event : events) {
        if (event.kind == RouteEvent::Kind::Wait)
            continue;
        QString end = u"ok"_s;
        if (event.kind == RouteEvent::Kind::Skip)
            end = u"skipped, "_s + skipReasonName(event.skipped).replace(u'_', u' ');
        else if (event.error)
            end = (event.httpStatus >= 400 ? QString::number(event.httpStatus)
                                           : errorKindName(*event.error).replace(u'_', u' '))
                + u' ' + seconds(event.took);
        parts += event.model + u' ' + end;
    }
    const bool plain = events.size() == 1 && events.first().kind == RouteEvent::Kind::Attempt;
    return plain ? QString() : parts.join(u" → "_s);
}

} // namespace

AskCommand::AskCommand(Services &services, ChatRequest request, QStringList models, CommandOptions options, bool json)
    : Command(services), m_request(std::move(request)), m_options(std::move(options)), m_json(json)
{
    for (const QString &model : models)
        m_lanes.push_back({.model = model, .reply = nullptr, .line = {}, .error = {}, .answer = {}});
}

void AskCommand::start()
{
    QStringList models;
    for (const Lane &lane : m_lanes)
        models += lane.model;
    if (const auto wrong = assignKeys(m_options.keys, models, services().catalogue(), m_options.call)) {
        refuse(*wrong);
        return;
    }
    for (size_t i = 0; i < m_lanes.size(); ++i) {
        Lane &lane = m_lanes[i];
        const int number = static_cast<int>(i);
        ChatRequest request = m_request;
        request.model = lane.model;
        request.stream = true;
        lane.reply = services().router().send(request, m_options.call);
        connect(lane.reply.get(), &Reply::delta, this,
            [this, &lane, number](const Delta &delta) { onDelta(lane, number, delta); });
        connect(lane.reply.get(), &Reply::finished, this,
            [this, &lane, number](const Result<Completion> &result) { onFinished(lane, number, result); });
        if (!m_json)
            terminal().line(terminal().coloured(letter(number) + u" │ "_s, number) + terminal().bold(lane.model));
    }
}

void AskCommand::interrupt()
{
    if (!m_lanes.front().reply) {
        Q_EMIT done(Interrupted);
        return;
    }
    for (Lane &lane : m_lanes)
        lane.reply->abort();
}

void AskCommand::onDelta(Lane &lane, int number, const Delta &delta)
{
    if (m_json || delta.choice != 0)
        return;
    lane.line += Terminal::printable(delta.text + delta.refusal);
    flushLines(lane, number, false);
}

void AskCommand::flushLines(Lane &lane, int number, bool all)
{
    const QString mark = terminal().coloured(letter(number) + u" │ "_s, number);
    for (qsizetype end = lane.line.indexOf(u'\n'); end >= 0; end = lane.line.indexOf(u'\n')) {
        terminal().line(mark + lane.line.left(end));
        lane.line.remove(0, end + 1);
    }
    if (all && !lane.line.isEmpty())
        terminal().line(mark + std::exchange(lane.line, {}));
    if (!Terminal::outputFault().isEmpty())
        interrupt(); // nobody reads on: no more of it is paid for
}

void AskCommand::onFinished(Lane &lane, int number, const Result<Completion> &result)
{
    lane.done = true;
    lane.answer = lane.reply->partial();
    if (!result)
        lane.error = result.error();
    if (!m_json) {
        flushLines(lane, number, true);
        if (const QString trace = traceText(lane.reply->record().route); !trace.isEmpty())
            terminal().line(
                terminal().coloured(letter(number) + u" │ "_s, number) + terminal().dim(Terminal::printable(trace)));
        if (lane.error) {
            const QString mark = terminal().coloured(letter(number) + u" │ "_s, number);
            terminal().line(
                mark + u"✗ %1: %2"_s.arg(errorKindName(lane.error->kind), Terminal::printable(lane.error->detail)));
        }
    }
    if (std::all_of(m_lanes.begin(), m_lanes.end(), [](const Lane &l) { return l.done; }))
        finishAll();
}

QStringList AskCommand::summaryRow(const Lane &lane, int number) const
{
    const CallRecord &record = lane.reply->record();
    const QString state = lane.error ? errorKindName(lane.error->kind) : u"ok"_s;
    const QString tokens
        = record.usage.isKnown() ? u"%1 → %2"_s.arg(record.usage.inputTotal()).arg(record.usage.outputTotal()) : u"–"_s;
    return {letter(number), lane.model, state, seconds(record.firstToken), seconds(record.total), speed(record), tokens,
        costText(record.cost) + (record.demo ? u" (demo)"_s : QString())};
}

void AskCommand::printSummary() const
{
    QList<QStringList> rows {
        {u""_s, u"model"_s, u"result"_s, u"first"_s, u"total"_s, u"tok/s"_s, u"tokens"_s, u"cost"_s}};
    for (size_t i = 0; i < m_lanes.size(); ++i)
        rows += summaryRow(m_lanes[i], static_cast<int>(i));
    terminal().line();
    const QStringList lines = Terminal::table(rows, {3, 4, 5, 6});
    for (qsizetype i = 0; i < lines.size(); ++i)
        terminal().line(i == 0 ? terminal().dim(lines.at(i)) : lines.at(i));
}

void AskCommand::printJson() const
{
    QJsonArray answers;
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    for (const Lane &lane : m_lanes) {
        QJsonObject answer = completionJson(lane.answer, now);
        answer.insert(u"requested_model"_s, lane.model);
        answer.insert(u"lineup"_s, callJson(lane.reply->record()));
        if (lane.error)
            answer.insert(u"error"_s, errorJson(*lane.error));
        answers += answer;
    }
    terminal().prettyJson({{u"answers"_s, answers}});
}

void AskCommand::finishAll()
{
    if (m_json)
        printJson();
    else
        printSummary();
    qsizetype failed = 0;
    int code = Ok;
    for (const Lane &lane : m_lanes) {
        if (lane.error) {
            ++failed;
            if (code != Interrupted)
                code = exitCodeFor(lane.error->kind);
        }
    }
    const bool some = failed > 0 && failed < static_cast<qsizetype>(m_lanes.size());
    Q_EMIT done(some && code != Interrupted ? PartlyFailed : code);
}

} // namespace lineup::cli
