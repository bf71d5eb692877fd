// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/Dialect.h"
#include "core/providers/ServiceAddress.h"
#include "core/providers/ServiceTable.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;

namespace {

QByteArray table(const QByteArray &row)
{
    return R"({"schema":1,"services":[{"id":"a","label":"A","dialect":"openai-chat"},)" + row + "]}";
}

QByteArray goodRow(const QByteArray &more)
{
    return table(R"({"id":"b","label":"B","dialect":"openai-chat",)" + more + "}");
}

} // namespace

class TestServiceTable : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void theShippedTable_data();
    void theShippedTable();
    void noNameIsThereTwice();
    void readsEveryMember();
    void leavesDefaults();
    void addressesWithFields();
    void ignoresWhatItDoesNotKnow();
    void wrongMembers_data();
    void wrongMembers();
    void notATable_data();
    void notATable();
    void rowsGoRound();

private:
    static QList<Service> shipped();
};

QList<Service> TestServiceTable::shipped()
{
    QFile file(QStringLiteral(LINEUP_SOURCE_DIR "/resources/catalogue/services.json"));
    if (!file.open(QFile::ReadOnly))
        return {};
    return readServiceTable(file.readAll()).value_or(QList<Service>());
}

void TestServiceTable::theShippedTable_data()
{
    QTest::addColumn<int>("place");
    const QList<Service> services = shipped();
    QVERIFY(services.size() >= 15);
    for (int i = 0; i < services.size(); ++i)
        QTest::newRow(qPrintable(services.at(i).id)) << i;
}

void TestServiceTable::theShippedTable()
{
    QFETCH(const int, place);
    const Service service = shipped().at(place);
    QVERIFY(!service.label.isEmpty());
    QVERIFY(!service.id.contains(u'/'));
    QCOMPARE(service.id, service.id.toLower());
    QVERIFY2(dialectById(service.dialect), qPrintable(service.dialect));
    QVERIFY(!service.custom);
    // Keys go over encrypted connections, or do not leave the machine.
    if (!service.baseUrl.isEmpty())
        QVERIFY(service.baseUrl.scheme() == "https"_L1 || (service.local && isLoopback(service.baseUrl)));
    QVERIFY(!service.baseUrl.isEmpty() || !service.baseUrlPattern.isEmpty() || !service.baseUrlEnvironment.isEmpty());
    QVERIFY(service.baseUrlPattern.isEmpty() || service.baseUrlPattern.startsWith("https://"_L1));
    for (const AddressCase &other : service.addressCases)
        QVERIFY(other.baseUrlPattern.startsWith("https://"_L1));
    for (const ServiceVariant &variant : service.variants)
        QVERIFY2(dialectById(variant.dialect), qPrintable(variant.dialect));
    QCOMPARE(service.signingName.isEmpty(), service.auth != AuthScheme::AwsSigV4);
    QVERIFY(service.keyPage.isEmpty() || service.keyPage.scheme() == "https"_L1);
    const bool needsKey = !service.keyOptional && !service.local && !service.demo;
    if (needsKey)
        QVERIFY2(!service.keyEnvironment.isEmpty() && service.auth != AuthScheme::None, "it has no way to get a key");
    if (service.local)
        QVERIFY(service.keyOptional || service.auth == AuthScheme::None);
    for (const QString &variable : service.keyEnvironment + service.baseUrlEnvironment)
        QVERIFY2(QRegularExpression(u"^[A-Z][A-Z0-9_]*$"_s).match(variable).hasMatch(), qPrintable(variable));
}

void TestServiceTable::noNameIsThereTwice()
{
    QSet<QString> names;
    for (const Service &service : shipped()) {
        for (const QString &name : QStringList {service.id} + service.aliases) {
            QVERIFY2(!names.contains(name), qPrintable(name));
            names.insert(name);
        }
    }
    QVERIFY(names.contains(u"together_ai"_s));
}

