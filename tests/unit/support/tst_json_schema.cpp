// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ProviderSchemas.h"
#include "tests/support/Traffic.h"

#include <QJsonDocument>
#include <QtTest>

using namespace Qt::StringLiterals;
using lineup::test::JsonSchema;

namespace {

QJsonValue json(const QByteArray &text)
{
    QJsonParseError fault;
    const QJsonArray wrapped = QJsonDocument::fromJson('[' + text + ']', &fault).array();
    if (fault.error != QJsonParseError::NoError)
        qFatal("not JSON: %s", text.constData());
    return wrapped.at(0);
}

} // namespace

class TestJsonSchema : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void keyword_data();
    void keyword();
    void unionTellsOfTheBranchThatCameFurthest();
    void unknownMember_data();
    void unknownMember();
    void namesKeywordsItDoesNotKnow();
    void knowsEveryKeywordOfTheDescriptions();
    void agreesAboutRecordedRequests_data();
    void agreesAboutRecordedRequests();
};

void TestJsonSchema::keyword_data()
{
    QTest::addColumn<QByteArray>("schema");
    QTest::addColumn<QByteArray>("good");
    QTest::addColumn<QByteArray>("bad");
    QTest::newRow("type text") << QByteArray(R"({"type":"string"})") << QByteArray(R"("a")") << QByteArray("1");
    QTest::newRow("type integer") << QByteArray(R"({"type":"integer"})") << QByteArray("1.0") << QByteArray("1.5");
    QTest::newRow("type number") << QByteArray(R"({"type":"number"})") << QByteArray("1.5") << QByteArray("\"1.5\"");
    QTest::newRow("type boolean") << QByteArray(R"({"type":"boolean"})") << QByteArray("false") << QByteArray("0");
    QTest::newRow("type null") << QByteArray(R"({"type":"null"})") << QByteArray("null") << QByteArray("{}");
    QTest::newRow("type object") << QByteArray(R"({"type":"object"})") << QByteArray("{}") << QByteArray("[]");
    QTest::newRow("type array") << QByteArray(R"({"type":"array"})") << QByteArray("[]") << QByteArray("{}");
    QTest::newRow("one of types") << QByteArray(R"({"type":["string","null"]})") << QByteArray("null")
                                  << QByteArray("0");
    QTest::newRow("enum") << QByteArray(R"({"enum":["a",2]})") << QByteArray("2") << QByteArray("\"b\"");
    QTest::newRow("const") << QByteArray(R"({"const":"a"})") << QByteArray("\"a\"") << QByteArray("\"A\"");
    QTest::newRow("const null") << QByteArray(R"({"const":null})") << QByteArray("null") << QByteArray("false");
    QTest::newRow("required") << QByteArray(R"({"required":["a"]})") << QByteArray(R"({"a":null})")
                              << QByteArray(R"({"b":1})");
    QTest::newRow("required of other types")
        << QByteArray(R"({"required":["a"],"maxLength":2})") << QByteArray("\"bc\"") << QByteArray("\"bcd\"");
    QTest::newRow("properties") << QByteArray(R"({"properties":{"a":{"type":"string"}}})") << QByteArray(R"({"b":1})")
                                << QByteArray(R"({"a":1})");
    QTest::newRow("closed") << QByteArray(R"({"properties":{"a":true},"additionalProperties":false})")
                            << QByteArray(R"({"a":1})") << QByteArray(R"({"b":1})");
    QTest::newRow("schema of others") << QByteArray(
        R"({"properties":{"a":true},"additionalProperties":{"type":"number"}})")
                                      << QByteArray(R"({"a":"x","b":1})") << QByteArray(R"({"b":"x"})");
    QTest::newRow("patternProperties") << QByteArray(
        R"({"patternProperties":{"^n":{"type":"number"}},"additionalProperties":false})")
                                       << QByteArray(R"({"n1":1})") << QByteArray(R"({"n1":"x"})");
    QTest::newRow("propertyNames") << QByteArray(R"({"propertyNames":{"pattern":"^[a-z]+$"}})")
                                   << QByteArray(R"({"abc":1})") << QByteArray(R"({"aBc":1})");
    QTest::newRow("items") << QByteArray(R"({"items":{"type":"number"}})") << QByteArray("[1,2]")
                           << QByteArray("[1,\"2\"]");
    QTest::newRow("minItems") << QByteArray(R"({"minItems":1})") << QByteArray("[0]") << QByteArray("[]");
    QTest::newRow("maxItems") << QByteArray(R"({"maxItems":1})") << QByteArray("[0]") << QByteArray("[0,0]");
    QTest::newRow("minProperties") << QByteArray(R"({"minProperties":1})") << QByteArray(R"({"a":1})")
                                   << QByteArray("{}");
    QTest::newRow("maxProperties") << QByteArray(R"({"maxProperties":0})") << QByteArray("{}")
                                   << QByteArray(R"({"a":1})");
    QTest::newRow("minLength") << QByteArray(R"({"minLength":2})") << QByteArray("\"ab\"") << QByteArray("\"a\"");
    QTest::newRow("length in characters")
        << QByteArray(R"({"maxLength":1})") << QByteArray("\"\xF0\x9F\x8C\x8D\"") << QByteArray("\"ab\"");
    QTest::newRow("pattern") << QByteArray(R"({"pattern":"^[a-zA-Z0-9_-]+$"})") << QByteArray("\"a-1\"")
                             << QByteArray("\"a.1\"");
    QTest::newRow("pattern anywhere") << QByteArray(R"({"pattern":"b"})") << QByteArray("\"abc\"")
                                      << QByteArray("\"ac\"");
    QTest::newRow("minimum") << QByteArray(R"({"minimum":0})") << QByteArray("0") << QByteArray("-0.1");
    QTest::newRow("maximum") << QByteArray(R"({"maximum":2})") << QByteArray("2") << QByteArray("2.1");
    QTest::newRow("exclusiveMinimum") << QByteArray(R"({"exclusiveMinimum":0})") << QByteArray("0.1")
                                      << QByteArray("0");
    QTest::newRow("exclusiveMaximum") << QByteArray(R"({"exclusiveMaximum":1})") << QByteArray("0.9")
                                      << QByteArray("1");
    QTest::newRow("multipleOf") << QByteArray(R"({"multipleOf":4})") << QByteArray("8") << QByteArray("6");
    QTest::newRow("anyOf") << QByteArray(R"({"anyOf":[{"type":"string"},{"type":"number"}]})") << QByteArray("1")
                           << QByteArray("true");
    QTest::newRow("oneOf") << QByteArray(R"({"oneOf":[{"minimum":5},{"maximum":7}]})") << QByteArray("9")
                           << QByteArray("6");
    QTest::newRow("oneOf none") << QByteArray(R"({"oneOf":[{"minimum":5},{"maximum":2}]})") << QByteArray("1")
                                << QByteArray("3");
    QTest::newRow("allOf") << QByteArray(R"({"allOf":[{"minimum":5},{"maximum":7}]})") << QByteArray("6")
                           << QByteArray("8");
    QTest::newRow("not") << QByteArray(R"({"not":{"required":["a"]}})") << QByteArray(R"({"b":1})")
                         << QByteArray(R"({"a":1})");
    QTest::newRow("$ref") << QByteArray(R"({"$ref":"#/$defs/a~1b","$defs":{"a/b":{"type":"string"}}})")
                          << QByteArray("\"x\"") << QByteArray("1");
    QTest::newRow("beside $ref") << QByteArray(R"({"$ref":"#/$defs/x","maxLength":1,"$defs":{"x":{"type":"string"}}})")
                                 << QByteArray("\"x\"") << QByteArray("\"xy\"");
    QTest::newRow("$ref to itself") << QByteArray(
        R"({"properties":{"in":{"$ref":"#"},"n":{"type":"number"}},"additionalProperties":false})")
                                    << QByteArray(R"({"in":{"in":{"n":1}}})")
                                    << QByteArray(R"({"in":{"in":{"n":"1"}}})");
    QTest::newRow("false") << QByteArray(R"({"properties":{"a":false}})") << QByteArray(R"({"b":1})")
                           << QByteArray(R"({"a":1})");
}

void TestJsonSchema::keyword()
{
    QFETCH(QByteArray, schema);
    QFETCH(QByteArray, good);
    QFETCH(QByteArray, bad);
    const JsonSchema validator(json(schema).toObject());
    QCOMPARE(validator.errors(u"#"_s, json(good)), QStringList());
    QCOMPARE(validator.errors(u"#"_s, json(bad)).size(), 1);
}

void TestJsonSchema::unionTellsOfTheBranchThatCameFurthest()
{
    const JsonSchema validator(json(R"({"anyOf":[
        {"type":"string"},
        {"type":"object","required":["kind","url"],"properties":{"kind":{"const":"image"},"url":{"type":"string"}}},
        {"type":"object","required":["kind","text"],"properties":{"kind":{"const":"text"},"text":{"type":"string"}}}]})")
                                   .toObject());
    QCOMPARE(validator.errors(u"#"_s, json(R"({"kind":"text","text":5})")),
        QStringList {u"text: 5 is not of type \"string\""_s});
    QCOMPARE(validator.errors(u"#"_s, json(R"({"kind":"image"})")), QStringList {u"(root): \"url\" is missing"_s});
}

void TestJsonSchema::unknownMember_data()
{
    QTest::addColumn<QByteArray>("schema");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("unknown"); // joined with spaces
    const QByteArray named = R"({"type":"object","properties":{"a":{"type":"string"},"l":{"items":{"$ref":"#"}}}})";
    QTest::newRow("all known") << named << QByteArray(R"({"a":"x","l":[{"a":"y"}]})") << QString();
    QTest::newRow("misspelt") << named << QByteArray(R"({"A":"x"})") << u"A"_s;
    QTest::newRow("in a list") << named << QByteArray(R"({"l":[{"a":""},{"b":1}]})") << u"l/1/b"_s;
    QTest::newRow("free object") << QByteArray(R"({"type":"object"})") << QByteArray(R"({"b":1})") << QString();
    QTest::newRow("open object") << QByteArray(R"({"properties":{"a":{}},"additionalProperties":true})")
                                 << QByteArray(R"({"b":1})") << QString();
    QTest::newRow("others have a schema")
        << QByteArray(R"({"additionalProperties":{"type":"object","properties":{"a":{}}}, "type":"object"})")
        << QByteArray(R"({"b":{"c":1}})") << u"b/c"_s;
    QTest::newRow("anything") << QByteArray(R"({"properties":{"a":{}}})") << QByteArray(R"({"a":{"b":1}})")
                              << QString();
    QTest::newRow("allOf") << QByteArray(R"({"allOf":[{"properties":{"a":{}}},{"properties":{"b":{}}}]})")
                           << QByteArray(R"({"a":1,"b":1,"c":1})") << u"c"_s;
    const QByteArray tagged = R"({"anyOf":[
        {"type":"object","required":["t"],"properties":{"t":{"const":1},"a":{}}},
        {"type":"object","required":["t"],"properties":{"t":{"const":2},"b":{}}}]})";
    QTest::newRow("of the other branch") << tagged << QByteArray(R"({"t":1,"b":1})") << u"b"_s;
    QTest::newRow("of the right branch") << tagged << QByteArray(R"({"t":2,"b":1})") << QString();
}

