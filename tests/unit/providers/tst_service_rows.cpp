// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/Dialect.h"
#include "core/providers/ServiceAddress.h"
#include "core/providers/ServiceTable.h"
#include "core/secrets/KeyRecognizer.h"
#include "tests/unit/providers/RowSchema.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::test;

namespace {

QByteArray contents(const QString &name)
{
    QFile file(QStringLiteral(LINEUP_SOURCE_DIR "/") + name);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

QJsonObject table()
{
    return QJsonDocument::fromJson(contents(u"resources/catalogue/services.json"_s)).object();
}

QJsonObject schema()
{
    return QJsonDocument::fromJson(contents(u"resources/catalogue/services.schema.json"_s)).object();
}

// A table with one good row, changed.
QJsonObject tableWith(const QString &member, const QJsonValue &value)
{
    QJsonObject row {{u"id"_s, u"acme"_s}, {u"label"_s, u"Acme"_s}, {u"dialect"_s, u"openai-chat"_s},
        {u"base_url"_s, u"https://api.acme.test/v1"_s}};
    if (!member.isEmpty())
        row.insert(member, value);
    return {{u"schema"_s, 1}, {u"services"_s, QJsonArray {row}}};
}

QStringList namesOf(const Service &service)
{
    return QStringList {service.id} + service.aliases;
}

} // namespace

// Every row of the shipped table against the rules that a row has to keep, and against the list of all services.
class TestServiceRows : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void keepsToTheSchema();
    void theSchemaRefuses_data();
    void theSchemaRefuses();
    void theSchemaKnowsWhatIsRead();
    void rows_data();
    void rows();
    void addressesAreThereOnce();
    void everyServiceIsHereOrSaidToBeOut();
    void leftOutNamesNothingThatIsHere();
    void recognisesKeys_data();
    void recognisesKeys();

private:
    [[nodiscard]] QStringList leftOut() const;
    QList<Service> m_services;
};

void TestServiceRows::initTestCase()
{
    const Result<QList<Service>> read = readServiceTable(contents(u"resources/catalogue/services.json"_s));
    QVERIFY2(read.has_value(), read ? "" : qPrintable(read.error().detail));
    m_services = *read;
    QVERIFY(m_services.size() >= 100);
}

void TestServiceRows::keepsToTheSchema()
{
    QCOMPARE(schemaFaults(table(), schema()), QStringList());
    QCOMPARE(schemaFaults(tableWith({}, {}), schema()), QStringList());
}

void TestServiceRows::theSchemaRefuses_data()
{
    QTest::addColumn<QString>("member");
    QTest::addColumn<QJsonValue>("value");
    const auto row = [](const QString &member, const QJsonValue &value) {
        QTest::addRow("%s %lld", qPrintable(member), static_cast<long long>(value.type()))
            << member << QJsonValue(value);
    };
    row(u"colour"_s, u"red"_s); // unknown members are refused here, and passed over by the program
    row(u"id"_s, u"Acme Inc"_s);
    row(u"aliases"_s, QJsonArray {u"a"_s, u"a"_s});
    row(u"base_url"_s, u"https://api.acme.test/v1/"_s);
    row(u"key_env"_s, QJsonArray {u"acme-key"_s});
    row(u"key_page"_s, u"http://acme.test"_s);
    row(u"auth"_s, u"basic"_s);
    row(u"local"_s, u"yes"_s);
    row(u"models_path"_s, u"/models"_s);
    row(u"embeddings"_s, 1);
    row(u"quirks"_s, QJsonObject {{u"next_year"_s, true}});
    row(u"quirks"_s, 5);
    row(u"fields"_s, QJsonArray {QJsonObject {{u"env"_s, QJsonArray {u"A"_s}}}});
    row(u"error_patterns"_s, QJsonArray {QJsonObject {{u"pattern"_s, u"x"_s}, {u"kind"_s, u"odd"_s}}});
}

void TestServiceRows::theSchemaRefuses()
{
    QFETCH(const QString, member);
    QFETCH(const QJsonValue, value);
    QVERIFY(!schemaFaults(tableWith(member, value), schema()).isEmpty());
}

