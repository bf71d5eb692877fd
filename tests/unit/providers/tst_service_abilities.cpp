// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/Catalogue.h"
#include "core/providers/ServiceAbilities.h"

#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using Capability = ModelInfo::Capability;

Q_DECLARE_METATYPE(lineup::ServiceAbilities)

namespace {

Service acme()
{
    Service service;
    service.id = u"acme"_s;
    service.label = u"Acme"_s;
    service.dialect = u"openai-chat"_s;
    service.baseUrl = QUrl(u"https://api.acme.test/v1"_s);
    return service;
}

ModelInfo model(ModelInfo::Capabilities capabilities)
{
    ModelInfo out {.id = u"m"_s, .service = u"acme"_s};
    out.capabilities = capabilities;
    return out;
}

} // namespace

class TestServiceAbilities : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void nothingIsKnown();
    void theRowRefuses();
    void modelsDecide();
    void listedModelsDecideNothing();
    void addressesToFillIn();
    void anUnknownDialect();
    void oneTextHoldsNoPictures_data();
    void oneTextHoldsNoPictures();
    void dialectsHaveTheirOwn_data();
    void dialectsHaveTheirOwn();
    void everyServiceChats_data();
    void everyServiceChats();
    void theReadmeSaysTheSame();
};

void TestServiceAbilities::nothingIsKnown()
{
    const ServiceAbilities can = abilitiesOf(acme(), {});
    QCOMPARE(can.chat, Ability::Yes);
    QCOMPARE(can.stream, Ability::Yes);
    for (const Ability ability : {can.tools, can.images, can.reasoning, can.structuredOutput})
        QCOMPARE(ability, Ability::ByModel);
    for (const Ability ability : {can.embeddings, can.listing, can.priced})
        QCOMPARE(ability, Ability::No);
}

void TestServiceAbilities::theRowRefuses()
{
    Service service = acme();
    service.quirks.unsupported = {u"tools"_s, u"content.image"_s, u"reasoning_effort"_s, u"response_format"_s};
    service.embeddingsPath = u"embeddings"_s;
    service.modelsPath = u"models"_s;
    service.local = true;
    const ServiceAbilities can = abilitiesOf(service, {model(Capability::Tools)});
    for (const Ability ability : {can.tools, can.images, can.reasoning, can.structuredOutput})
        QCOMPARE(ability, Ability::No);
    for (const Ability ability : {can.embeddings, can.listing, can.priced})
        QCOMPARE(ability, Ability::Yes);
}

void TestServiceAbilities::modelsDecide()
{
    ModelInfo priced = model(Capability::Tools | Capability::Reasoning);
    priced.price = Price();
    const ServiceAbilities can = abilitiesOf(acme(), {model({}), priced});
    QCOMPARE(can.tools, Ability::Yes);
    QCOMPARE(can.reasoning, Ability::Yes);
    QCOMPARE(can.images, Ability::No);
    QCOMPARE(can.structuredOutput, Ability::No);
    QCOMPARE(can.priced, Ability::Yes);
}

void TestServiceAbilities::listedModelsDecideNothing()
{
    ModelInfo listed = model({});
    listed.capabilitiesKnown = false;
    QCOMPARE(abilitiesOf(acme(), {listed}).images, Ability::ByModel);
    QCOMPARE(abilitiesOf(acme(), {listed}).priced, Ability::No);
}

void TestServiceAbilities::addressesToFillIn()
{
    Service service = acme();
    service.baseUrl.clear();
    QCOMPARE(abilitiesOf(service, {}).chat, Ability::Yes);
    service.baseUrlPattern = u"https://{region}.acme.test/v1"_s;
    service.fields = {ServiceField {.name = u"region"_s, .required = true}};
    QCOMPARE(abilitiesOf(service, {}).chat, Ability::Yes);
}

void TestServiceAbilities::anUnknownDialect()
{
    Service service = acme();
    service.dialect = u"semaphore"_s;
    const ServiceAbilities can = abilitiesOf(service, {});
    for (const Ability ability : {can.chat, can.stream, can.tools, can.images, can.reasoning})
        QCOMPARE(ability, Ability::No);
}

