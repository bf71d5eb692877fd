// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compare/PaneConversation.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using End = PaneAnswer::End;

namespace {

const PaneModel plain {.modelString = u"s/m"_s, .label = u"m"_s, .service = u"s"_s};

Message user(const QString &text)
{
    return Message::fromText(Role::User, text);
}

Message withImage(const QString &text, const QByteArray &bytes = "png")
{
    Message message = user(text);
    message.content += {.kind = ContentPart::Kind::Image, .data = bytes, .mimeType = u"image/png"_s};
    return message;
}

PaneAnswer answer(const QString &text, End end = End::Complete)
{
    PaneAnswer out;
    out.model = plain.modelString;
    out.message = Message::fromText(Role::Assistant, text);
    out.end = end;
    return out;
}

PaneAnswer thoughtful(const QString &text)
{
    PaneAnswer out = answer(text);
    out.message.reasoning = u"hm"_s;
    out.message.nativeBlocks = {{u"anthropic"_s, {{u"signature"_s, u"abc"_s}}}};
    return out;
}

QStringList spoken(const ChatRequest &request)
{
    QStringList out;
    for (const Message &message : request.messages) {
        static constexpr const char *names[] {"S", "D", "U", "A", "T"};
        out += QString::fromLatin1(names[int(message.role)]) + u": "_s + message.text();
    }
    return out;
}

} // namespace

