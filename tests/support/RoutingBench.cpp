// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/RoutingBench.h"

#include <QEventLoop>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace lineup::test {

RoutingBench::RoutingBench(SpendGate *gate)
    : replay(u":/lineup/demo/script.json"_s, 200.0), router({.catalogue = catalogue,
                                                         .vault = vault,
                                                         .network = network,
                                                         .replay = replay,
                                                         .clock = clock,
                                                         .sink = &sink,
                                                         .gate = gate})
{
}

CallOutcome RoutingBench::call(const ChatRequest &request, const CallOptions &options)
{
    CallOutcome out;
    QEventLoop waiting; // wakes at the end, where QTest::qWaitFor looks only every 10 ms
    const ReplyPtr reply = router.send(request, options);
    QObject::connect(reply.get(), &Reply::delta, reply.get(), [&out](const Delta &delta) { out.deltas += delta; });
    QObject::connect(reply.get(), &Reply::finished, reply.get(), [&](const Result<Completion> &result) {
        ++out.finishedCount;
        out.result = result;
        waiting.quit();
    });
    QTimer::singleShot(std::chrono::seconds(30), &waiting, &QEventLoop::quit);
    waiting.exec();
    QCoreApplication::processEvents(); // a second finished() would come now
    out.partial = reply->partial();
    out.record = reply->record();
    return out;
}

QString CallOutcome::complaint() const
{
    if (!result)
        return u"the call did not end"_s;
    return result->has_value() ? QString() : result->error().detail;
}

ChatRequest question(const QString &model, bool stream, const QString &text)
{
    ChatRequest request;
    request.model = model;
    request.stream = stream;
    request.messages = {Message::fromText(Role::User, text)};
    return request;
}

} // namespace lineup::test