// Services that take one text: whatever their models can do, no picture and no tool comes through it.
void TestServiceAbilities::oneTextHoldsNoPictures_data()
{
    QTest::addColumn<QString>("dialect");
    QTest::newRow("replicate") << u"replicate"_s;
    QTest::newRow("tgi") << u"tgi"_s;
}

void TestServiceAbilities::oneTextHoldsNoPictures()
{
    QFETCH(const QString, dialect);
    Service service = acme();
    service.dialect = dialect;
    const ServiceAbilities can
        = abilitiesOf(service, {model(Capability::Tools | Capability::Vision | Capability::Reasoning)});
    QCOMPARE(can.chat, Ability::Yes);
    for (const Ability ability : {can.tools, can.images, can.reasoning})
        QCOMPARE(ability, Ability::No);
}

// Formats that make vectors, or list models, without a word in the row.
void TestServiceAbilities::dialectsHaveTheirOwn_data()
{
    QTest::addColumn<Ability>("embeddings");
    QTest::addColumn<Ability>("listing");
    QTest::newRow("gemini") << Ability::Yes << Ability::Yes;
    QTest::newRow("ollama") << Ability::Yes << Ability::Yes;
    QTest::newRow("cohere") << Ability::Yes << Ability::Yes;
    QTest::newRow("bedrock") << Ability::Yes << Ability::Yes;
    QTest::newRow("azure") << Ability::Yes << Ability::Yes;
    QTest::newRow("vertex_ai") << Ability::No << Ability::Yes;
    QTest::newRow("databricks") << Ability::No << Ability::Yes;
    QTest::newRow("anthropic") << Ability::No << Ability::Yes;
    QTest::newRow("sagemaker_chat") << Ability::No << Ability::No;
}

void TestServiceAbilities::dialectsHaveTheirOwn()
{
    const Catalogue catalogue;
    const QString id = QString::fromLatin1(QTest::currentDataTag());
    const ServiceAbilities can = abilitiesOf(*catalogue.service(id), catalogue.models(id));
    QTEST(can.embeddings, "embeddings");
    QTEST(can.listing, "listing");
}

void TestServiceAbilities::everyServiceChats_data()
{
    QTest::addColumn<QString>("id");
    const Catalogue catalogue;
    for (const Service &service : catalogue.services())
        QTest::newRow(qPrintable(service.id)) << service.id;
}

void TestServiceAbilities::everyServiceChats()
{
    QFETCH(const QString, id);
    const Catalogue catalogue;
    QCOMPARE(abilitiesOf(*catalogue.service(id), catalogue.models(id)).chat, Ability::Yes);
}

void TestServiceAbilities::theReadmeSaysTheSame()
{
    QFile file(QStringLiteral(LINEUP_SOURCE_DIR "/README.md"));
    QVERIFY(file.open(QFile::ReadOnly));
    const QString readme = QString::fromUtf8(file.readAll());
    const QString begin = u"<!-- services: made by ./dev readme -->\n"_s;
    const qsizetype from = readme.indexOf(begin);
    const qsizetype to = readme.indexOf(u"<!-- /services -->"_s);
    QVERIFY2(from >= 0 && to > from, "the README has lost the marks around its table of services");
    const QStringList shown = readme.sliced(from, to - from).sliced(begin.size()).split(u'\n');
    const QStringList made = servicesAsMarkdown(Catalogue()).split(u'\n');
    for (qsizetype i = 0; i < qMin(shown.size(), made.size()); ++i) {
        if (shown.at(i) != made.at(i))
            QFAIL(qPrintable(
                u"run ./dev readme: the README says \"%1\", the catalogue \"%2\""_s.arg(shown.at(i), made.at(i))));
    }
    QVERIFY2(shown.size() == made.size(), "run ./dev readme: the README's table of services has another length");
}

QTEST_APPLESS_MAIN(TestServiceAbilities)
#include "tst_service_abilities.moc"
