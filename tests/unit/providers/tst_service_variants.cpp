// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/Catalogue.h"
#include "core/providers/ServiceAddress.h"
#include "core/providers/ServiceTable.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;

namespace {

QByteArray row();
Service service(const QString &region = {});

} // namespace

class TestServiceVariants : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void aFieldChoosesTheAddress();
    void aModelChoosesTheVariant();
    void aHostChoosesTheVariant();
    void aPathIsNotPutTwice();
    void wrongRowsAreTold_data();
    void wrongRowsAreTold();
    void aRowIsWrittenWithItsPattern();
    void theCatalogueUsesThem();
};

namespace {

QByteArray row()
{
    return R"({"services":[{"id":"s","label":"S","dialect":"gemini","auth":"bearer",
    "base_url":"https://{region}.s.test/v1","headers":{"x-a":"1"},
    "base_url_cases":[{"field":"region","value":"^all$","base_url":"https://s.test/v1/{region}"}],
    "fields":[{"name":"region","default":"here"}],
    "quirks":{"max_tokens_field":"max_tokens"},
    "variants":[
        {"models":"^claude-","dialect":"anthropic","path":"/anthropic","headers":{"x-b":"2"},"auth":"x-api-key","quirks":{}},
        {"hosts":"^s\\.test$","dialect":"openai-chat"}]}]})";
}

Service service(const QString &region)
{
    Service out = readServiceTable(row()).value_or(QList<Service> {Service()}).first();
    out.settings.insert(u"region"_s, region);
    return resolved(out);
}

} // namespace

void TestServiceVariants::aFieldChoosesTheAddress()
{
    QCOMPARE(service().baseUrl, QUrl(u"https://here.s.test/v1"_s));
    QCOMPARE(service(u"there"_s).baseUrl, QUrl(u"https://there.s.test/v1"_s));
    QCOMPARE(service(u"all"_s).baseUrl, QUrl(u"https://s.test/v1/all"_s));
}

void TestServiceVariants::aModelChoosesTheVariant()
{
    const Service claude = forModel(service(), u"claude-x"_s);
    QCOMPARE(claude.id, u"s"_s);
    QCOMPARE(claude.dialect, u"anthropic"_s);
    QCOMPARE(claude.baseUrl, QUrl(u"https://here.s.test/v1/anthropic"_s));
    QCOMPARE(claude.auth, AuthScheme::XApiKey);
    QCOMPARE(claude.headers, (HttpHeaders {{"x-a", "1"}, {"x-b", "2"}}));
    QCOMPARE(claude.quirks.maxTokensField, QString());
    const Service other = forModel(service(), u"not-claude-x"_s);
    QCOMPARE(other.dialect, u"gemini"_s);
    QCOMPARE(other.baseUrl, QUrl(u"https://here.s.test/v1"_s));
    QCOMPARE(other.quirks.maxTokensField, u"max_tokens"_s);
}

void TestServiceVariants::aHostChoosesTheVariant()
{
    const Service other = forModel(service(u"all"_s), u"m"_s);
    QCOMPARE(other.dialect, u"openai-chat"_s);
    QCOMPARE(other.auth, AuthScheme::Bearer); // as the row has it
    QCOMPARE(other.quirks.maxTokensField, u"max_tokens"_s);
    QCOMPARE(forModel(service(u"all"_s), u"claude-x"_s).dialect, u"anthropic"_s); // the first that fits
}

void TestServiceVariants::aPathIsNotPutTwice()
{
    Service given = service();
    given.baseUrl = QUrl(u"https://proxy.test/anthropic"_s);
    QCOMPARE(forModel(given, u"claude-x"_s).baseUrl, QUrl(u"https://proxy.test/anthropic"_s));
}

void TestServiceVariants::wrongRowsAreTold_data()
{
    QTest::addColumn<QByteArray>("member");
    QTest::addColumn<QString>("path");
    QTest::newRow("no dialect") << QByteArray(R"("variants":[{"models":"a"}])") << u"variants[0].dialect"_s;
    QTest::newRow("no pattern") << QByteArray(R"("variants":[{"models":"(","dialect":"gemini"}])")
                                << u"variants[0].models"_s;
    QTest::newRow("unknown scheme") << QByteArray(R"("variants":[{"dialect":"gemini","auth":"magic"}])")
                                    << u"variants[0].auth"_s;
    QTest::newRow("no address") << QByteArray(R"("base_url_cases":[{"field":"a","value":"b"}])")
                                << u"base_url_cases[0].base_url"_s;
}

void TestServiceVariants::wrongRowsAreTold()
{
    QFETCH(const QByteArray, member);
    QFETCH(const QString, path);
    const auto read = readServiceTable(R"({"services":[{"id":"s","label":"S","dialect":"gemini",)" + member + "}]}");
    QVERIFY(!read);
    QVERIFY2(read.error().detail.contains(path), qPrintable(read.error().detail));
}

// A person who sets a field of a row does not lose its address.
void TestServiceVariants::aRowIsWrittenWithItsPattern()
{
    const Service read = readServiceTable(row())->first();
    QCOMPARE(writeServiceRow(read)["base_url"_L1].toString(), u"https://{region}.s.test/v1"_s);
}

void TestServiceVariants::theCatalogueUsesThem()
{
    for (const char *variable : {"VERTEXAI_LOCATION", "VERTEX_LOCATION", "GOOGLE_CLOUD_LOCATION"})
        qunsetenv(variable);
    qputenv("VERTEXAI_PROJECT", "acme");
    const Catalogue catalogue;
    const Result<Target> claude = catalogue.resolve(u"vertex_ai/claude-sonnet-4-5"_s);
    QVERIFY(claude);
    QCOMPARE(claude->service.dialect, u"vertex-anthropic"_s);
    QCOMPARE(claude->service.id, u"vertex_ai"_s);
    QCOMPARE(claude->model, u"claude-sonnet-4-5"_s);
    QCOMPARE(catalogue.resolve(u"vertex_ai/gemini-2.5-pro"_s)->service.dialect, u"vertex-gemini"_s);
    const Result<Target> llama = catalogue.resolve(u"vertex_ai/meta/llama-3.3-70b-instruct-maas"_s);
    QCOMPARE(llama->service.dialect, u"openai-chat"_s);
    QCOMPARE(llama->service.baseUrl,
        QUrl(u"https://aiplatform.googleapis.com/v1/projects/acme/locations/global/endpoints/openapi"_s));
    qunsetenv("VERTEXAI_PROJECT");
}

QTEST_GUILESS_MAIN(TestServiceVariants)
#include "tst_service_variants.moc"