void TestServiceTable::readsEveryMember()
{
    const QByteArray row = R"({"id":"b","aliases":["bb","bbb"],"label":"B","dialect":"anthropic",
        "base_url":"https://b.test/v1","base_url_env":["B_URL"],"key_env":["B_KEY","B_TOKEN"],"auth":"x-api-key",
        "signing_name":"bs","fields":[{"name":"place","env":["B_PLACE"],"aws_profile":"region","default":"x"}],
        "key_optional":true,"local":true,"demo":true,"headers":{"x-version":"1"},"key_prefixes":["bk-"],
        "key_page":"https://b.test/keys","models_path":"models","price_slug":"c","quirks":{
            "max_tokens_field":"max_completion_tokens","unsupported":["seed","n"],"rename":{"seed":"random_seed"},
            "tool_choice_required":"any","reasoning_field":"reasoning","system_role":"system",
            "effort_field":"reasoning.effort","strip_tool_keys":["strict"],"flatten_content":true,
            "prefill_field":"prefix","file_url_part":"document_url","tool_call_id_length":9,"tool_parameters_required":true,"model_in_path":true,
            "stream_usage_option":false,"reasoning_outside_completion":true,"think_tags":true,
            "searches_always":"^find-","flat_tiers":["flex"],"image_tokens":{"-mini$":48200},"files_cost_extra":true,"cuts_prompts":true,
            "chat_path":"v2/chat","model_prefix":"b/models/","max_temperature":1.5,"extra_body":{"safe":false}},
        "embeddings":"v2/embed",
        "error_patterns":[{"pattern":"too many words","kind":"context_too_long"}]})";
    const Result<QList<Service>> read = readServiceTable(table(row));
    QVERIFY2(read.has_value(), qPrintable(read.has_value() ? QString() : read.error().detail));
    const Service b = read->at(1);
    QCOMPARE(b.id, u"b"_s);
    QCOMPARE(b.aliases, (QStringList {u"bb"_s, u"bbb"_s}));
    QCOMPARE(b.dialect, u"anthropic"_s);
    QCOMPARE(b.baseUrl, QUrl(u"https://b.test/v1"_s));
    QCOMPARE(b.baseUrlEnvironment, QStringList {u"B_URL"_s});
    QCOMPARE(b.keyEnvironment, (QStringList {u"B_KEY"_s, u"B_TOKEN"_s}));
    QCOMPARE(b.auth, AuthScheme::XApiKey);
    QCOMPARE(b.signingName, u"bs"_s);
    QCOMPARE(b.fields.size(), 1);
    QCOMPARE(b.fields.first().name, u"place"_s);
    QCOMPARE(b.fields.first().awsProfileKey, u"region"_s);
    QVERIFY(b.keyOptional && b.local && b.demo && !b.custom);
    QCOMPARE(b.headers, (HttpHeaders {{"x-version", "1"}}));
    QCOMPARE(b.keyPrefixes, QStringList {u"bk-"_s});
    QCOMPARE(b.keyPage, QUrl(u"https://b.test/keys"_s));
    QCOMPARE(b.modelsPath, u"models"_s);
    QCOMPARE(b.priceSlug, u"c"_s);
    QCOMPARE(b.quirks.maxTokensField, u"max_completion_tokens"_s);
    QCOMPARE(b.quirks.unsupported, (QStringList {u"seed"_s, u"n"_s}));
    QCOMPARE(b.quirks.rename, (QHash<QString, QString> {{u"seed"_s, u"random_seed"_s}}));
    QCOMPARE(b.quirks.toolChoiceRequired, u"any"_s);
    QCOMPARE(b.quirks.reasoningField, u"reasoning"_s);
    QCOMPARE(b.quirks.systemRole, u"system"_s);
    QCOMPARE(b.quirks.effortField, u"reasoning.effort"_s);
    QCOMPARE(b.quirks.stripToolKeys, QStringList {u"strict"_s});
    QVERIFY(b.quirks.flattenContent && !b.quirks.streamUsageOption);
    QCOMPARE(b.quirks.prefillField, u"prefix"_s);
    QCOMPARE(b.quirks.fileUrlPart, u"document_url"_s);
    QVERIFY(b.quirks.toolCallIdLength == 9 && b.quirks.toolParametersRequired && b.quirks.modelInPath);
    QVERIFY(b.quirks.reasoningOutsideCompletion && b.quirks.thinkTags);
    QVERIFY(b.quirks.searchesAlways.match(u"find-large"_s).hasMatch());
    QVERIFY(!b.quirks.searchesAlways.match(u"large"_s).hasMatch());
    QCOMPARE(b.quirks.flatTiers, QStringList {u"flex"_s});
    QCOMPARE(b.quirks.imageTokens.size(), 1);
    QVERIFY(b.quirks.imageTokens.first().models.match(u"b-mini"_s).hasMatch());
    QCOMPARE(b.quirks.imageTokens.first().most, 48'200);
    QVERIFY(b.quirks.filesCostExtra);
    QVERIFY(b.quirks.cutsPrompts);
    QCOMPARE(b.quirks.chatPath, u"v2/chat"_s);
    QCOMPARE(b.quirks.modelPrefix, u"b/models/"_s);
    QCOMPARE(b.quirks.maxTemperature, std::optional(1.5));
    QCOMPARE(b.embeddingsPath, u"v2/embed"_s);
    QCOMPARE(b.quirks.extraBody, (QJsonObject {{u"safe"_s, false}}));
    QCOMPARE(b.errorPatterns.size(), 1);
    QCOMPARE(b.errorPatterns.first().kind, Error::Kind::ContextTooLong);
    QVERIFY(b.errorPatterns.first().pattern.match(u"Far Too Many Words"_s).hasMatch());
}