class TestPaneConversation : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void firstTurn()
    {
        PaneConversation conversation;
        conversation.ask(user(u"Hello"_s));
        const ChatRequest request = conversation.request(plain, {}, u"Be kind."_s);
        QCOMPARE(request.model, u"s/m"_s);
        QVERIFY(request.stream);
        QCOMPARE(spoken(request), (QStringList {u"S: Be kind."_s, u"U: Hello"_s}));
    }

    void ownSystemPromptReplacesTheShared()
    {
        PaneConversation conversation;
        conversation.ask(user(u"Hello"_s));
        const ChatRequest request = conversation.request(plain, {.systemPrompt = u"Rhyme."_s}, u"Be kind."_s);
        QCOMPARE(spoken(request), (QStringList {u"S: Rhyme."_s, u"U: Hello"_s}));
    }

    void blankSystemPromptIsNone()
    {
        PaneConversation conversation;
        conversation.ask(user(u"Hello"_s));
        QCOMPARE(spoken(conversation.request(plain, {}, u" \n"_s)), (QStringList {u"U: Hello"_s}));
    }

    void severalTurns()
    {
        PaneConversation conversation;
        conversation.ask(user(u"1"_s));
        conversation.endAnswer(answer(u"one"_s));
        conversation.ask(user(u"2"_s));
        conversation.endAnswer(answer(u"two"_s));
        conversation.ask(user(u"3"_s));
        QCOMPARE(spoken(conversation.request(plain, {}, {})),
            (QStringList {u"U: 1"_s, u"A: one"_s, u"U: 2"_s, u"A: two"_s, u"U: 3"_s}));
    }

    void unansweredTurnsAreJoined()
    {
        PaneConversation conversation;
        conversation.ask(user(u"Write a poem."_s));
        PaneAnswer failed;
        failed.end = End::Failed;
        failed.error = Error {.kind = Error::Kind::RateLimited};
        conversation.endAnswer(failed);
        conversation.ask(user(u"About rain."_s));
        QCOMPARE(spoken(conversation.request(plain, {}, {})), (QStringList {u"U: Write a poem.\n\nAbout rain."_s}));
    }

    void partialAnswerGoesAlongAsText()
    {
        PaneConversation conversation;
        conversation.ask(user(u"Go"_s));
        PaneAnswer stopped = thoughtful(u"Half an"_s);
        stopped.end = End::Stopped;
        conversation.endAnswer(stopped);
        conversation.ask(user(u"On"_s));
        const ChatRequest request = conversation.request(plain, {}, {});
        QCOMPARE(spoken(request), (QStringList {u"U: Go"_s, u"A: Half an"_s, u"U: On"_s}));
        QVERIFY(request.messages[1].nativeBlocks.isEmpty());
        QVERIFY(request.messages[1].reasoning.isEmpty());
    }

    void nativeBlocksGoBackByteForByte()
    {
        PaneConversation conversation;
        conversation.ask(user(u"Go"_s));
        conversation.endAnswer(thoughtful(u"Done"_s));
        conversation.ask(user(u"On"_s));
        const Message sent = conversation.request(plain, {}, {}).messages[1];
        QCOMPARE(sent.nativeBlocks, thoughtful(u"Done"_s).message.nativeBlocks);
        QCOMPARE(sent.reasoning, u"hm"_s);
    }

    void anotherModelGetsNoNativeBlocks()
    {
        PaneConversation conversation;
        conversation.ask(user(u"Go"_s));
        conversation.endAnswer(thoughtful(u"Done"_s));
        conversation.ask(user(u"On"_s));
        PaneModel other = plain;
        other.modelString = u"s/other"_s;
        const Message sent = conversation.request(other, {}, {}).messages[1];
        QVERIFY(sent.nativeBlocks.isEmpty());
        QVERIFY(sent.reasoning.isEmpty());
        QCOMPARE(sent.text(), u"Done"_s);
    }

    void unansweredToolCallsAreLeftOut()
    {
        PaneConversation conversation;
        conversation.ask(user(u"Go"_s));
        PaneAnswer calling = thoughtful(u"I look."_s);
        calling.message.toolCalls = {{u"c1"_s, u"look"_s, u"{}"_s}};
        conversation.endAnswer(calling);
        conversation.ask(user(u"On"_s));
        const Message sent = conversation.request(plain, {}, {}).messages[1];
        QVERIFY(sent.toolCalls.isEmpty());
        QVERIFY(sent.nativeBlocks.isEmpty());
    }

    void imagesGoToThoseWhoSeeThem_data()
    {
        QTest::addColumn<bool>("known");
        QTest::addColumn<bool>("vision");
        QTest::addColumn<int>("parts");
        QTest::newRow("sees") << true << true << 2;
        QTest::newRow("does not see") << true << false << 1;
        QTest::newRow("not known") << false << false << 2;
    }
    void imagesGoToThoseWhoSeeThem()
    {
        QFETCH(const bool, known);
        QFETCH(const bool, vision);
        QFETCH(const int, parts);
        PaneModel model = plain;
        model.info = ModelInfo {};
        model.info->capabilitiesKnown = known;
        model.info->capabilities.setFlag(ModelInfo::Capability::Vision, vision);
        PaneConversation conversation;
        conversation.ask(withImage(u"What is this?"_s));
        QCOMPARE(conversation.turns().first().imageCount(), 1);
        QCOMPARE(conversation.request(model, {}, {}).messages.first().content.size(), parts);
    }

    void askingAgainKeepsTheFirstAnswer()
    {
        PaneConversation conversation;
        QVERIFY(!conversation.askAgain());
        conversation.ask(user(u"Go"_s));
        conversation.endAnswer(answer(u"first"_s));
        QVERIFY(conversation.askAgain());
        QCOMPARE(conversation.lastAnswer(), nullptr);
        QCOMPARE(spoken(conversation.request(plain, {}, {})), (QStringList {u"U: Go"_s}));
        conversation.endAnswer(answer(u"second"_s));
        QCOMPARE(conversation.turns().first().answers.size(), 2);
        QCOMPARE(conversation.lastAnswer()->message.text(), u"second"_s);
        QVERIFY(conversation.selectAnswer(0));
        QVERIFY(!conversation.selectAnswer(2));
        conversation.ask(user(u"On"_s));
        QCOMPARE(spoken(conversation.request(plain, {}, {})), (QStringList {u"U: Go"_s, u"A: first"_s, u"U: On"_s}));
    }

    void askingAgainForgetsAnEmptyFailure()
    {
        PaneConversation conversation;
        conversation.ask(user(u"Go"_s));
        conversation.endAnswer(answer(QString(), End::Failed));
        QVERIFY(conversation.askAgain());
        QVERIFY(conversation.turns().first().answers.isEmpty());
    }

    void json()
    {
        PaneConversation conversation;
        conversation.ask(withImage(u"What is this?"_s));
        PaneAnswer whole = thoughtful(u"A cat ✓"_s);
        whole.usage = {.source = Usage::Source::Reported,
            .inputFresh = 7,
            .inputCacheRead = 3,
            .outputText = 9,
            .outputReasoning = 2};
        whole.cost = Cost::known(Money::fromNano(123'456'789'012), Cost::Provenance::Provider);
        whole.firstToken = std::chrono::microseconds(4200);
        whole.total = std::chrono::microseconds(99000);
        whole.mapping = {{MappingNote::Action::Dropped, u"seed"_s, {}, u"not taken"_s}};
        whole.finishReason = FinishReason::Length;
        conversation.endAnswer(whole);
        conversation.ask(user(u"On"_s));
        PaneAnswer failed = answer(u"par"_s, End::Failed);
        failed.error = Error {.kind = Error::Kind::Overloaded,
            .detail = u"busy"_s,
            .httpStatus = 529,
            .service = u"s"_s,
            .requestId = u"r1"_s};
        failed.cost = Cost::unknown(Cost::Reason::MaybeBilled);
        conversation.endAnswer(failed);
        const QByteArray bytes = QJsonDocument(conversation.toJson()).toJson();
        const PaneConversation back = PaneConversation::fromJson(QJsonDocument::fromJson(bytes).object());
        QCOMPARE(back, conversation);
    }

    void largeImagesAreCountedNotKept()
    {
        PaneConversation conversation;
        conversation.ask(withImage(u"Look"_s, QByteArray(40 * 1024, 'x')));
        const PaneConversation back = PaneConversation::fromJson(conversation.toJson());
        QCOMPARE(back.turns().first().user, user(u"Look"_s));
        QCOMPARE(back.turns().first().imageCount(), 1);
        // and still are, when saved once more
        QCOMPARE(PaneConversation::fromJson(back.toJson()).turns().first().imageCount(), 1);
    }

    void oldestTurnsGoFirst()
    {
        PaneConversation conversation;
        for (const QString &text : {u"old"_s, u"new"_s}) {
            conversation.ask(user(text));
            conversation.endAnswer(answer(QString(2000, u'a')));
        }
        const PaneConversation back = PaneConversation::fromJson(conversation.toJson({.totalBytes = 4000}));
        QCOMPARE(back.turns().size(), 1);
        QCOMPARE(back.turns().first().user.text(), u"new"_s);
    }

    void runningCostIsNotSavedAsRunning()
    {
        PaneConversation conversation;
        conversation.ask(user(u"Go"_s));
        conversation.endAnswer(answer(u"par"_s, End::Interrupted));
        const PaneAnswer back = *PaneConversation::fromJson(conversation.toJson()).lastAnswer();
        QCOMPARE(back.end, End::Interrupted);
        QCOMPARE(back.cost.reason(), Cost::Reason::NoUsage);
    }

    void nonsenseFileIsEmptyOrHarmless()
    {
        QVERIFY(PaneConversation::fromJson({{u"turns"_s, u"x"_s}}).isEmpty());
        const QJsonObject wild {{u"turns"_s, QJsonArray {QJsonObject {{u"current"_s, 99}, {u"answers"_s, 5}}}}};
        QCOMPARE(PaneConversation::fromJson(wild).lastAnswer(), nullptr);
    }
};

QTEST_GUILESS_MAIN(TestPaneConversation)
#include "tst_pane_conversation.moc"
