// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/Catalogue.h"
#include "core/providers/PackedModels.h"

#include <QFile>
#include <QJsonDocument>
#include <QResource>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;

// Run with -callgrind for counts of instructions that do not depend on the machine.
class BenchCatalogue : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void parseWithQJson();
    void loadEveryRow();
    void construct();
    void modelStrings();
    void constructAndFirstModels();
    void resolveBare();
    void resolvePrefixed();
    void resolveAfterAListing();
    void model();
    void unknown();
};

// What models.json would cost at start-up; loadEveryRow is to cost at most a quarter of it.
void BenchCatalogue::parseWithQJson()
{
    QFile file(QStringLiteral(LINEUP_SOURCE_DIR "/resources/catalogue/models.json"));
    QVERIFY(file.open(QFile::ReadOnly));
    const QByteArray json = file.readAll();
    QBENCHMARK
    {
        QVERIFY(QJsonDocument::fromJson(json).isObject());
    }
}

void BenchCatalogue::loadEveryRow()
{
    const QResource resource(u":/lineup/catalogue/models.packed"_s);
    const auto *data = reinterpret_cast<const char *>(resource.data());
    QBENCHMARK
    {
        const auto table
            = PackedModels::open(QByteArray::fromRawData(data, resource.size()), PackedModels::Check::HeadOnly);
        QList<ModelInfo> rows;
        rows.reserve(table->size());
        for (qsizetype i = 0; i < table->size(); ++i)
            rows += table->at(i);
        QVERIFY(rows.size() > 1500);
    }
}

// What a list of all models asks for.
void BenchCatalogue::modelStrings()
{
    const Catalogue catalogue;
    QBENCHMARK
    {
        qsizetype letters = 0;
        for (const ModelInfo &row : catalogue.tableRows())
            letters += catalogue.modelString(row).size();
        QVERIFY(letters > 0);
    }
}

void BenchCatalogue::construct()
{
    QBENCHMARK
    {
        Catalogue catalogue;
        QVERIFY(!catalogue.services().isEmpty());
    }
}

void BenchCatalogue::constructAndFirstModels()
{
    QBENCHMARK
    {
        Catalogue catalogue;
        QVERIFY(!catalogue.models(u"openai").isEmpty());
    }
}

void BenchCatalogue::resolveBare()
{
    const Catalogue catalogue;
    QVERIFY(catalogue.resolve(u"gpt-4o-mini"_s).has_value());
    QBENCHMARK
    {
        QVERIFY(catalogue.resolve(u"gpt-4o-mini"_s).has_value());
    }
}

void BenchCatalogue::resolvePrefixed()
{
    const Catalogue catalogue;
    QVERIFY(catalogue.resolve(u"openrouter/openai/gpt-4o"_s).has_value());
    QBENCHMARK
    {
        QVERIFY(catalogue.resolve(u"openrouter/openai/gpt-4o"_s).has_value());
    }
}

// A listing of a thousand models, and a name behind it.
void BenchCatalogue::resolveAfterAListing()
{
    Catalogue catalogue;
    QList<ModelInfo> listed;
    for (int i = 0; i < 1000; ++i)
        listed += ModelInfo {.id = u"maker/model-%1"_s.arg(i), .service = u"openrouter"_s, .capabilitiesKnown = false};
    catalogue.setListedModels(u"openrouter"_s, listed);
    QVERIFY(catalogue.resolve(u"maker/model-999"_s).has_value());
    QBENCHMARK
    {
        QVERIFY(catalogue.resolve(u"maker/model-999"_s).has_value());
    }
}

void BenchCatalogue::model()
{
    const Catalogue catalogue;
    QBENCHMARK
    {
        QVERIFY(catalogue.model(u"gemini", u"gemini-2.5-pro").has_value());
    }
}

void BenchCatalogue::unknown()
{
    const Catalogue catalogue;
    QBENCHMARK
    {
        QVERIFY(!catalogue.resolve(u"gpt-4o-minni"_s).has_value());
    }
}

QTEST_GUILESS_MAIN(BenchCatalogue)
#include "bench_catalogue.moc"
