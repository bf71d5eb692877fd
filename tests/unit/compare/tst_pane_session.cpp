// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compare/PaneSession.h"
#include "tests/support/ScriptedCalls.h"
#include "tests/support/TurnedClock.h"

#include <QMetaEnum>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::test;
using namespace std::chrono_literals;
using State = PaneSession::State;
using End = PaneAnswer::End;

namespace {

struct Bench
{
    Bench()
    {
        PaneModel model {.modelString = u"s/m"_s, .label = u"m"_s, .service = u"s"_s};
        model.info = ModelInfo {.id = u"m"_s, .service = u"s"_s};
        // 2,000 nano-dollars a token in, 10,000 out
        model.info->price = Price {
            .input = UnitPrice::fromDecimalPerMillion(u"2"), .output = UnitPrice::fromDecimalPerMillion(u"10")};
        pane.setModel(model);
        QObject::connect(&pane, &PaneSession::answerStarted, &pane, [this] { said += u"started"_s; });
        QObject::connect(&pane, &PaneSession::stateChanged, &pane,
            [this](State state) { said += QString::fromLatin1(QMetaEnum::fromType<State>().valueToKey(int(state))); });
        QObject::connect(
            &pane, &PaneSession::textArrived, &pane, [this](const QString &text) { said += u"+"_s + text; });
        QObject::connect(
            &pane, &PaneSession::reasoningArrived, &pane, [this](const QString &text) { said += u"~"_s + text; });
        QObject::connect(&pane, &PaneSession::toolCallArrived, &pane,
            [this](const QString &name, const QString &arguments) { said += name + arguments; });
        // The state is the last one by then, though it is told after this.
        QObject::connect(&pane, &PaneSession::answerEnded, &pane, [this] {
            said += u"ended "_s + QString::fromLatin1(QMetaEnum::fromType<State>().valueToKey(int(pane.state())));
        });
        QObject::connect(&pane, &PaneSession::conversationReset, &pane, [this] { said += u"reset"_s; });
    }
    bool ask(const QString &text) { return pane.send(Message::fromText(Role::User, text), {}); }
    ScriptedReply &call() { return *starter.last(); }
    void pass(std::chrono::milliseconds time) { clock.time = clock.time.addMSecs(time.count()); }
    const PaneTurn &turn(int index) const { return pane.conversation().turns()[index]; }
    QStringList take() { return std::exchange(said, {}); }

    TurnedClock clock;
    ScriptedStarter starter;
    PaneSession pane {starter, clock};
    QStringList said; // every signal, in order
};

QStringList spoken(const ChatRequest &request)
{
    QStringList out;
    for (const Message &message : request.messages)
        out += (message.role == Role::User ? u"U: "_s : u"A: "_s) + message.text();
    return out;
}

Error error(Error::Kind kind, std::optional<std::chrono::milliseconds> retryAfter = {})
{
    Error out {.kind = kind, .detail = u"the provider's words"_s};
    out.retryAfter = retryAfter;
    return out;
}

} // namespace

