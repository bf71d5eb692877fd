// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/Catalogue.h"
#include "core/providers/OwnPrices.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;

namespace {

Price priceOf(const char *input, const char *output)
{
    return {.input = UnitPrice::fromDecimalPerMillion(QString::fromLatin1(input)),
        .output = UnitPrice::fromDecimalPerMillion(QString::fromLatin1(output)),
        .asOf = QDate(2026, 11, 30)};
}

} // namespace

// Prices that a person sets: in their file, and over the catalogue's.
class TestOwnPrices : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_file = m_dir->path() + u"/settings/prices.json"_s; // whose folder is not there yet
    }

    void setFoundAndTakenBack()
    {
        OwnPrices prices(m_file);
        QVERIFY(prices.isEmpty());
        QVERIFY(prices.set(u"acme"_s, u"large"_s, priceOf("0.15", "0.6")));
        QVERIFY(prices.set(u"acme"_s, u"small"_s, priceOf("0.01", "0.02")));
        const OwnPrices again(m_file);
        QVERIFY(again.find(u"acme"_s, u"large"_s) == priceOf("0.15", "0.6"));
        QVERIFY(again.find(u"acme"_s, u"small"_s) == priceOf("0.01", "0.02"));
        QVERIFY(!again.find(u"other"_s, u"small"_s));
        QVERIFY(*prices.remove(u"acme"_s, u"large"_s));
        QVERIFY(!*prices.remove(u"acme"_s, u"large"_s));
        QVERIFY(!OwnPrices(m_file).find(u"acme"_s, u"large"_s));
        QVERIFY(OwnPrices(m_file).find(u"acme"_s, u"small"_s));
    }

    // Another program may have written between two changes of ours.
    void whatAnotherProgramWroteStays()
    {
        OwnPrices ours(m_file);
        OwnPrices theirs(m_file);
        QVERIFY(theirs.set(u"acme"_s, u"theirs"_s, priceOf("1", "2")));
        QVERIFY(ours.set(u"acme"_s, u"ours"_s, priceOf("3", "4")));
        const OwnPrices both(m_file);
        QVERIFY(both.find(u"acme"_s, u"theirs"_s) && both.find(u"acme"_s, u"ours"_s));
    }

    void aFileByHand()
    {
        write(R"({"schema": 1, "as_of": "2026-11-01", "models": [
            {"service": "acme", "id": "x", "price": {"input": "2.5", "output": "10", "cache_read": "0.25",
             "request": "0.001", "tiers": [{"above": 1000, "input": "5", "output": "20"}]}}]})");
        const std::optional<Price> price = OwnPrices(m_file).find(u"acme"_s, u"x"_s);
        QVERIFY(price);
        QCOMPARE(price->input->toDecimalPerMillion(), u"2.5"_s);
        QCOMPARE(price->request->toDecimal(), u"0.001"_s);
        QCOMPARE(price->tiers.size(), 1);
        QCOMPARE(price->asOf, QDate(2026, 11, 1));
    }

    void aBrokenFileIsSaidAndLeftAlone()
    {
        const QByteArray broken
            = R"({"schema": 1, "models": [{"service": "acme", "id": "x", "price": {"input": 2.5}}]})";
        write(broken);
        OwnPrices prices(m_file);
        QVERIFY(prices.error());
        QVERIFY2(prices.error()->detail.contains("models[0].price.input"_L1), qPrintable(prices.error()->detail));
        QVERIFY(!prices.set(u"acme"_s, u"y"_s, priceOf("1", "1")));
        QVERIFY(!prices.remove(u"acme"_s, u"x"_s));
        QFile file(m_file);
        QVERIFY(file.open(QFile::ReadOnly));
        QCOMPARE(file.readAll(), broken);
    }

    void withoutAFile()
    {
        OwnPrices none;
        QVERIFY(!none.error());
        QCOMPARE(none.set(u"a"_s, u"b"_s, priceOf("1", "1")).error().kind, Error::Kind::Storage);
    }

    void overTheCatalogue()
    {
        Catalogue catalogue;
        const Price shipped = *catalogue.model(u"openai", u"gpt-4o-mini")->price;
        catalogue.setOwnPrices(m_file);
        QSignalSpy changed(&catalogue, &Catalogue::modelsChanged);
        QVERIFY(catalogue.saveOwnPrice(u"openai"_s, u"gpt-4o-mini"_s, priceOf("7", "8")));
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed.first().first().toString(), u"openai"_s);
        const ModelInfo mine = *catalogue.model(u"openai", u"gpt-4o-mini");
        QVERIFY(mine.ownPrice && mine.price == priceOf("7", "8"));
        QVERIFY(mine.contextTokens > 0); // the rest is as it was
        QVERIFY(catalogue.resolve(u"gpt-4o-mini"_s)->info->price == priceOf("7", "8"));
        bool listed = false;
        for (const ModelInfo &model : catalogue.models(u"openai")) {
            listed = listed || (model.id == "gpt-4o-mini"_L1 && model.ownPrice);
            QVERIFY(model.id == "gpt-4o-mini"_L1 || !model.ownPrice);
        }
        QVERIFY(listed);
        QVERIFY(*catalogue.removeOwnPrice(u"openai"_s, u"gpt-4o-mini"_s));
        QVERIFY(catalogue.model(u"openai", u"gpt-4o-mini")->price == shipped);
        QVERIFY(!catalogue.model(u"openai", u"gpt-4o-mini")->ownPrice);
    }

    void ofAModelThatTheCatalogueDoesNotKnow()
    {
        Catalogue catalogue;
        catalogue.setOwnPrices(m_file);
        QVERIFY(!catalogue.model(u"openai", u"brand-new"));
        QVERIFY(catalogue.saveOwnPrice(u"openai"_s, u"brand-new"_s, priceOf("1", "2")));
        const std::optional<ModelInfo> model = catalogue.model(u"openai", u"brand-new");
        QVERIFY(model && model->ownPrice && !model->capabilitiesKnown);
        QCOMPARE(model->service, u"openai"_s);
        QVERIFY(!catalogue.saveOwnPrice(u"nobody"_s, u"x"_s, priceOf("1", "2")));
    }

    void aLocalModelCanCostSomething()
    {
        Catalogue catalogue;
        catalogue.setListedModels(u"ollama"_s, {{.id = u"llama"_s, .service = u"ollama"_s}});
        QVERIFY(catalogue.model(u"ollama", u"llama")->free);
        catalogue.setOwnPrices(m_file);
        QVERIFY(catalogue.saveOwnPrice(u"ollama"_s, u"llama"_s, priceOf("0.1", "0.1")));
        QVERIFY(!catalogue.model(u"ollama", u"llama")->free);
    }

    // A program that stays open: what a terminal sets holds at once, a mistake leaves the last good prices.
    void whatATerminalWritesIsTakenOver()
    {
        Catalogue window;
        window.setOwnPrices(m_file);
        window.watchFiles();
        QSignalSpy changed(&window, &Catalogue::modelsChanged);
        QSignalSpy errors(&window, &Catalogue::fileErrorsChanged);
        OwnPrices terminal(m_file); // whose folder is made with the first
        QVERIFY(terminal.set(u"openai"_s, u"gpt-4o-mini"_s, priceOf("7", "8")));
        QTRY_COMPARE(changed.size(), 1);
        QVERIFY(window.model(u"openai", u"gpt-4o-mini")->price == priceOf("7", "8"));
        QVERIFY(terminal.set(u"openai"_s, u"gpt-4o-mini"_s, priceOf("9", "8"))); // replaced a second time
        QTRY_VERIFY(window.model(u"openai", u"gpt-4o-mini")->price == priceOf("9", "8"));
        write("{");
        QTRY_COMPARE(errors.size(), 1);
        QCOMPARE(window.fileErrors().size(), 1);
        QVERIFY(window.fileErrors().first().detail.startsWith(m_file));
        QVERIFY(window.model(u"openai", u"gpt-4o-mini")->price == priceOf("9", "8"));
        QVERIFY(!window.saveOwnPrice(u"openai"_s, u"x"_s, priceOf("1", "1"))); // nor is it overwritten
        QVERIFY(QFile::remove(m_file));
        QTRY_COMPARE(errors.size(), 2);
        QVERIFY(window.fileErrors().isEmpty());
        QVERIFY(!window.model(u"openai", u"gpt-4o-mini")->ownPrice);
    }
    // What it writes itself is no news to it.
    void itsOwnWritingIsNoNews()
    {
        Catalogue window;
        window.setOwnPrices(m_file);
        window.watchFiles();
        QSignalSpy changed(&window, &Catalogue::modelsChanged);
        QVERIFY(window.saveOwnPrice(u"openai"_s, u"gpt-4o-mini"_s, priceOf("7", "8")));
        QTest::qWait(400);
        QCOMPARE(changed.size(), 1);
    }

    // What the program writes has the form that the schema beside the catalogue gives.
    void theSchemaNamesEveryMemberThatIsWritten()
    {
        OwnPrices prices(m_file);
        QVERIFY(prices.set(u"acme"_s, u"x"_s, priceOf("0.15", "0.6")));
        QFile file(m_file);
        QVERIFY(file.open(QFile::ReadOnly));
        const QJsonObject table = QJsonDocument::fromJson(file.readAll()).object();
        QFile schemaFile(u"" LINEUP_SOURCE_DIR "/resources/catalogue/prices.schema.json"_s);
        QVERIFY(schemaFile.open(QFile::ReadOnly));
        const QJsonObject schema = QJsonDocument::fromJson(schemaFile.readAll()).object();
        const auto allMembersIn = [](const QJsonObject &object, const QJsonValue &properties) {
            for (const QString &key : object.keys()) {
                if (!properties.toObject().contains(key))
                    return false;
            }
            return !object.isEmpty();
        };
        const QJsonObject row = table.value("models"_L1).toArray().first().toObject();
        QVERIFY(allMembersIn(table, schema["properties"_L1]));
        QVERIFY(allMembersIn(row, schema["$defs"_L1]["row"_L1]["properties"_L1]));
        QVERIFY(allMembersIn(row.value("price"_L1).toObject(), schema["$defs"_L1]["price"_L1]["properties"_L1]));
    }

private:
    void write(const QByteArray &bytes)
    {
        QVERIFY(QDir().mkpath(QFileInfo(m_file).path()));
        QFile file(m_file);
        QVERIFY(file.open(QFile::WriteOnly));
        file.write(bytes);
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_file;
};

QTEST_GUILESS_MAIN(TestOwnPrices)
#include "tst_own_prices.moc"