void TestServiceTable::leavesDefaults()
{
    const Service a = readServiceTable(goodRow(R"("local":false)"))->first();
    QCOMPARE(a.auth, AuthScheme::Bearer);
    QVERIFY(a.quirks.streamUsageOption);
    QVERIFY(!a.quirks.flattenContent && !a.quirks.thinkTags && !a.keyOptional && !a.local && !a.demo);
    QVERIFY(a.baseUrl.isEmpty() && a.baseUrlPattern.isEmpty() && a.embeddingsPath.isEmpty());
    QVERIFY(!a.quirks.maxTemperature && a.quirks.chatPath.isEmpty() && a.quirks.modelPrefix.isEmpty());
    QCOMPARE(readServiceTable(goodRow(R"("embeddings":true)"))->last().embeddingsPath, u"embeddings"_s);
    QVERIFY(readServiceTable(goodRow(R"("embeddings":false)"))->last().embeddingsPath.isEmpty());
}

// A place in an address is filled from what the person has set, a variable, or the row.
void TestServiceTable::addressesWithFields()
{
    const QByteArray row = R"("base_url":"https://{region}.b.test/{project}/v1",
        "fields":[{"name":"region","env":["LINEUP_TEST_REGION"],"default":"eu"},{"name":"project","required":true}])";
    const Service plain = readServiceTable(goodRow(row))->last();
    QVERIFY(plain.baseUrl.isEmpty());
    QCOMPARE(plain.fields.size(), 2);
    QCOMPARE(missingFields(plain), QStringList {u"project"_s});
    const Service set = readServiceTable(goodRow(row + R"(,"settings":{"project":"a/b"})"))->last();
    QCOMPARE(resolved(set).baseUrl, QUrl(u"https://eu.b.test/a%2Fb/v1"_s));
    qputenv("LINEUP_TEST_REGION", "us");
    QCOMPARE(resolved(set).baseUrl, QUrl(u"https://us.b.test/a%2Fb/v1"_s));
    qunsetenv("LINEUP_TEST_REGION");
}

void TestServiceTable::ignoresWhatItDoesNotKnow()
{
    const Result<QList<Service>> read
        = readServiceTable(goodRow(R"("colour":"red","quirks":{"next_year":1},"base_url":null)"));
    QVERIFY(read.has_value());
    QCOMPARE(read->size(), 2);
}

