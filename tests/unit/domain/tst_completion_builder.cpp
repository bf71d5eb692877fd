// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/CompletionBuilder.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;

Q_DECLARE_METATYPE(QList<lineup::ToolCallDelta>)
Q_DECLARE_METATYPE(QList<lineup::ToolCall>)

class TestCompletionBuilder : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void nothing();
    void textIsAppended();
    void interleavedChoices();
    void choicesComeInOrder();
    void toolCalls_data();
    void toolCalls();
    void madeUpIdsAreDifferent();
    void usageReplaces();
    void namesReplaceWhenSaid();
    void finishReplacesWhenSaid();
    void citationsOnce();
    void nativeBlocksAreKept();
    void whatCountsAsContent();
    void anOngoingAnswerCanBeLookedAt();

private:
    static Completion built(const QList<Delta> &deltas, bool complete = true);
};

Completion TestCompletionBuilder::built(const QList<Delta> &deltas, bool complete)
{
    CompletionBuilder builder;
    for (const Delta &delta : deltas)
        builder.apply(delta);
    return builder.build(complete);
}

void TestCompletionBuilder::nothing()
{
    QCOMPARE(built({}, false), Completion());
    QCOMPARE(built({Delta(), Delta {.choice = 3}}, false), Completion());
    QCOMPARE(built({}).complete, true);
    QVERIFY(!built({}).first());
    QCOMPARE(built({}).text(), QString());
}

void TestCompletionBuilder::textIsAppended()
{
    const Completion out = built({{.reasoning = u"Hm"_s}, {.reasoning = u", so"_s}, {.text = u"Hel"_s},
        {.text = u"lo"_s}, {.refusal = u"No"_s}, {.refusal = u"."_s}});
    QCOMPARE(out.choices.size(), 1);
    const Message &message = out.choices.first().message;
    QCOMPARE(message.role, Role::Assistant);
    QCOMPARE(message.content, (QList<ContentPart> {ContentPart::fromText(u"Hello"_s)}));
    QCOMPARE(message.reasoning, u"Hm, so"_s);
    QCOMPARE(message.refusal, u"No."_s);
    QCOMPARE(out.choices.first().finishReason, FinishReason::Unknown);
}

void TestCompletionBuilder::interleavedChoices()
{
    const Completion out
        = built({{.choice = 0, .text = u"a"_s}, {.choice = 1, .text = u"x"_s}, {.choice = 0, .text = u"b"_s},
            {.choice = 2, .text = u"p"_s}, {.choice = 1, .text = u"y"_s, .finishReason = FinishReason::Length},
            {.choice = 0, .toolCalls = {{0, u"i"_s, u"f"_s, u"{}"_s}}, .finishReason = FinishReason::ToolCalls},
            {.choice = 2, .text = u"q"_s, .finishReason = FinishReason::Stop, .nativeFinishReason = u"eos"_s}});
    QCOMPARE(out.choices.size(), 3);
    QCOMPARE(out.text(), u"ab"_s);
    QCOMPARE(out.choices.at(0).finishReason, FinishReason::ToolCalls);
    QCOMPARE(out.choices.at(0).message.toolCalls.size(), 1);
    QCOMPARE(out.choices.at(1).message.text(), u"xy"_s);
    QCOMPARE(out.choices.at(1).finishReason, FinishReason::Length);
    QVERIFY(out.choices.at(1).message.toolCalls.isEmpty());
    QCOMPARE(out.choices.at(2).message.text(), u"pq"_s);
    QCOMPARE(out.choices.at(2).nativeFinishReason, u"eos"_s);
}

void TestCompletionBuilder::choicesComeInOrder()
{
    const Completion out = built({{.choice = 5, .text = u"f"_s}, {.choice = 1, .text = u"b"_s},
        {.choice = 3, .text = u"d"_s}, {.choice = 0, .text = u"a"_s}, {.choice = 3, .text = u"D"_s}});
    QList<int> order;
    QString texts;
    for (const Choice &choice : out.choices) {
        order += choice.index;
        texts += choice.message.text();
    }
    QCOMPARE(order, (QList<int> {0, 1, 3, 5}));
    QCOMPARE(texts, u"abdDf"_s);
}

