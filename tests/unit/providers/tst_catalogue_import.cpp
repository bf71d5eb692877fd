// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/CatalogueImport.h"
#include "core/providers/ChangedPart.h"
#include "core/providers/TableDownload.h"
#include "tests/support/FakeHttpClient.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using Kind = ModelChange::Kind;

namespace {

const QDate day(2026, 11, 1);

// gpt-4o-mini costs 0.15 and 0.60 in the built-in table, with 0.075 for cached tokens.
QByteArray tableWith(const QByteArray &input, const QByteArray &more = {})
{
    return R"({"gpt-4o-mini": {"litellm_provider": "openai", "mode": "chat", "input_cost_per_token": )" + input
        + R"(, "output_cost_per_token": 6e-07}, "brand-new": {"litellm_provider": "openai", "mode": "chat",
        "input_cost_per_token": 1e-06, "output_cost_per_token": 2e-06})"
        + more + "}";
}

QString inputOf(const Catalogue &catalogue, const QString &id)
{
    const std::optional<ModelInfo> model = catalogue.model(u"openai", id);
    return model && model->price && model->price->input ? model->price->input->toDecimalPerMillion() : u"-"_s;
}

const ModelChange *changeOf(const ImportPlan &plan, const QString &id)
{
    for (const ModelChange &change : plan.changes) {
        if (change.after.id == id)
            return &change;
    }
    return nullptr;
}

} // namespace