class TestPaneSession : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void statesOfAnAnswer()
    {
        Bench b;
        QCOMPARE(b.pane.state(), State::Idle);
        QVERIFY(b.ask(u"Say hello"_s));
        QVERIFY(b.pane.isRunning());
        QCOMPARE(b.take(), (QStringList {u"started"_s, u"Queued"_s}));
        b.call().become(Reply::State::Connecting);
        b.call().become(Reply::State::Waiting);
        b.call().reasoning(u"hm"_s);
        b.call().text(u"Hel"_s);
        b.call().text(u"lo"_s);
        b.call().finish();
        QCOMPARE(b.take(),
            (QStringList {u"Connecting"_s, u"Thinking"_s, u"~hm"_s, u"Streaming"_s, u"+Hel"_s, u"+lo"_s,
                u"ended Done"_s, u"Done"_s}));
        QVERIFY(!b.pane.isRunning());
        QCOMPARE(b.turn(0).answer()->message.text(), u"Hello"_s);
        QCOMPARE(b.turn(0).answer()->end, End::Complete);
        QVERIFY(!b.turn(0).answer()->cut);
        QCOMPARE(b.turn(0).answer()->model, u"s/m"_s);
    }

    void onlyTheFirstChoiceIsShown()
    {
        Bench b;
        b.ask(u"Go"_s);
        b.take();
        Delta second;
        second.choice = 1;
        second.text = u"other"_s;
        b.call().tell(second);
        QCOMPARE(b.take(), QStringList());
        QVERIFY(!b.pane.metrics().firstToken);
    }

    void toolCallsComeWholeAtTheEnd()
    {
        Bench b;
        b.ask(u"Go"_s);
        b.take();
        Delta piece;
        piece.toolCalls = {{.id = u"1"_s, .name = u"find"_s, .arguments = u"{\"a\""_s}};
        b.call().tell(piece);
        piece.toolCalls = {{.arguments = u":1}"_s}};
        b.call().tell(piece);
        QCOMPARE(b.take(), QStringList());
        b.call().finish();
        QCOMPARE(b.take(), (QStringList {u"find{\"a\":1}"_s, u"ended Done"_s, u"Done"_s}));
    }

    void nothingToAsk()
    {
        Bench b;
        QVERIFY(!b.pane.send(Message {}, {})); // no content
        QVERIFY(!b.pane.retry({})); // nothing asked yet
        b.pane.stop(); // nothing to stop
        QVERIFY(b.starter.calls.isEmpty());
        QVERIFY(b.ask(u"one"_s));
        QVERIFY(!b.ask(u"two"_s)); // one at a time
        QVERIFY(!b.pane.retry({}));
        QVERIFY(!b.pane.selectAnswer(0));
        QCOMPARE(b.starter.calls.size(), 1);
        QCOMPARE(b.pane.conversation().turns().size(), 1);
        PaneSession bare(b.starter, b.clock);
        QVERIFY(!bare.send(Message::fromText(Role::User, u"x"_s), {})); // no model
    }

    void imageAloneIsNothingToAModelThatCannotSee()
    {
        Bench b;
        Message image;
        image.role = Role::User;
        image.content = {{.kind = ContentPart::Kind::Image, .data = "png", .mimeType = u"image/png"_s}};
        QVERIFY(!b.pane.send(image, {}));
        QVERIFY(b.pane.conversation().isEmpty());
        PaneModel seeing = b.pane.model();
        seeing.info->capabilities = ModelInfo::Capability::Vision;
        b.pane.setModel(seeing);
        QVERIFY(b.pane.send(image, {}));
    }

    void stopKeepsWhatCame()
    {
        Bench b;
        b.ask(u"Go"_s);
        b.call().text(u"half"_s);
        b.take();
        b.pane.stop();
        b.pane.stop(); // once is enough
        QVERIFY(b.call().aborted);
        QVERIFY(b.pane.isRunning()); // the end follows from the event loop
        QCOMPARE(b.take(), QStringList());
        QTRY_COMPARE(b.said, (QStringList {u"ended Stopped"_s, u"Stopped"_s}));
        QCOMPARE(b.turn(0).answer()->end, End::Stopped);
        QCOMPARE(b.turn(0).answer()->message.text(), u"half"_s);
        QVERIFY(!b.pane.error()); // the person's own doing is no error
        QCOMPARE(b.pane.retryDelay(), 0ms);
    }

    void cancelledByAnotherIsAFailure()
    {
        Bench b;
        b.ask(u"Go"_s);
        b.call().fail(error(Error::Kind::Cancelled));
        QCOMPARE(b.pane.state(), State::Failed);
        QCOMPARE(b.pane.error().value().kind, Error::Kind::Cancelled);
    }

    void failureKeepsWhatCame()
    {
        Bench b;
        b.ask(u"Go"_s);
        b.call().reasoning(u"hm"_s);
        b.call().text(u"half"_s);
        b.take();
        b.call().fail(error(Error::Kind::Network));
        QCOMPARE(b.take(), (QStringList {u"ended Failed"_s, u"Failed"_s}));
        const PaneAnswer &answer = *b.turn(0).answer();
        QCOMPARE(answer.end, End::Failed);
        QCOMPARE(answer.message.text(), u"half"_s);
        QCOMPARE(answer.message.reasoning, u"hm"_s);
        QCOMPARE(b.pane.error(), std::optional(error(Error::Kind::Network)));
        QVERIFY(b.pane.retry({}));
        QVERIFY(!b.pane.error()); // not while it is asked again
    }

    void answerCutByTheStreamIsSaid()
    {
        Bench b;
        b.ask(u"Go"_s);
        b.call().text(u"half"_s);
        b.call().finish(false);
        QCOMPARE(b.pane.state(), State::Done);
        QVERIFY(b.turn(0).answer()->cut);
    }

    void retryDelayCountsDown_data()
    {
        QTest::addColumn<int>("after"); // milliseconds asked for; -1: none
        QTest::addColumn<int>("passed");
        QTest::addColumn<int>("left");
        QTest::newRow("none asked for") << -1 << 0 << 0;
        QTest::newRow("at once") << 7'000 << 0 << 7'000;
        QTest::newRow("later") << 7'000 << 2'500 << 4'500;
        QTest::newRow("just over") << 7'000 << 7'000 << 0;
        QTest::newRow("long over") << 7'000 << 60'000 << 0;
    }
    void retryDelayCountsDown()
    {
        QFETCH(int, after);
        QFETCH(int, passed);
        QFETCH(int, left);
        Bench b;
        b.ask(u"Go"_s);
        const auto wait = after < 0 ? std::nullopt : std::optional(std::chrono::milliseconds(after));
        b.call().fail(error(Error::Kind::RateLimited, wait));
        b.pass(std::chrono::milliseconds(passed));
        QCOMPARE(b.pane.retryDelay(), std::chrono::milliseconds(left));
        b.pane.retry({}); // the person need not wait
        QCOMPARE(b.pane.retryDelay(), 0ms);
    }

    void askingAgainKeepsBoth()
    {
        Bench b;
        b.ask(u"Go"_s);
        b.call().text(u"first"_s);
        b.call().fail(error(Error::Kind::Overloaded, 9s));
        b.take();
        QVERIFY(b.pane.retry({}));
        QCOMPARE(b.take(), (QStringList {u"reset"_s, u"started"_s, u"Queued"_s}));
        QCOMPARE(spoken(b.call().request), QStringList {u"U: Go"_s}); // without the answer that failed
        b.call().text(u"second"_s);
        b.call().finish();
        QCOMPARE(b.turn(0).answers.size(), 2);
        QCOMPARE(b.turn(0).current, 1);
        b.take();
        QVERIFY(b.pane.selectAnswer(0));
        QCOMPARE(b.take(), (QStringList {u"reset"_s, u"Failed"_s}));
        QCOMPARE(b.pane.retryDelay(), 0ms); // that was of then
        QVERIFY(b.pane.selectAnswer(1));
        QCOMPARE(b.pane.state(), State::Done);
        QVERIFY(!b.pane.selectAnswer(2));
    }

    void turnsGoAlong()
    {
        Bench b;
        b.ask(u"one"_s);
        b.call().text(u"first"_s);
        b.call().finish();
        b.ask(u"two"_s);
        b.call().text(u"second"_s);
        b.call().finish();
        b.ask(u"three"_s);
        QCOMPARE(spoken(b.call().request),
            (QStringList {u"U: one"_s, u"A: first"_s, u"U: two"_s, u"A: second"_s, u"U: three"_s}));
        QCOMPARE(b.pane.conversation().turns().size(), 3);
    }

    void modelChangedMeanwhile()
    {
        Bench b;
        QSignalSpy changed(&b.pane, &PaneSession::modelChanged);
        b.ask(u"Go"_s);
        PaneModel other = b.pane.model();
        b.pane.setModel(other); // the same
        QCOMPARE(changed.size(), 0);
        other.modelString = u"s/other"_s;
        b.pane.setModel(other);
        QCOMPARE(changed.size(), 1);
        b.call().finish();
        QCOMPARE(b.turn(0).answer()->model, u"s/m"_s); // who was asked
        b.ask(u"on"_s);
        QCOMPARE(b.call().request.model, u"s/other"_s);
    }

    void anotherConversationDropsTheCall()
    {
        Bench b;
        b.ask(u"Go"_s);
        b.call().text(u"half"_s);
        const QPointer<ScriptedReply> call = b.starter.last();
        const PaneConversation kept = b.pane.snapshot();
        QCOMPARE(kept.lastAnswer()->end, End::Interrupted);
        QCOMPARE(kept.lastAnswer()->message.text(), u"half"_s);
        QVERIFY(b.pane.isRunning()); // a snapshot touches nothing
        b.take();
        b.pane.setConversation({});
        QCOMPARE(b.take(), (QStringList {u"reset"_s, u"Idle"_s}));
        QTRY_VERIFY(call.isNull());
        QCOMPARE(b.take(), QStringList()); // it ends in silence
        b.pane.setConversation(kept);
        QCOMPARE(b.pane.state(), State::Stopped);
        QVERIFY(b.pane.retry({}));
    }

    void figuresWhileItRuns()
    {
        Bench b;
        b.ask(u"Say hello"_s); // 6 tokens: 2 and 4 around the message
        b.pass(800ms);
        QVERIFY(b.pane.metrics().running);
        QVERIFY(!b.pane.metrics().firstToken);
        QVERIFY(!b.pane.metrics().tokensPerSecond);
        QCOMPARE(b.pane.metrics().soFar.value().nano(), 12'000);
        b.call().text(u"Hello world"_s); // 3 tokens
        b.pass(49ms); // too short a span to mean anything
        QVERIFY(!b.pane.metrics().tokensPerSecond);
        b.pass(451ms);
        const PaneMetrics running = b.pane.metrics();
        QCOMPARE(running.firstToken, std::optional<std::chrono::microseconds>(800ms));
        QCOMPARE(running.tokensPerSecond.value(), 6.0); // 3 in half a second
        QCOMPARE(running.soFar.value().nano(), 42'000);
        QVERIFY(!running.cost.isKnown());
    }

    // Of a chain only the model that is being asked has a price: none is shown for one that has refused.
    void figuresOfAChain()
    {
        Bench b;
        ModelInfo cheap {.id = u"cheap"_s, .service = u"s"_s};
        cheap.price
            = Price {.input = UnitPrice::fromDecimalPerMillion(u"1"), .output = UnitPrice::fromDecimalPerMillion(u"2")};
        ModelInfo dear {.id = u"dear"_s, .service = u"s"_s};
        dear.price = Price {
            .input = UnitPrice::fromDecimalPerMillion(u"20"), .output = UnitPrice::fromDecimalPerMillion(u"50")};
        b.pane.setModel({.modelString = u"chain/safe"_s, .label = u"safe"_s, .chain = true, .firstAsked = cheap});
        QVERIFY(b.ask(u"Say hello"_s));
        QVERIFY(!b.pane.metrics().soFar);
        b.call().become(Reply::State::Connecting);
        QVERIFY(!b.pane.metrics().soFar);
        b.call().askedNow = {.info = cheap};
        b.call().become(Reply::State::Waiting);
        QCOMPARE(b.pane.metrics().soFar.value().nano(), 6'000); // six tokens at a dollar a million
        b.call().askedNow = {};
        b.call().become(Reply::State::Queued); // it has refused
        QVERIFY(!b.pane.metrics().soFar);
        b.call().become(Reply::State::Connecting);
        b.call().askedNow = {.info = dear, .demo = true};
        b.pane.setModel({.modelString = u"s/other"_s, .label = u"other"_s}); // for the next call
        b.call().text(u"Hello"_s);
        QVERIFY(b.pane.metrics().running);
        QVERIFY(b.pane.metrics().demo);
        const qint64 spoken = b.pane.metrics().usage.outputText;
        QVERIFY(spoken > 0);
        QCOMPARE(b.pane.metrics().soFar.value().nano(), 6 * 20'000 + spoken * 50'000);
        b.call().finish();
        QVERIFY(!b.pane.metrics().running);
    }
    void figuresOfTheRecordHoldAtTheEnd()
    {
        Bench b;
        b.ask(u"Say hello"_s);
        b.call().text(u"Hello world"_s);
        b.pass(10s); // the clock of the pane means nothing then
        CallRecord &record = b.call().callRecord;
        record.usage = Usage {.source = Usage::Source::Reported, .inputFresh = 9, .outputText = 40};
        record.cost = Cost::known(Money::fromNano(123), Cost::Provenance::Provider);
        record.firstToken = 1s;
        record.total = 3s;
        const Usage used = record.usage;
        b.call().finish();
        const PaneMetrics over = b.pane.metrics();
        QVERIFY(!over.running);
        QVERIFY(!over.soFar);
        QCOMPARE(over.firstToken, std::optional<std::chrono::microseconds>(1s));
        QCOMPARE(over.tokensPerSecond.value(), 20.0); // 40 in 2 s
        QCOMPARE(over.cost, Cost::known(Money::fromNano(123), Cost::Provenance::Provider));
        QCOMPARE(over.usage, used);
    }
};

QTEST_GUILESS_MAIN(TestPaneSession)
#include "tst_pane_session.moc"