void TestJsonSchema::unknownMember()
{
    QFETCH(QByteArray, schema);
    QFETCH(QByteArray, value);
    QFETCH(QString, unknown);
    const JsonSchema validator(json(schema).toObject());
    QCOMPARE(validator.unknownMembers(u"#"_s, json(value)).join(u' '), unknown);
}

void TestJsonSchema::namesKeywordsItDoesNotKnow()
{
    const JsonSchema schema(json(R"({"properties":{"if":{"type":"string","if":{}},"b":{"anyOf":[{"contains":{}}]}},
        "items":{"dependentRequired":{}},"title":"x","x-own":1})")
                                .toObject());
    QCOMPARE(schema.unknownKeywords(u"#"_s), QStringList({u"contains"_s, u"dependentRequired"_s, u"if"_s}));
}

void TestJsonSchema::knowsEveryKeywordOfTheDescriptions()
{
    LINEUP_NEEDS_SCHEMAS();
    const QStringList files = lineup::test::schemaFiles();
    QVERIFY(files.size() >= 20);
    for (const QString &file : files) {
        const JsonSchema &schema = lineup::test::schemaFile(file);
        const QJsonObject all = schema.document().value("components"_L1).toObject().value("schemas"_L1).toObject();
        QVERIFY2(!all.isEmpty(), qUtf8Printable(file));
        for (const QString &name : all.keys()) {
            QStringList unknown = schema.unknownKeywords(u"#/components/schemas/"_s + name);
            unknown.removeAll(u"additional_properties"_s); // a misspelling of Together's, which demands nothing
            QVERIFY2(unknown.isEmpty(), qUtf8Printable(file + u' ' + name + u' ' + unknown.join(u' ')));
        }
    }
}