class TestCatalogueImport : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        QVERIFY(m_dir->isValid());
    }

    void tellsEveryPartThatChanges()
    {
        const auto price
            = [](const char16_t *million) { return UnitPrice::fromDecimalPerMillion(QString::fromUtf16(million)); };
        ModelChange change {.kind = Kind::PriceChanged};
        change.before.price = Price {.input = price(u"1"), .output = price(u"2"), .cacheRead = price(u"0.1")};
        change.after.price = Price {.input = price(u"3"), .output = price(u"2"), .cacheRead = price(u"0.3")};
        change.after.price->webSearch = UnitPrice::fromDecimal(u"0.01"_s);
        change.after.price->tiers = {{.aboveInputTokens = 200'000, .input = price(u"6")}};
        change.before.contextTokens = 128'000;
        change.after.contextTokens = 200'000;
        change.after.capabilities = ModelInfo::Capability::Vision;
        QStringList told;
        for (const ChangedPart &part : changedParts(change)) {
            told += part.word + u' ' + (part.priceBefore ? part.priceBefore->toDecimal() : u"-"_s) + u' '
                + (part.priceAfter ? part.priceAfter->toDecimal() : u"-"_s) + u' ' + QString::number(part.tokensBefore)
                + u' ' + QString::number(part.tokensAfter);
        }
        QCOMPARE(told,
            (QStringList {u"cache_read 0.0000001 0.0000003 0 0"_s, u"web_search - 0.01 0 0"_s, u"tiers - - 0 0"_s,
                u"context - - 128000 200000"_s, u"capabilities - - 0 0"_s}));
        change.kind = Kind::Added;
        QVERIFY(changedParts(change).isEmpty());
    }

    // A window sees what a terminal has imported, and what it has taken back; a damaged table changes nothing.
    void anotherProgramsImportIsTakenOver()
    {
        Catalogue window;
        const CatalogueImport inWindow(window, folder());
        window.watchFiles();
        Catalogue terminal;
        CatalogueImport import(terminal, folder());
        QVERIFY(import.apply(import.plan(tableWith("2e-07"), day).value()).has_value());
        QTRY_COMPARE(inputOf(window, u"gpt-4o-mini"_s), u"0.2"_s);
        QVERIFY(import.apply(import.plan(tableWith("3e-07"), day).value()).has_value());
        QTRY_COMPARE(inputOf(window, u"gpt-4o-mini"_s), u"0.3"_s);
        QFile current(folder() + u"/current.packed"_s);
        QVERIFY(current.open(QFile::ReadWrite));
        const QByteArray good = current.readAll();
        current.resize(good.size() / 2);
        current.close();
        QTRY_COMPARE(window.fileErrors().size(), 1);
        QCOMPARE(inputOf(window, u"gpt-4o-mini"_s), u"0.3"_s);
        QVERIFY(current.open(QFile::WriteOnly));
        current.write(good);
        current.close();
        QTRY_VERIFY(window.fileErrors().isEmpty());
        QVERIFY(import.undo().has_value());
        QTRY_COMPARE(inputOf(window, u"gpt-4o-mini"_s), u"0.2"_s);
    }

    void aPlanChangesNothing()
    {
        Catalogue catalogue;
        const CatalogueImport import(catalogue, folder());
        const ImportPlan plan = import.plan(tableWith("2e-07", R"(, "bad": 5)"), day).value();
        QCOMPARE(plan.changes.size(), 2);
        QCOMPARE(plan.total.added, 1);
        QCOMPARE(plan.total.priceChanged, 1);
        QCOMPARE(plan.skipped, 1);
        QCOMPARE(plan.services.keys(), QStringList {u"openai"_s});
        QVERIFY(plan.services.value(u"openai"_s).missing > 50);
        const ModelChange *change = changeOf(plan, u"gpt-4o-mini"_s);
        QVERIFY(change && change->kind == Kind::PriceChanged);
        QCOMPARE(change->before.price->input->toDecimalPerMillion(), u"0.15"_s);
        QCOMPARE(change->after.price->input->toDecimalPerMillion(), u"0.2"_s);
        QCOMPARE(change->after.price->asOf, day);
        QVERIFY(change->after.can(ModelInfo::Capability::Vision)); // what we know of it stays
        QCOMPARE(inputOf(catalogue, u"gpt-4o-mini"_s), u"0.15"_s);
        QVERIFY(!QDir(folder()).exists());
    }

    void aPlanOnAnotherThreadIsTheSame()
    {
        Catalogue catalogue;
        const CatalogueImport import(catalogue, folder());
        const QByteArray table = tableWith("2e-07", R"(, "bad": 5)");
        const ImportPlan here = import.plan(table, day).value();
        const ImportPlan later = import.planLater(table, day).result().value();
        QCOMPARE(later.changes.size(), here.changes.size());
        QVERIFY(changeOf(later, u"gpt-4o-mini"_s)->after == changeOf(here, u"gpt-4o-mini"_s)->after);
        QCOMPARE(later.skipped, 1);
        QVERIFY(m_dir->isValid());
        QFile file(m_dir->filePath(u"table.json"_s));
        QVERIFY(file.open(QFile::WriteOnly) && file.write(table) == table.size());
        file.close();
        const ImportPlan ofFile = import.planFile(file.fileName()).result().value();
        QCOMPARE(ofFile.changes.size(), here.changes.size());
        QCOMPARE(changeOf(ofFile, u"brand-new"_s)->after.price->asOf, QFileInfo(file).lastModified().date());
        QCOMPARE(import.planFile(m_dir->filePath(u"nowhere"_s)).result().error().kind, Error::Kind::NotFound);
        QCOMPARE(import.planFile(m_dir->path()).result().error().kind, Error::Kind::Storage);
    }

    // The largest table that is taken: the caller's thread goes on, and a cancelled plan has no result.
    void aPlanCanBeCancelled()
    {
        Catalogue catalogue;
        const CatalogueImport import(catalogue, folder());
        QByteArray table = tableWith("2e-07");
        table += QByteArray(CatalogueImport::mostBytes - table.size(), ' ');
        QFuture<Result<ImportPlan>> future = import.planLater(table, day);
        QVERIFY(!future.isFinished());
        future.cancel();
        future.waitForFinished();
        QVERIFY(future.isCanceled());
        QCOMPARE(future.resultCount(), 0);
    }

    void theSamePriceIsNoChange()
    {
        Catalogue catalogue;
        const CatalogueImport import(catalogue, folder());
        const ImportPlan plan = import.plan(tableWith("1.5e-07"), day).value();
        QCOMPARE(plan.unchanged, 1);
        QVERIFY(!changeOf(plan, u"gpt-4o-mini"_s));
        // Where the plain prices are the same, the price for cached tokens stays.
        const ImportPlan more = import.plan(tableWith("1.5e-07, \"input_cost_per_audio_token\": 1e-05"), day).value();
        const ModelChange *change = changeOf(more, u"gpt-4o-mini"_s);
        QVERIFY(change != nullptr);
        QCOMPARE(change->after.price->cacheRead->toDecimalPerMillion(), u"0.075"_s);
        QCOMPARE(change->after.price->inputAudio->toDecimalPerMillion(), u"10"_s);
    }

    void takenAndTakenBack()
    {
        Catalogue catalogue;
        CatalogueImport import(catalogue, folder());
        QSignalSpy changed(&catalogue, &Catalogue::modelsChanged);
        QVERIFY(import.apply(import.plan(tableWith("2e-07"), day).value()).value());
        QCOMPARE(changed.size(), 1);
        QCOMPARE(inputOf(catalogue, u"gpt-4o-mini"_s), u"0.2"_s);
        QCOMPARE(inputOf(catalogue, u"brand-new"_s), u"1"_s);
        QCOMPARE(catalogue.resolve(u"brand-new"_s)->service.id, u"openai"_s);
        QCOMPARE(inputOf(catalogue, u"gpt-4o"_s), u"2.5"_s); // not in the table: as it was
        QCOMPARE(import.status().models, 2);
        QCOMPARE(import.status().newestPrices, day);

        QVERIFY(import.apply(import.plan(tableWith("3e-07"), day).value()).value());
        QCOMPARE(inputOf(catalogue, u"gpt-4o-mini"_s), u"0.3"_s);
        QCOMPARE(import.status().levels, 2);
        { // another start of the program
            Catalogue again;
            const CatalogueImport same(again, folder());
            QCOMPARE(inputOf(again, u"gpt-4o-mini"_s), u"0.3"_s);
        }
        QVERIFY(import.undo().value());
        QCOMPARE(inputOf(catalogue, u"gpt-4o-mini"_s), u"0.2"_s);
        QVERIFY(import.undo().value());
        QCOMPARE(inputOf(catalogue, u"gpt-4o-mini"_s), u"0.15"_s);
        QCOMPARE(inputOf(catalogue, u"brand-new"_s), u"-"_s);
        QCOMPARE(import.undo().error().kind, Error::Kind::NotFound);
    }

    void onlySoManyLevels()
    {
        Catalogue catalogue;
        CatalogueImport import(catalogue, folder());
        for (int i = 1; i <= CatalogueImport::mostLevels + 3; ++i)
            QVERIFY(import.apply(import.plan(tableWith(QByteArray::number(15 + 5 * i) + "e-08"), day).value()).value());
        QCOMPARE(import.status().levels, CatalogueImport::mostLevels);
        for (int i = 0; i < CatalogueImport::mostLevels; ++i)
            QVERIFY(import.undo().value());
        QCOMPARE(inputOf(catalogue, u"gpt-4o-mini"_s), u"0.3"_s);
        QVERIFY(!import.undo().has_value());
    }

    // gpt-4o-mini is known to cost 0.15 and 0.60 for a million.
    void doubts_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QByteArray>("output");
        QTest::addColumn<PriceDoubt>("doubt");
        QTest::newRow("plausible") << QByteArray("2e-07") << QByteArray("8e-07") << PriceDoubt::None;
        QTest::newRow("as dear as each other") << QByteArray("5e-07") << QByteArray("5e-07") << PriceDoubt::None;
        QTest::newRow("swapped") << QByteArray("6e-07") << QByteArray("1.5e-07") << PriceDoubt::OutputCheaper;
        QTest::newRow("nine times") << QByteArray("1.35e-06") << QByteArray("5.4e-06") << PriceDoubt::None;
        QTest::newRow("ten times") << QByteArray("1.5e-06") << QByteArray("6e-06") << PriceDoubt::FarFromBefore;
        QTest::newRow("a tenth") << QByteArray("1.5e-08") << QByteArray("6e-08") << PriceDoubt::FarFromBefore;
        QTest::newRow("of a thousand") << QByteArray("1.5e-04") << QByteArray("6e-04") << PriceDoubt::FarFromBefore;
        QTest::newRow("the answers alone") << QByteArray("1.5e-07") << QByteArray("9e-06") << PriceDoubt::FarFromBefore;
    }
    void doubts()
    {
        QFETCH(const QByteArray, input);
        QFETCH(const QByteArray, output);
        QFETCH(const PriceDoubt, doubt);
        Catalogue catalogue;
        CatalogueImport import(catalogue, folder());
        const QByteArray table = R"({"gpt-4o-mini": {"litellm_provider": "openai", "mode": "chat",
            "input_cost_per_token": )"
            + input + R"(, "output_cost_per_token": )" + output + "}}";
        const ImportPlan plan = import.plan(table, day).value();
        const ModelChange *change = changeOf(plan, u"gpt-4o-mini"_s);
        QVERIFY(change != nullptr);
        QCOMPARE(change->doubt, doubt);
        const bool doubtful = doubt != PriceDoubt::None;
        QCOMPARE(plan.doubtful, doubtful ? 1 : 0);
        QCOMPARE(import.apply(plan).value(), !doubtful);
        QCOMPARE(inputOf(catalogue, u"gpt-4o-mini"_s) == u"0.15"_s, doubtful || input == "1.5e-07");
        QCOMPARE(import.status().levels, doubtful ? 0 : 1);
        if (!doubtful)
            return;
        QVERIFY(import.apply(plan, CatalogueImport::Doubtful::Take).value()); // asked for
        QCOMPARE(catalogue.model(u"openai", u"gpt-4o-mini")->price->output, change->after.price->output);
    }

    // Zero is no price there; a table of our own form can say one.
    void aPriceOfNothing()
    {
        Catalogue catalogue;
        const CatalogueImport import(catalogue, folder());
        const QByteArray foreign = R"({"gpt-4o-mini": {"litellm_provider": "openai", "mode": "chat",
            "input_cost_per_token": 0, "output_cost_per_token": 0}})";
        QCOMPARE(import.plan(foreign, day)->unchanged, 1); // the known price stays
        const QByteArray own = R"({"schema": 1, "models": [{"service": "openai", "id": "new-one", "context": 1000,
            "price": {"input": "0", "output": "0"}}]})";
        QCOMPARE(import.plan(own, day)->changes.first().doubt, PriceDoubt::Nothing);
        // The swapped price of a new model, and what is known of the rest of that table.
        const QByteArray r7b = R"({"command-r7b-12-2024": {"litellm_provider": "cohere_chat", "mode": "chat",
            "input_cost_per_token": 1.5e-07, "output_cost_per_token": 3.75e-08}})";
        const ModelChange change = import.plan(r7b, day)->changes.first();
        QCOMPARE(change.before.price->output->toDecimalPerMillion(), u"0.15"_s);
        QCOMPARE(change.doubt, PriceDoubt::OutputCheaper);
    }

    void nothingToTakeIsNoLevel()
    {
        Catalogue catalogue;
        CatalogueImport import(catalogue, folder());
        QVERIFY(import.apply(import.plan(tableWith("2e-07"), day).value()).value());
        QCOMPARE(import.apply(import.plan(tableWith("2e-07"), day).value()).value(), false);
        QCOMPARE(import.status().levels, 1);
    }

    void brokenTablesLoseNothing_data()
    {
        QTest::addColumn<QByteArray>("table");
        QTest::newRow("cut") << tableWith("2e-07").chopped(20);
        QTest::newRow("a page") << QByteArray("<html></html>");
        QTest::newRow("too long") << QByteArray(CatalogueImport::mostBytes + 1, ' ');
        QTest::newRow("nothing that can be read") << QByteArray(R"({"a": {"litellm_provider": "nobody"}})");
    }
    void brokenTablesLoseNothing()
    {
        QFETCH(const QByteArray, table);
        Catalogue catalogue;
        CatalogueImport import(catalogue, folder());
        QVERIFY(import.apply(import.plan(tableWith("2e-07"), day).value()).value());
        const Result<ImportPlan> plan = import.plan(table, day);
        QVERIFY(!plan.has_value() && !plan.error().detail.isEmpty());
        QCOMPARE(inputOf(catalogue, u"gpt-4o-mini"_s), u"0.2"_s);
    }

    void aDamagedFileIsLeftOut()
    {
        {
            Catalogue catalogue;
            CatalogueImport import(catalogue, folder());
            QVERIFY(import.apply(import.plan(tableWith("2e-07"), day).value()).value());
        }
        QFile file(folder() + u"/current.packed"_s);
        QVERIFY(file.open(QFile::ReadWrite) && file.seek(100) && file.write("damage") == 6);
        file.close();
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"imported model table cannot be read"_s));
        Catalogue catalogue;
        CatalogueImport import(catalogue, folder());
        QCOMPARE(inputOf(catalogue, u"gpt-4o-mini"_s), u"0.15"_s);
        QVERIFY(import.undo().value()); // the state before is whole
        QCOMPARE(import.status().models, 0);
    }

    void aFolderThatCannotBeWritten()
    {
        QFile blocked(m_dir->path() + u"/file"_s);
        QVERIFY(blocked.open(QFile::WriteOnly));
        Catalogue catalogue;
        CatalogueImport import(catalogue, blocked.fileName() + u"/models"_s);
        const Result<bool> taken = import.apply(import.plan(tableWith("2e-07"), day).value());
        QVERIFY(!taken.has_value());
        QCOMPARE(taken.error().kind, Error::Kind::Storage);
        QCOMPARE(inputOf(catalogue, u"gpt-4o-mini"_s), u"0.15"_s);
    }

    void downloads_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("words"); // empty: it works
        QTest::newRow("works") << u"https://table.test/m.json"_s << 200 << QString();
        QTest::newRow("http") << u"http://table.test/m.json"_s << 200 << u"https"_s;
        QTest::newRow("file") << u"file:///etc/passwd"_s << 200 << u"https"_s;
        QTest::newRow("with a password") << u"https://me:secret@table.test/m.json"_s << 200 << u"password"_s;
        QTest::newRow("sent on") << u"https://table.test/m.json"_s << 302 << u"https://elsewhere.test/"_s;
        QTest::newRow("not there") << u"https://table.test/m.json"_s << 404 << u"404"_s;
        QTest::newRow("broken") << u"https://table.test/m.json"_s << 500 << u"500"_s;
    }
    void downloads()
    {
        QFETCH(const QString, address);
        QFETCH(const int, status);
        QFETCH(const QString, words);
        test::FakeHttpClient client([status](const HttpRequest &) {
            return test::FakeAnswer {
                .status = status, .headers = {{"Location", "https://elsewhere.test/"}}, .body = "{}", .error = {}};
        });
        TableDownload download;
        std::optional<Result<QByteArray>> result;
        connect(&download, &TableDownload::finished, this, [&](const Result<QByteArray> &table) { result = table; });
        download.start(client, QUrl(address));
        QVERIFY(!result); // never from inside of the call
        QTRY_VERIFY(result.has_value());
        QCOMPARE(result->has_value(), words.isEmpty());
        if (!words.isEmpty()) {
            QVERIFY2(result->error().detail.contains(words), qPrintable(result->error().detail));
            QVERIFY(!result->error().detail.contains(u"secret"));
        }
        if (!client.requests.isEmpty()) {
            const HttpRequest &sent = client.requests.first();
            QCOMPARE(client.requests.size(), 1);
            QCOMPARE(sent.method, QByteArray("GET"));
            QCOMPARE(sent.limits.body, CatalogueImport::mostBytes);
            QVERIFY(headerValue(sent.headers, "Authorization").isNull());
        } else {
            QVERIFY(!words.isEmpty());
        }
    }

private:
    [[nodiscard]] QString folder() const { return m_dir->path() + u"/models"_s; }

    std::unique_ptr<QTemporaryDir> m_dir;
};

QTEST_GUILESS_MAIN(TestCatalogueImport)
#include "tst_catalogue_import.moc"