void TestCompletionBuilder::toolCalls_data()
{
    QTest::addColumn<QList<ToolCallDelta>>("pieces");
    QTest::addColumn<QList<ToolCall>>("calls");
    using Pieces = QList<ToolCallDelta>;
    using Calls = QList<ToolCall>;
    QTest::newRow("whole in one piece") << Pieces {{0, u"a"_s, u"f"_s, uR"({"x":1})"_s}}
                                        << Calls {{u"a"_s, u"f"_s, uR"({"x":1})"_s}};
    QTest::newRow("nameless fragments by index") << Pieces {{0, u"a"_s, u"f"_s, {}}, {0, {}, {}, u"{\"x\""_s},
        {0, {}, {}, u":1}"_s}} << Calls {{u"a"_s, u"f"_s, uR"({"x":1})"_s}};
    QTest::newRow("fragments of two calls, interleaved") << Pieces {{0, u"a"_s, u"f"_s, {}}, {1, u"b"_s, u"g"_s, {}},
        {0, {}, {}, u"{\"x\":"_s}, {1, {}, {}, u"{\"y\":"_s}, {0, {}, {}, u"1}"_s},
        {1, {}, {}, u"2}"_s}} << Calls {{u"a"_s, u"f"_s, uR"({"x":1})"_s}, {u"b"_s, u"g"_s, uR"({"y":2})"_s}};
    QTest::newRow("id and name repeated in each fragment")
        << Pieces {{0, u"a"_s, u"f"_s, u"{"_s}, {0, u"a"_s, u"f"_s, u"}"_s}} << Calls {{u"a"_s, u"f"_s, u"{}"_s}};
    QTest::newRow("name before the id") << Pieces {{0, {}, u"f"_s, {}}, {0, u"a"_s, {}, u"{}"_s}}
                                        << Calls {{u"a"_s, u"f"_s, u"{}"_s}};
    QTest::newRow("several calls under one index, each with an id")
        << Pieces {{0, u"a"_s, u"f"_s, u"{}"_s}, {0, u"b"_s, u"f"_s, uR"({"x")"_s}, {0, {}, {}, u":2}"_s},
               {0, u"c"_s, u"g"_s, {}}}
        << Calls {{u"a"_s, u"f"_s, u"{}"_s}, {u"b"_s, u"f"_s, uR"({"x":2})"_s}, {u"c"_s, u"g"_s, u"{}"_s}};
    QTest::newRow("several calls under one index, told apart by their names")
        << Pieces {{0, {}, u"f"_s, u"{}"_s}, {0, {}, u"g"_s, u"{"_s}, {0, {}, {}, u"}"_s}}
        << Calls {{u"call_0_0"_s, u"f"_s, u"{}"_s}, {u"call_0_1"_s, u"g"_s, u"{}"_s}};
    QTest::newRow("one id whose name changes is one call")
        << Pieces {{0, u"a"_s, u"f"_s, {}}, {0, u"a"_s, u"full"_s, u"{}"_s}} << Calls {{u"a"_s, u"full"_s, u"{}"_s}};
    QTest::newRow("no arguments are an empty object")
        << Pieces {{0, u"a"_s, u"f"_s, {}}} << Calls {{u"a"_s, u"f"_s, u"{}"_s}};
    QTest::newRow("indices with a gap") << Pieces {{4, u"a"_s, u"f"_s, {}}, {1, u"b"_s, u"g"_s, {}}}
                                        << Calls {{u"a"_s, u"f"_s, u"{}"_s}, {u"b"_s, u"g"_s, u"{}"_s}};
    QTest::newRow("ids are made up") << Pieces {{0, {}, u"f"_s, {}}, {1, {}, u"f"_s, {}}, {2, u"own"_s, u"f"_s, {}}}
                                     << Calls {{u"call_0_0"_s, u"f"_s, u"{}"_s}, {u"call_0_1"_s, u"f"_s, u"{}"_s},
                                            {u"own"_s, u"f"_s, u"{}"_s}};
}

void TestCompletionBuilder::toolCalls()
{
    QFETCH(const QList<ToolCallDelta>, pieces);
    QFETCH(const QList<ToolCall>, calls);
    QCOMPARE(built({Delta {.toolCalls = pieces}}).choices.first().message.toolCalls, calls);
    QList<Delta> oneByOne;
    for (const ToolCallDelta &piece : pieces)
        oneByOne += Delta {.toolCalls = {piece}};
    QCOMPARE(built(oneByOne).choices.first().message.toolCalls, calls);
}

