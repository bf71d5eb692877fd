// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/Vocabulary.h"
#include "core/providers/Conversation.h"
#include "tests/support/GoldenEncode.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::golden;

namespace {

// A conversation as lines: "user: Hi", "assistant: Look [c1 weather]", "tool c1: rain".
QStringList lines(const QList<Message> &messages)
{
    QStringList out;
    for (const Message &message : messages) {
        QString line = roleName(message.role);
        if (!message.toolCallId.isEmpty())
            line += u' ' + message.toolCallId;
        line += u": " + message.text().replace(u'\n', u'/');
        for (const ToolCall &call : message.toolCalls)
            line += u" [%1 %2]"_s.arg(call.id, call.name);
        out += line;
    }
    return out;
}

Message asks(const QStringList &ids)
{
    QList<ToolCall> calls;
    for (const QString &id : ids)
        calls += ToolCall {id, u"weather"_s, u"{}"_s};
    return toolCalls(calls);
}

const Message hi = say(Role::User, u"Hi"_s);
const Message on = say(Role::User, u"On"_s);

} // namespace

class TestConversation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void sendable_data();
    void sendable();
    void ownBlocksCountAsSomething();
    void nothingIsAnErrorWhereNothingMayBeDropped();
    void beginsWithUser();
    void refusesWhatADialectDoesNotTake();
};

void TestConversation::sendable_data()
{
    QTest::addColumn<QList<Message>>("messages");
    QTest::addColumn<QStringList>("sent");
    QTest::addColumn<QStringList>("notes");
    const auto row = [](const char *name, const QList<Message> &messages, const QStringList &sent,
                         const QStringList &notes = {}) { QTest::newRow(name) << messages << sent << notes; };
    row("nothing to mend",
        {say(Role::System, u"S"_s), hi, asks({u"a"_s, u"b"_s}), toolResult(u"b"_s, u"2"_s), toolResult(u"a"_s, u"1"_s),
            on},
        {u"system: S"_s, u"user: Hi"_s, u"assistant:  [a weather] [b weather]"_s, u"tool b: 2"_s, u"tool a: 1"_s,
            u"user: On"_s});
    row("a call without an answer", {hi, asks({u"a"_s}), on},
        {u"user: Hi"_s, u"assistant:  [a weather]"_s, u"tool a: The call was interrupted: there is no result."_s,
            u"user: On"_s},
        {u"added messages: a result for weather"_s});
    row("one of two is answered", {hi, asks({u"a"_s, u"b"_s}), toolResult(u"b"_s, u"2"_s)},
        {u"user: Hi"_s, u"assistant:  [a weather] [b weather]"_s, u"tool b: 2"_s,
            u"tool a: The call was interrupted: there is no result."_s},
        {u"added messages: a result for weather"_s});
    row("an answer that comes late", {hi, asks({u"a"_s}), on, toolResult(u"a"_s, u"1"_s)},
        {u"user: Hi"_s, u"assistant:  [a weather]"_s, u"tool a: 1"_s, u"user: On"_s},
        {u"converted messages: a result of weather moved up"_s});
    row("a result without a call", {hi, toolResult(u"x"_s, u"1"_s)},
        {u"user: Hi"_s, u"user: Result of a tool call:/1"_s}, {u"converted messages: user"_s});
    row("two results for one call", {hi, asks({u"a"_s}), toolResult(u"a"_s, u"1"_s), toolResult(u"a"_s, u"2"_s)},
        {u"user: Hi"_s, u"assistant:  [a weather]"_s, u"tool a: 1"_s, u"user: Result of a tool call:/2"_s},
        {u"converted messages: user"_s});
    row("calls without ids",
        {hi, asks({QString(), QString()}), toolResult(QString(), u"1"_s), toolResult(QString(), u"2"_s)},
        {u"user: Hi"_s, u"assistant:  [call_made0001 weather] [call_made0002 weather]"_s, u"tool call_made0001: 1"_s,
            u"tool call_made0002: 2"_s},
        {u"added messages.tool_calls.id: call_made0001"_s, u"added messages.tool_calls.id: call_made0002"_s});
    row("an id that comes again",
        {hi, asks({u"a"_s}), toolResult(u"a"_s, u"1"_s), asks({u"a"_s}), toolResult(u"a"_s, u"2"_s)},
        {u"user: Hi"_s, u"assistant:  [a weather]"_s, u"tool a: 1"_s, u"assistant:  [call_made0001 weather]"_s,
            u"tool call_made0001: 2"_s},
        {u"added messages.tool_calls.id: call_made0001"_s});
    row("an answer that says nothing", {hi, say(Role::Assistant, u" "_s), on}, {u"user: Hi"_s, u"user: On"_s},
        {u"dropped messages"_s});
}

