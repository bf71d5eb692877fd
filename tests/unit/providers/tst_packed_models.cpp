// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/ModelTable.h"
#include "core/providers/PackedModels.h"

#include <QFile>
#include <QHash>
#include <QResource>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;

namespace {

UnitPrice price(qint64 atto)
{
    return UnitPrice::fromAtto(atto);
}

// Every member set, each to another value.
ModelInfo full()
{
    ModelInfo model {.id = u"org/modèle:1"_s,
        .service = u"s"_s,
        .label = u"Ein Modell"_s,
        .contextTokens = 1'048'576,
        .maxOutputTokens = 65'535};
    model.mode = ModelInfo::Mode::Embedding;
    model.api = u"another"_s;
    model.deprecatedOn = QDate(2027, 2, 28);
    model.capabilities = ModelInfo::Capability::Tools | ModelInfo::Capability::AdaptiveThinking;
    model.free = true;
    model.demo = true;
    Price all {.input = price(1), .output = price(2), .reasoning = price(3), .cacheRead = price(4)};
    all.cacheWrite5m = price(5);
    all.cacheWrite1h = price(6);
    all.inputAudio = price(7);
    all.outputAudio = price(8);
    all.inputImage = price(9);
    all.outputImage = price(10);
    all.inputImageEach = price(11);
    all.outputImageEach = price(12);
    all.request = price(13);
    all.webSearch = price(14);
    all.webSearchLow = price(15);
    all.webSearchMedium = price(16);
    all.webSearchHigh = price(17);
    all.asOf = QDate(2026, 4, 16);
    const Price::Tier tier {.aboveInputTokens = 200'000,
        .input = price(18),
        .output = price(19),
        .cacheRead = price(20),
        .cacheWrite5m = price(21),
        .cacheWrite1h = price(22),
        .inputAudio = price(23)};
    all.tiers = {tier, {.aboveInputTokens = 500'000, .output = price(24)}};
    all.levels = {{.serviceTier = ServiceTier::Priority, .plain = {.input = price(25)}, .tiers = {tier}},
        {.serviceTier = ServiceTier::Batch, .plain = {.output = price(26)}, .tiers = {}}};
    model.price = all;
    return model;
}

} // namespace

class TestPackedModels : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyMemberComesBack()
    {
        ModelInfo plain {.id = u"a"_s, .service = u"s"_s, .capabilitiesKnown = false};
        ModelInfo elsewhere {.id = u"a"_s, .service = u"r"_s};
        const Result<QByteArray> bytes = packModels({full(), plain, elsewhere});
        QVERIFY(bytes.has_value());
        const Result<PackedModels> table = PackedModels::open(*bytes);
        QVERIFY(table.has_value());
        QCOMPARE(table->size(), 3);
        const QList<ModelInfo> rows = table->models(u"s");
        QCOMPARE(rows.size(), 2);
        QVERIFY(rows.at(0) == full());
        QVERIFY(rows.at(1) == plain);
        QVERIFY(table->find(u"r", u"a") == elsewhere);
        QCOMPARE(table->services(), (QStringList {u"r"_s, u"s"_s}));
        QStringList owners = table->servicesWith(u"a");
        owners.sort();
        QCOMPARE(owners, (QStringList {u"r"_s, u"s"_s}));
        QVERIFY(table->servicesWith(u"b").isEmpty() && !table->find(u"s", u"b") && table->models(u"t").isEmpty());
    }

    void anEmptyTable()
    {
        const Result<PackedModels> table = PackedModels::open(packModels({}).value());
        QVERIFY(table && table->size() == 0 && table->servicesWith(u"a").isEmpty());
        QCOMPARE(PackedModels().size(), 0);
        QVERIFY(!PackedModels().find(u"s", u"a"));
    }

    void aModelTwiceIsRefused()
    {
        const Result<QByteArray> bytes = packModels({full(), full()});
        QVERIFY(!bytes.has_value());
        QVERIFY(bytes.error().detail.contains(full().id));
    }

    void damageIsSeen()
    {
        const QByteArray bytes = packModels({full()}).value();
        for (qsizetype length = 0; length < bytes.size(); ++length)
            QVERIFY(!PackedModels::open(bytes.left(length)).has_value());
        for (qsizetype i = 0; i < bytes.size(); ++i) {
            QByteArray other = bytes;
            other[i] = static_cast<char>(other.at(i) ^ 0x40);
            QVERIFY2(!PackedModels::open(other).has_value(), qPrintable(QString::number(i)));
        }
        QVERIFY(!PackedModels::open(bytes + '\0').has_value());
    }

    // Without the checksum, as the built-in one is read: whatever the bytes are, nothing is read beyond them.
    void damagedBytesAreReadWithinBounds()
    {
        const QByteArray bytes = packModels({full()}).value();
        for (qsizetype i = 16; i < bytes.size(); ++i) {
            QByteArray other = bytes;
            other[i] = static_cast<char>(0xff);
            const Result<PackedModels> table = PackedModels::open(other, PackedModels::Check::HeadOnly);
            if (!table)
                continue;
            for (qsizetype row = -1; row <= table->size() && row < 3; ++row)
                (void)table->at(row);
            (void)table->models(u"s");
            (void)table->services();
            (void)table->find(u"s", full().id);
        }
    }

    // What is built in is models.json, row by row.
    void theBuiltInTableIsTheFile()
    {
        QFile file(QStringLiteral(LINEUP_SOURCE_DIR "/resources/catalogue/models.json"));
        QVERIFY(file.open(QFile::ReadOnly));
        const QList<ModelInfo> expected = readModelTable(file.readAll()).value();
        const QResource resource(u":/lineup/catalogue/models.packed"_s);
        QCOMPARE(int(resource.compressionAlgorithm()), int(QResource::NoCompression));
        const Result<PackedModels> table = PackedModels::open(resource.uncompressedData());
        QVERIFY(table.has_value());
        QCOMPARE(table->size(), expected.size());
        QHash<QString, QList<ModelInfo>> byService;
        for (const ModelInfo &model : expected)
            byService[model.service] += model;
        for (auto it = byService.cbegin(); it != byService.cend(); ++it) {
            const QList<ModelInfo> rows = table->models(it.key());
            QCOMPARE(rows.size(), it->size());
            for (qsizetype i = 0; i < rows.size(); ++i) {
                QVERIFY2(rows.at(i) == it->at(i), qPrintable(it.key() + u' ' + it->at(i).id));
                QVERIFY2(table->find(it.key(), it->at(i).id) == it->at(i), qPrintable(it->at(i).id));
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestPackedModels)
#include "tst_packed_models.moc"