void TestCompletionBuilder::madeUpIdsAreDifferent()
{
    const Completion out = built({{.choice = 0, .toolCalls = {{0, {}, u"f"_s, {}}}},
        {.choice = 1, .toolCalls = {{0, {}, u"f"_s, {}}}}, {.choice = 0, .toolCalls = {{1, {}, u"f"_s, {}}}}});
    QSet<QString> ids;
    for (const Choice &choice : out.choices) {
        for (const ToolCall &call : choice.message.toolCalls)
            ids.insert(call.id);
    }
    QCOMPARE(ids.size(), 3);
}

void TestCompletionBuilder::usageReplaces()
{
    const Usage early {.source = Usage::Source::Estimated, .inputFresh = 10, .outputText = 1};
    const Usage last {.source = Usage::Source::Reported, .inputFresh = 8, .outputText = 5, .outputReasoning = 2};
    const Completion out = built({{.usage = early, .providerCost = Money::fromNano(5)}, {.text = u"x"_s},
        {.usage = last, .providerCost = Money::fromNano(7)}, {.text = u"y"_s}});
    QCOMPARE(out.usage, last);
    QVERIFY(out.providerCost == Money::fromNano(7));
}

void TestCompletionBuilder::namesReplaceWhenSaid()
{
    const Completion out = built(
        {{.responseId = u"1"_s, .responseModel = u"m"_s, .systemFingerprint = u"fp"_s, .serviceTier = u"auto"_s},
            {.responseModel = u"m-2"_s, .serviceTier = u"flex"_s}});
    QCOMPARE(out.id, u"1"_s);
    QCOMPARE(out.model, u"m-2"_s);
    QCOMPARE(out.systemFingerprint, u"fp"_s);
    QCOMPARE(out.serviceTier, u"flex"_s);
    QVERIFY(out.choices.isEmpty()); // nothing was said in any of them
}

void TestCompletionBuilder::finishReplacesWhenSaid()
{
    const Completion out = built({{.finishReason = FinishReason::Stop, .nativeFinishReason = u"stop"_s},
        {.text = u"x"_s}, {.finishReason = FinishReason::Length}});
    QCOMPARE(out.choices.first().finishReason, FinishReason::Length);
    QCOMPARE(out.choices.first().nativeFinishReason, u"stop"_s);
    QCOMPARE(out.text(), u"x"_s);
}

void TestCompletionBuilder::citationsOnce()
{
    const Citation a {u"https://a.test/"_s, u"A"_s, {}};
    const Citation b {u"https://a.test/"_s, u"A"_s, u"quoted"_s};
    const Completion out = built({{.citations = {a}}, {.citations = {a, b}}, {.citations = {b}}});
    QCOMPARE(out.choices.first().citations, (QList<Citation> {a, b}));
}

void TestCompletionBuilder::nativeBlocksAreKept()
{
    const NativeBlock one {u"x"_s, {{u"signature"_s, u"s1"_s}}};
    const Completion out = built({{.nativeBlocks = {one}}, {.nativeBlocks = {one}}});
    QCOMPARE(out.choices.first().message.nativeBlocks, (QList<NativeBlock> {one, one}));
}

void TestCompletionBuilder::whatCountsAsContent()
{
    CompletionBuilder builder;
    builder.apply(
        {.citations = {{u"u"_s, {}, {}}}, .finishReason = FinishReason::Stop, .usage = Usage(), .responseId = u"1"_s});
    QVERIFY(!builder.hasContent());
    for (const Delta &delta : {Delta {.text = u"x"_s}, Delta {.reasoning = u"x"_s}, Delta {.refusal = u"x"_s},
             Delta {.toolCalls = {{0, {}, u"f"_s, {}}}}}) {
        CompletionBuilder fresh;
        fresh.apply(delta);
        QVERIFY(fresh.hasContent());
    }
}

void TestCompletionBuilder::anOngoingAnswerCanBeLookedAt()
{
    CompletionBuilder builder;
    builder.apply({.text = u"Hel"_s, .toolCalls = {{0, {}, u"f"_s, u"{\"x\""_s}}});
    const Completion early = builder.build(false);
    QCOMPARE(early.text(), u"Hel"_s);
    QVERIFY(!early.complete);
    builder.apply({.text = u"lo"_s, .toolCalls = {{0, {}, {}, u":1}"_s}}});
    const Completion whole = builder.build(true);
    QCOMPARE(whole.text(), u"Hello"_s);
    QCOMPARE(whole.choices.first().message.toolCalls.first().arguments, uR"({"x":1})"_s);
    QCOMPARE(early.text(), u"Hel"_s);
}

QTEST_APPLESS_MAIN(TestCompletionBuilder)
#include "tst_completion_builder.moc"