void TestConversation::sendable()
{
    QFETCH(const QList<Message>, messages);
    QFETCH(const QStringList, sent);
    QFETCH(const QStringList, notes);
    ChatRequest request;
    request.messages = messages;
    const Target target;
    RequestMapper mapper(request, target);
    QCOMPARE(lines(sendableMessages(mapper)), sent);
    const Result<EncodedRequest> encoded = mapper.finish({}, Framing::Sse);
    QVERIFY(encoded.has_value());
    QCOMPARE(noteLines(encoded->mapping), notes);
}

void TestConversation::ownBlocksCountAsSomething()
{
    Message thought = say(Role::Assistant, QString());
    thought.nativeBlocks = {{u"mine"_s, {}}};
    ChatRequest request;
    request.messages = {hi, thought, on};
    Target target;
    target.service.dialect = u"mine"_s;
    RequestMapper mine(request, target);
    QCOMPARE(sendableMessages(mine).size(), 3);
    target.service.dialect = u"other"_s;
    RequestMapper other(request, target);
    QCOMPARE(sendableMessages(other).size(), 2);
}

void TestConversation::nothingIsAnErrorWhereNothingMayBeDropped()
{
    ChatRequest request;
    request.dropParams = false;
    request.messages = {say(Role::Assistant, QString()), asks({u"a"_s}), toolResult(u"x"_s, u"1"_s)};
    const Target target;
    RequestMapper mapper(request, target);
    QCOMPARE(sendableMessages(mapper).size(), 3);
    QVERIFY(mapper.finish({}, Framing::Sse).has_value());
}

void TestConversation::beginsWithUser()
{
    const ChatRequest request;
    const Target target;
    RequestMapper mapper(request, target);
    QList<Message> fine {say(Role::System, u"S"_s), hi};
    beginWithUser(fine, mapper);
    QCOMPARE(fine.size(), 2);
    QList<Message> answerFirst {say(Role::System, u"S"_s), say(Role::Assistant, u"A"_s), hi};
    beginWithUser(answerFirst, mapper);
    QCOMPARE(answerFirst.size(), 4);
    QCOMPARE(answerFirst.at(1).role, Role::User);
    QVERIFY(!answerFirst.at(1).text().isEmpty());
    const Result<EncodedRequest> encoded = mapper.finish({}, Framing::Sse);
    QVERIFY(encoded.has_value());
    QCOMPARE(noteLines(encoded->mapping), QStringList {u"added messages: a first word of the user"_s});
}

// A dialect that was written before these members were there drops none of them in silence.
void TestConversation::refusesWhatADialectDoesNotTake()
{
    ChatRequest request;
    request.messages = {hi};
    request.modalities = QStringList {u"text"_s, u"audio"_s};
    request.audio = json(R"({"voice":"v"})");
    request.prediction = json(R"({"type":"content"})");
    request.verbosity = u"low"_s;
    request.webSearchOptions = QJsonObject();
    request.tools = {Tool {.name = u"t"_s, .cacheControl = json(R"({"type":"ephemeral"})")}};
    request.messages += withParts(Role::User, {{.kind = ContentPart::Kind::File, .fileId = u"f1"_s}});
    request.unknownMembers = QStringList {u"x_new"_s};
    const Target target;
    RequestMapper lenient(request, target);
    lenient.took(u"verbosity"_s);
    const Result<EncodedRequest> encoded = lenient.finish({}, Framing::Sse);
    QVERIFY(encoded.has_value());
    QCOMPARE(noteLines(encoded->mapping),
        QStringList(
            {u"dropped modalities"_s, u"dropped audio"_s, u"dropped prediction"_s, u"dropped web_search_options"_s,
                u"dropped tools.cache_control"_s, u"dropped content.file_id"_s, u"converted x_new: extra_body"_s}));
    request.dropParams = false;
    RequestMapper strict(request, target);
    const Result<EncodedRequest> refused = strict.finish({}, Framing::Sse);
    QVERIFY(!refused.has_value());
    QCOMPARE(refused.error().kind, Error::Kind::Unsupported);
}

QTEST_APPLESS_MAIN(TestConversation)
#include "tst_conversation.moc"
