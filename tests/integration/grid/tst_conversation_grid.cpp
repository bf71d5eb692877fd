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
    if (object.value("call_id"_L1).isString())
        (object.value("type"_L1) == "function_call"_L1 ? calls : results) += object.value("call_id"_L1).toString();
    for (const auto &[name, ids] : {std::pair("toolUse"_L1, &calls), std::pair("toolResult"_L1, &results)}) {
        if (object.contains(name))
            *ids += object.value(name).toObject().value("toolUseId"_L1).toString();
    }
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
    if (service == "mistral"_L1 || service == "vertex-mistral"_L1)
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
        const RowEnvironment environment(row);
        const QString model = callsTools(row) ? signedAnswer(row).model : row.models.first();
        return *m_catalogue.resolve(QString::fromLatin1(row.service) + u'/' + model, anyAddress());
    }
    // What the service answers, and what is said to that.
    [[nodiscard]] QList<Message> turnOf(const Row &row, const QString &result) const;
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
                QTest::addRow("%s, %s", here.id(), there.id())
                    << QString::fromLatin1(here.id()) << QString::fromLatin1(there.id());
        }
    }
}

Message TestConversationGrid::answerOf(const Row &row) const
{
    const Target target = targetOf(row);
    const golden::Decoded decoded = golden::decodePlain(
        *dialectById(target.service.dialect), target, callsTools(row) ? signedAnswer(row).body : row.answer);
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
    return {body, (faultsOf(row, target.model, body) + turnFaults(row, body)).join(u"; "_s)};
}

QList<Message> TestConversationGrid::turnOf(const Row &row, const QString &result) const
{
    const Message answer = answerOf(row);
    if (answer.toolCalls.isEmpty())
        return {answer, golden::say(Role::User, result)};
    return {answer, golden::toolResult(answer.toolCalls.first().id, result)};
}

void TestConversationGrid::checkIds(const Row &row, const QJsonObject &body, int count) const
{
    QStringList calls;
    QStringList results;
    collectIds(body, calls, results);
    if (row.form == Form::Gemini || row.form == Form::Prompt)
        return; // goes by name and order, or is told in words
    QCOMPARE(calls.size(), count);
    QCOMPARE(results, calls);
    QCOMPARE(QSet<QString>(calls.begin(), calls.end()).size(), count);
    for (const QString &id : std::as_const(calls))
        QVERIFY2(idPattern(QString::fromLatin1(row.id())).match(id).hasMatch(), qUtf8Printable(id));
}

void TestConversationGrid::thereAndBack()
{
    LINEUP_NEEDS_SCHEMAS();
    QFETCH(QString, here);
    QFETCH(QString, there);
    const Row &a = grid::row(here);
    const Row &b = grid::row(there);
    const QList<Message> first = turnOf(a, u"rain"_s);
    const QString said = callsTools(a) ? u"Let me see."_s : u"ok"_s;
    QCOMPARE(first.first().text(), said);
    QCOMPARE(first.first().toolCalls.size(), callsTools(a) ? 1 : 0);
    QList<Message> talk
        = QList<Message> {golden::say(Role::System, u"Be brief"_s), golden::say(Role::User, u"Weather?"_s)} + first;

    const Sent toB = send(b, talk);
    QCOMPARE(toB.fault, QString());
    const QByteArray textToB = QJsonDocument(toB.body).toJson();
    QVERIFY(textToB.contains(said.toUtf8()) && textToB.contains("rain"));
    QVERIFY(!callsTools(a) || textToB.contains("Rome"));
    QVERIFY2(shareSignatures(a, b) || !textToB.contains("SIGNED"), textToB.constData());
    checkIds(b, toB.body, callsTools(a) ? 1 : 0);

    talk += turnOf(b, u"snow"_s) + QList<Message> {golden::say(Role::User, u"Sure?"_s)};
    const Sent toA = send(a, talk);
    QCOMPARE(toA.fault, QString());
    const QByteArray textToA = QJsonDocument(toA.body).toJson();
    QVERIFY(textToA.contains("rain") && textToA.contains("snow"));
    if (callsTools(b) && !shareSignatures(a, b)) {
        const QJsonValue foreign = signedAnswer(b).replayed;
        QVERIFY2(!foreign.isObject() || !holds(toA.body, foreign), textToA.constData());
    }
    const QJsonValue replayed = callsTools(a) ? signedAnswer(a).replayed : QJsonValue(QJsonValue::Undefined);
    if (!replayed.isUndefined())
        QVERIFY2(holds(toA.body, replayed), textToA.constData());
    checkIds(a, toA.body, (callsTools(a) ? 1 : 0) + (callsTools(b) ? 1 : 0));
}

QTEST_GUILESS_MAIN(TestConversationGrid)
#include "tst_conversation_grid.moc"