// Schema and reader name the same words.
void TestServiceRows::theSchemaKnowsWhatIsRead()
{
    const QJsonObject defs = schema()["$defs"_L1].toObject();
    for (const QJsonValue &kind : defs["kind"_L1]["enum"_L1].toArray())
        QVERIFY2(errorKindFromName(kind.toString()).has_value(), qPrintable(kind.toString()));
    QStringList schemes;
    for (const QJsonValue &scheme : defs["service"_L1]["properties"_L1]["auth"_L1]["enum"_L1].toArray()) {
        const QJsonObject file = tableWith(u"auth"_s, scheme);
        const Result<QList<Service>> read = readServiceTable(QJsonDocument(file).toJson());
        QVERIFY2(read.has_value(), qPrintable(scheme.toString()));
        schemes += authSchemeName(read->first().auth);
        QCOMPARE(schemes.last(), scheme.toString());
    }
    QCOMPARE(schemes.size(), static_cast<qsizetype>(AuthScheme::EntraToken) + 1);
}

void TestServiceRows::rows_data()
{
    QTest::addColumn<int>("place");
    for (int i = 0; i < m_services.size(); ++i)
        QTest::newRow(qPrintable(m_services.at(i).id)) << i;
}

void TestServiceRows::rows()
{
    static const QRegularExpression variableForm(u"^[A-Z][A-Z0-9_]*$"_s);
    QFETCH(const int, place);
    const Service &service = m_services.at(place);
    QVERIFY2(dialectById(service.dialect), qPrintable(service.dialect));
    const QString address = service.baseUrlPattern.isEmpty() ? service.baseUrl.toString() : service.baseUrlPattern;
    QVERIFY(!address.isEmpty() || !service.baseUrlEnvironment.isEmpty());
    if (!address.isEmpty())
        QVERIFY(address.startsWith("https://"_L1) || (service.local && isLoopback(service.baseUrl)));
    QVERIFY2(!service.keyPage.isEmpty() || service.demo || service.id == "openai_like"_L1, "nobody finds a key");
    QVERIFY(!service.keyEnvironment.isEmpty() || service.auth == AuthScheme::None);
    for (const QString &variable : service.keyEnvironment + service.baseUrlEnvironment)
        QVERIFY2(variableForm.match(variable).hasMatch(), qPrintable(variable));
    for (const ServiceField &field : service.fields)
        QVERIFY2(!field.required || !field.environment.isEmpty(), qPrintable(field.name));
    // Every place in the address has a field that fills it.
    static const QRegularExpression fieldPlace(u"\\{([a-z_]+)\\}"_s);
    for (auto it = fieldPlace.globalMatch(service.baseUrlPattern); it.hasNext();) {
        const QString name = it.next().captured(1);
        QVERIFY2(std::any_of(service.fields.begin(), service.fields.end(),
                     [&name](const ServiceField &field) { return field.name == name; }),
            qPrintable(name));
    }
    for (const ErrorPattern &pattern : service.errorPatterns) {
        QVERIFY(pattern.pattern.isValid());
        QVERIFY(!pattern.pattern.match(QString()).hasMatch()); // it would be every error's kind
    }
}

// Two rows at one place are one service under two names: an alias says so better.
void TestServiceRows::addressesAreThereOnce()
{
    QHash<QString, QString> names;
    QSet<QString> taken;
    for (const Service &service : m_services) {
        for (const QString &name : namesOf(service)) {
            QVERIFY2(!taken.contains(name), qPrintable(name));
            taken.insert(name);
        }
        const QString address = service.dialect + service.baseUrl.toString() + service.quirks.chatPath;
        if (service.baseUrl.isEmpty())
            continue;
        QVERIFY2(!names.contains(address), qPrintable(service.id + u" and "_s + names.value(address)));
        names.insert(address, service.id);
    }
}