// How many recorded requests satisfy each description: counted with another validator (python3-jsonschema).
void TestJsonSchema::agreesAboutRecordedRequests_data()
{
    QTest::addColumn<QString>("provider");
    QTest::addColumn<QString>("api");
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("operation");
    QTest::addColumn<int>("passing");
    QTest::addColumn<int>("all");
    QTest::newRow("openai chat.completions")
        << u"openai"_s << u"chat.completions"_s << u"openai/openai.json"_s << u"POST /chat/completions"_s << 20 << 20;
    QTest::newRow("openai responses") << u"openai"_s << u"responses"_s << u"openai/openai.json"_s
                                      << u"POST /responses"_s << 24 << 25;
    QTest::newRow("gemini generateContent") << u"gemini"_s << u"generateContent"_s << u"gemini/gemini.json"_s
                                            << u"POST /models/{modelsId}:generateContent"_s << 9 << 17;
    QTest::newRow("gemini streamGenerateContent")
        << u"gemini"_s << u"streamGenerateContent"_s << u"gemini/gemini.json"_s
        << u"POST /models/{modelsId}:streamGenerateContent"_s << 6 << 11;
    QTest::newRow("mistral chat.completions") << u"mistral"_s << u"chat.completions"_s << u"mistral/mistral.json"_s
                                              << u"POST /v1/chat/completions"_s << 17 << 19;
    QTest::newRow("groq chat.completions") << u"groq"_s << u"chat.completions"_s << u"groq/groq.json"_s
                                           << u"POST /openai/v1/chat/completions"_s << 17 << 19;
    QTest::newRow("cohere cohere.v2.chat")
        << u"cohere"_s << u"cohere.v2.chat"_s << u"cohere/cohere-v2.json"_s << u"POST /v2/chat"_s << 14 << 14;
    QTest::newRow("bedrock converse") << u"bedrock"_s << u"converse"_s << u"bedrock/bedrock-runtime.json"_s
                                      << u"Converse"_s << 15 << 15;
    QTest::newRow("ollama ollama.chat") << u"ollama"_s << u"ollama.chat"_s << u"ollama/ollama.json"_s
                                        << u"POST /api/chat"_s << 4 << 7;
    QTest::newRow("together chat.completions") << u"together"_s << u"chat.completions"_s << u"together/together.json"_s
                                               << u"POST /chat/completions"_s << 5 << 6;
    QTest::newRow("openrouter chat.completions")
        << u"openrouter"_s << u"chat.completions"_s << u"openrouter/openrouter.json"_s << u"POST /chat/completions"_s
        << 17 << 17;
    QTest::newRow("azure responses") << u"azure"_s << u"responses"_s << u"azure/azure-openai-v1.json"_s
                                     << u"POST /responses"_s << 7 << 7;
    QTest::newRow("huggingface chat.completions")
        << u"huggingface"_s << u"chat.completions"_s << u"huggingface/chat-completion-input.json"_s
        << u"chat-completion-input"_s << 6 << 6;
}

void TestJsonSchema::agreesAboutRecordedRequests()
{
    LINEUP_NEEDS_SCHEMAS();
    LINEUP_NEEDS_TRAFFIC();
    QFETCH(QString, provider);
    QFETCH(QString, api);
    QFETCH(QString, file);
    QFETCH(QString, operation);
    const JsonSchema &schema = lineup::test::schemaFile(file);
    const QString pointer = lineup::test::schemaPointer(schema, operation);
    QVERIFY(!pointer.isEmpty());
    int checked = 0;
    QStringList failing;
    for (const lineup::test::Recording &recording : lineup::test::recordings(provider)) {
        if (!recording.api.startsWith(api) || !recording.request.isObject())
            continue;
        ++checked;
        const QStringList errors = schema.errors(pointer, recording.request);
        if (!errors.isEmpty())
            failing += recording.name + u' ' + errors.first();
    }
    QTEST(checked, "all");
    QFETCH(int, passing);
    QVERIFY2(checked - failing.size() == passing, qUtf8Printable(failing.join(u'\n')));
}

QTEST_GUILESS_MAIN(TestJsonSchema)
#include "tst_json_schema.moc"
