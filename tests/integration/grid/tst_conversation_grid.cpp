// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/Catalogue.h"
#include "tests/integration/grid/GridAnswers.h"
#include "tests/integration/grid/GridCheck.h"
#include "tests/support/DecodeStream.h"
#include "tests/support/GoldenEncode.h"
#include "tests/support/ProviderSchemas.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::grid;

namespace {

// The ids of calls and of results in a body, whatever its form.
void collectIds(const QJsonValue &node, QStringList &calls, QStringList &results)
{
    const QJsonObject object = node.toObject();
    for (const QString &name : {u"tool_call_id"_s, u"tool_use_id"_s}) {
        if (object.value(name).isString())
            results += object.value(name).toString();
    }
    const bool isCall = object.value("type"_L1) == "tool_use"_L1 || object.value("function"_L1).isObject();
    if (isCall && object.value("id"_L1).isString())
        calls += object.value("id"_L1).toString();
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (it.key() != "tools"_L1)
            collectIds(it.value(), calls, results);
    }
    for (const QJsonValue &item : node.toArray())
        collectIds(item, calls, results);
}

QRegularExpression idPattern(const QString &service)
{
    if (service == "anthropic"_L1)
        return QRegularExpression(u"^[a-zA-Z0-9_-]+$"_s); // the API's own words in its errors
    if (service == "mistral"_L1)
        return QRegularExpression(u"^[a-zA-Z0-9]{9}$"_s);
    return QRegularExpression(u"^.+$"_s);
}

struct Sent
{
    QJsonObject body;
    QString fault;
};

} // namespace

// A conversation that goes from one service to another and back.
class TestConversationGrid : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void thereAndBack_data();
    void thereAndBack();

private:
    [[nodiscard]] Target targetOf(const Row &row) const
    {
        return *m_catalogue.resolve(QString::fromLatin1(row.service) + u'/' + signedAnswer(row).model);
    }
    [[nodiscard]] Message answerOf(const Row &row) const;
    [[nodiscard]] Sent send(const Row &row, const QList<Message> &messages) const;
    void checkIds(const Row &row, const QJsonObject &body, int calls) const;

    Catalogue m_catalogue;
};

void TestConversationGrid::thereAndBack_data()
{
    QTest::addColumn<QString>("here");
    QTest::addColumn<QString>("there");
    for (const Row &here : rows()) {
        for (const Row &there : rows()) {
            if (&here != &there)
                QTest::addRow("%s, %s", here.service, there.service)
                    << QString::fromLatin1(here.service) << QString::fromLatin1(there.service);
        }
    }
}

Message TestConversationGrid::answerOf(const Row &row) const
{
    const Target target = targetOf(row);
    const golden::Decoded decoded
        = golden::decodePlain(*dialectById(target.service.dialect), target, signedAnswer(row).body);
    return decoded.error || decoded.completion.choices.isEmpty() ? Message()
                                                                 : decoded.completion.choices.first().message;
}

Sent TestConversationGrid::send(const Row &row, const QList<Message> &messages) const
{
    ChatRequest request;
    request.messages = messages;
    request.tools = {golden::weatherTool()};
    const Target target = targetOf(row);
    const Result<EncodedRequest> encoded = dialectById(target.service.dialect)->encode(request, target);
    if (!encoded)
        return {{}, encoded.error().detail};
    const QJsonObject body = QJsonDocument::fromJson(encoded->body).object();
    return {body, (faultsOf(row, body) + turnFaults(row, body)).join(u"; "_s)};
}

void TestConversationGrid::checkIds(const Row &row, const QJsonObject &body, int count) const
{
    QStringList calls;
    QStringList results;
    collectIds(body, calls, results);
    if (row.form == Form::Gemini)
        return; // goes by name and order
    QCOMPARE(calls.size(), count);
    QCOMPARE(results, calls);
    QCOMPARE(QSet<QString>(calls.begin(), calls.end()).size(), count);
    for (const QString &id : std::as_const(calls))
        QVERIFY2(idPattern(QString::fromLatin1(row.service)).match(id).hasMatch(), qUtf8Printable(id));
}

void TestConversationGrid::thereAndBack()
{
    LINEUP_NEEDS_SCHEMAS();
    QFETCH(QString, here);
    QFETCH(QString, there);
    const Row &a = grid::row(here);
    const Row &b = grid::row(there);
    const Message first = answerOf(a);
    QCOMPARE(first.text(), u"Let me see."_s);
    QCOMPARE(first.toolCalls.size(), 1);
    QVERIFY(!first.toolCalls.first().id.isEmpty());
    QList<Message> talk {golden::say(Role::System, u"Be brief"_s), golden::say(Role::User, u"Weather?"_s), first,
        golden::toolResult(first.toolCalls.first().id, u"rain"_s)};

    const Sent toB = send(b, talk);
    QCOMPARE(toB.fault, QString());
    const QByteArray textToB = QJsonDocument(toB.body).toJson();
    QVERIFY(textToB.contains("Let me see.") && textToB.contains("rain") && textToB.contains("Rome"));
    QVERIFY(!textToB.contains("SIGNED"));
    checkIds(b, toB.body, 1);

    Message second = answerOf(b);
    QCOMPARE(second.toolCalls.size(), 1);
    talk += {second, golden::toolResult(second.toolCalls.first().id, u"snow"_s), golden::say(Role::User, u"Sure?"_s)};
    const Sent toA = send(a, talk);
    QCOMPARE(toA.fault, QString());
    const QByteArray textToA = QJsonDocument(toA.body).toJson();
    QVERIFY(textToA.contains("rain") && textToA.contains("snow"));
    QVERIFY2(!textToA.contains(QByteArray("SIGNED" + there.toLatin1())), textToA.constData());
    const QJsonValue replayed = signedAnswer(a).replayed;
    if (!replayed.isUndefined())
        QVERIFY2(holds(toA.body, replayed), textToA.constData());
    checkIds(a, toA.body, 2);
}

QTEST_GUILESS_MAIN(TestConversationGrid)
#include "tst_conversation_grid.moc"