// The names in the first column of left-out.md.
QStringList TestServiceRows::leftOut() const
{
    static const QRegularExpression form(uR"(^\| `([^`]+)` \| (.{10,}) \|$)"_s, QRegularExpression::MultilineOption);
    QStringList out;
    const QString text = QString::fromUtf8(contents(u"resources/catalogue/left-out.md"_s));
    for (auto it = form.globalMatch(text); it.hasNext();)
        out += it.next().captured(1);
    return out;
}

void TestServiceRows::everyServiceIsHereOrSaidToBeOut()
{
    const QJsonArray all = QJsonDocument::fromJson(contents(u"../shared/reference/providers.json"_s)).array();
    if (all.isEmpty() && qEnvironmentVariable("CI") != "true"_L1)
        QSKIP("the list of all services is not beside the source");
    QCOMPARE(all.size(), 124);
    QSet<QString> known;
    for (const Service &service : m_services) {
        for (const QString &name : namesOf(service))
            known.insert(name);
    }
    const QStringList out = leftOut();
    QStringList missing;
    for (const QJsonValue &row : all) {
        const QString id = row["id"_L1].toString();
        if (!known.contains(id) && !out.contains(id))
            missing += id;
    }
    QCOMPARE(missing, QStringList());
}

void TestServiceRows::leftOutNamesNothingThatIsHere()
{
    const QStringList out = leftOut();
    QVERIFY(out.size() >= 10);
    for (const Service &service : m_services) {
        for (const QString &name : namesOf(service)) {
            QVERIFY2(!out.contains(name),
                qPrintable(name + u" has a row; take it out of resources/catalogue/left-out.md"_s));
        }
    }
}

void TestServiceRows::recognisesKeys_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QStringList>("services");
    const auto row = [](const char *key, const QStringList &services) {
        QTest::newRow(key) << QString::fromLatin1(key) << services;
    };
    row("pplx-0123456789abcdef0123", {u"perplexity"_s});
    row("csk-0123456789abcdef0123", {u"cerebras"_s});
    row("fw_0123456789abcdef0123", {u"fireworks_ai"_s});
    row("nvapi-0123456789abcdef0123", {u"nvidia_nim"_s});
    row("vck_0123456789abcdef0123", {u"vercel_ai_gateway"_s});
    row("github_pat_0123456789abcdef0123", {u"github"_s});
    row("gsk_0123456789abcdef0123", {u"groq"_s});
    row("xai-0123456789abcdef0123", {u"xai"_s});
    row("AIza0123456789abcdef0123", {u"gemini"_s});
    row("v1:team:0123456789abcdef0123", {u"v0"_s});
    row("bce-v3/ALTAK-0123456789/abcdef0123", {u"qianfan"_s});
    row("sk-ant-0123456789abcdef0123", {u"anthropic"_s});
    row("sk-or-v1-0123456789abcdef0123", {u"openrouter"_s});
    row("sk-helicone-0123456789abcdef0123", {u"helicone"_s});
    row("sk-proj-0123456789abcdef0123", {u"openai"_s});
    // Several services give such keys: they are offered, none is guessed.
    row("sk-0123456789abcdef0123",
        {u"openai"_s, u"deepseek"_s, u"dashscope"_s, u"dashscope_intl"_s, u"moonshot"_s, u"siliconflow"_s,
            u"siliconflow_cn"_s, u"hunyuan"_s, u"moonshot_cn"_s});
    row("MOONSHOT_API_KEY=sk-0123456789abcdef0123", {u"moonshot"_s});
    row("CRUSOE_API_KEY=0123456789abcdef0123", {u"crusoe"_s});
}

void TestServiceRows::recognisesKeys()
{
    QFETCH(const QString, key);
    QFETCH(QStringList, services);
    QList<KeyShape> shapes;
    for (const Service &service : m_services)
        shapes += {service.id, service.keyPrefixes, service.keyEnvironment};
    const QList<RecognizedKey> keys = recognizeKeys(key, shapes);
    QCOMPARE(keys.size(), 1);
    QStringList found = keys.first().services;
    found.sort();
    services.sort();
    QCOMPARE(found, services);
}

QTEST_APPLESS_MAIN(TestServiceRows)
#include "tst_service_rows.moc"