void TestServiceTable::wrongMembers_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("detail");
    const auto row = [](const char *name, const QByteArray &json, const QString &detail) {
        QTest::newRow(name) << json << detail;
    };
    row("no id", table(R"({"label":"B","dialect":"x"})"), u"services[1].id: is required"_s);
    row("no label", table(R"({"id":"b","dialect":"x"})"), u"services[1].label: is required"_s);
    row("no dialect", table(R"({"id":"b","label":"B"})"), u"services[1].dialect: is required"_s);
    row("not an object", table("5"), u"services[1].id: is required"_s);
    row("scheme", goodRow(R"("auth":"basic")"), u"services[1].auth: unknown scheme \"basic\""_s);
    row("address", goodRow(R"("base_url":"ftp://b.test")"), u"services[1].base_url: is no http or https address"_s);
    row("no address", goodRow(R"("base_url":"localhost")"), u"services[1].base_url: is no http or https address"_s);
    row("page", goodRow(R"("key_page":"javascript:x")"), u"services[1].key_page: is no http or https address"_s);
    row("flag", goodRow(R"("local":"yes")"), u"services[1].local: expected true or false"_s);
    row("list", goodRow(R"("key_env":5)"), u"services[1].key_env: expected a list"_s);
    row("quirk", goodRow(R"("quirks":{"think_tags":1})"), u"services[1].quirks.think_tags: expected true or false"_s);
    row("image tokens", goodRow(R"("quirks":{"image_tokens":{"x":0}})"),
        u"services[1].quirks.image_tokens: is not patterns with numbers of tokens"_s);
    row("searches", goodRow(R"("quirks":{"searches_always":"("})"),
        u"services[1].quirks.searches_always: is no regular expression"_s);
    row("quirks", goodRow(R"("quirks":[])"), u"services[1].quirks: expected an object"_s);
    row("rename", goodRow(R"("quirks":{"rename":{"seed":5}})"), u"services[1].quirks.rename.seed: expected text"_s);
    row("headers", goodRow(R"("headers":{"x-a":1})"), u"services[1].headers.x-a: expected text"_s);
    row("headers as text", goodRow(R"("headers":"x")"), u"services[1].headers: expected an object"_s);
    row("pattern", goodRow(R"("error_patterns":[{"pattern":"(","kind":"auth"}])"),
        u"services[1].error_patterns[0].pattern: is no regular expression"_s);
    row("kind", goodRow(R"("error_patterns":[{"pattern":"a","kind":"auth"},{"pattern":"b","kind":"odd"}])"),
        u"services[1].error_patterns[1].kind: unknown kind \"odd\""_s);
}

void TestServiceTable::wrongMembers()
{
    QFETCH(const QByteArray, json);
    QFETCH(const QString, detail);
    const Result<QList<Service>> read = readServiceTable(json);
    QVERIFY(!read.has_value());
    QCOMPARE(read.error().kind, Error::Kind::Malformed);
    QCOMPARE(read.error().detail, detail);
}

void TestServiceTable::notATable_data()
{
    QTest::addColumn<QByteArray>("json");
    for (const char *json : {"", "[]", "{", "{}", R"({"services":{}})", R"({"services":5})"})
        QTest::newRow(*json ? json : "empty") << QByteArray(json);
}

void TestServiceTable::notATable()
{
    QFETCH(const QByteArray, json);
    QVERIFY(!readServiceTable(json).has_value());
}

// What a person can set is there again after reading.
void TestServiceTable::rowsGoRound()
{
    Service service;
    service.id = u"mine"_s;
    service.label = u"Mine & ours"_s;
    service.dialect = u"anthropic"_s;
    service.baseUrl = QUrl(u"http://192.168.1.5:8080/v1"_s);
    service.auth = AuthScheme::XApiKey;
    service.keyOptional = true;
    service.modelsPath = u"v1/models"_s;
    service.quirks.maxTokensField = u"max_completion_tokens"_s;
    const QJsonObject file {{u"services"_s, QJsonArray {writeServiceRow(service)}}};
    const Result<QList<Service>> read = readServiceTable(QJsonDocument(file).toJson());
    QVERIFY(read.has_value());
    const Service again = read->first();
    QCOMPARE(again.id, service.id);
    QCOMPARE(again.label, service.label);
    QCOMPARE(again.dialect, service.dialect);
    QCOMPARE(again.baseUrl, service.baseUrl);
    QCOMPARE(again.auth, service.auth);
    QCOMPARE(again.keyOptional, true);
    QCOMPARE(again.modelsPath, service.modelsPath);
    QCOMPARE(again.quirks.maxTokensField, service.quirks.maxTokensField);
    for (const AuthScheme scheme : {AuthScheme::None, AuthScheme::Bearer, AuthScheme::XApiKey, AuthScheme::XGoogApiKey})
        QVERIFY(!authSchemeName(scheme).isEmpty());
}

QTEST_APPLESS_MAIN(TestServiceTable)
#include "tst_service_table.moc"
