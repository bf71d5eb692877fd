// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/Catalogue.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;

namespace {

const QByteArray mine = R"({"schema":1,"services":[{"id":"mine","label":"Mine","dialect":"openai-chat",
    "base_url":"https://mine.test/v1","headers":{"x-team":"a"},"key_env":["MINE_KEY"],"note":"by hand",
    "quirks":{"think_tags":true}}]})";

Service newService(const QString &id)
{
    Service service;
    service.id = id;
    service.label = id.toUpper();
    service.dialect = u"openai-chat"_s;
    service.baseUrl = QUrl(u"https://"_s + id + u".test/v1"_s);
    return service;
}

} // namespace

// The file of the person's own services, as the catalogue reads and keeps it.
class TestCustomServices : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void noCustomFile();
    void readsTheCustomFile();
    void idsGoBeforeAliases();
    void savesAndRemoves();
    void changesABuiltInService();
    void keepsWhatWasWrittenByHand();
    void aBrokenFileIsSetAside();
    void theSecondBrokenFileTakesNothingAway();
    void whatAnotherProgramWritesIsTakenOver();
    void anotherProgramsRowIsNotLost();
    void refusesBadServices_data();
    void refusesBadServices();
    void tellsWhenItCannotSave();

private:
    [[nodiscard]] QString file() const { return m_dir->filePath(u"services.json"_s); }
    void write(const QByteArray &json) const;
    [[nodiscard]] QByteArray written(const QString &name) const;

    std::unique_ptr<QTemporaryDir> m_dir;
};

void TestCustomServices::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_dir = std::make_unique<QTemporaryDir>();
    QVERIFY(m_dir->isValid());
}

void TestCustomServices::write(const QByteArray &json) const
{
    QFile out(file());
    QVERIFY(out.open(QFile::WriteOnly));
    QCOMPARE(out.write(json), json.size());
}

QByteArray TestCustomServices::written(const QString &name) const
{
    QFile in(m_dir->filePath(name));
    return in.open(QFile::ReadOnly) ? in.readAll() : QByteArray();
}

void TestCustomServices::noCustomFile()
{
    const Catalogue without;
    const Catalogue absent(file());
    QCOMPARE(absent.services().size(), without.services().size());
    QVERIFY(!absent.customFileError().has_value());
    QVERIFY(!QFile::exists(file())); // nothing is written by looking
}

void TestCustomServices::readsTheCustomFile()
{
    write(mine);
    const Catalogue catalogue(file());
    QVERIFY(!catalogue.customFileError().has_value());
    const Service *service = catalogue.service(u"mine");
    QVERIFY(service);
    QVERIFY(service->custom);
    QVERIFY(service->quirks.thinkTags);
    const Result<Target> target = catalogue.resolve(u"mine/a/b"_s);
    QCOMPARE(target->model, u"a/b"_s);
    QCOMPARE(target->service.baseUrl, QUrl(u"https://mine.test/v1"_s));
    QVERIFY(!target->info.has_value());
}

void TestCustomServices::idsGoBeforeAliases()
{
    write(R"({"services":[{"id":"together_ai","label":"Mine","dialect":"ollama","base_url":"http://a.test",
        "aliases":["groq","fresh"]}]})");
    const Catalogue catalogue(file());
    QCOMPARE(catalogue.service(u"together_ai")->label, u"Mine"_s);
    QVERIFY(catalogue.service(u"groq")->label != u"Mine"_s);
    QCOMPARE(catalogue.service(u"fresh")->label, u"Mine"_s);
}

void TestCustomServices::savesAndRemoves()
{
    Catalogue catalogue(file());
    QSignalSpy changed(&catalogue, &Catalogue::servicesChanged);
    const qsizetype before = catalogue.services().size();
    QVERIFY(catalogue.saveCustomService(newService(u"one"_s)).has_value());
    QVERIFY(catalogue.saveCustomService(newService(u"two"_s)).has_value());
    Service again = newService(u"one"_s);
    again.label = u"Uno"_s;
    again.auth = AuthScheme::None;
    QVERIFY(catalogue.saveCustomService(again).has_value());
    QCOMPARE(changed.size(), 3);
    QCOMPARE(catalogue.services().size(), before + 2);
    QCOMPARE(catalogue.service(u"one")->label, u"Uno"_s);
    QVERIFY(catalogue.service(u"two")->custom);
    {
        const Catalogue next(file());
        QVERIFY(!next.customFileError().has_value());
        QCOMPARE(next.service(u"one")->label, u"Uno"_s);
        QCOMPARE(next.service(u"one")->auth, AuthScheme::None);
        QCOMPARE(next.resolve(u"two/m"_s)->service.baseUrl, QUrl(u"https://two.test/v1"_s));
    }
    QVERIFY(*catalogue.removeCustomService(u"one"_s));
    QCOMPARE(changed.size(), 4);
    QVERIFY(!catalogue.service(u"one"));
    QVERIFY(!*catalogue.removeCustomService(u"one"_s));
    QVERIFY(!*catalogue.removeCustomService(u"openai"_s)); // a built-in row stays
    QCOMPARE(changed.size(), 4);
    QVERIFY(!Catalogue(file()).service(u"one"));
    QVERIFY(Catalogue(file()).service(u"two"));
    // A row over a built-in one, and back.
    Service own = newService(u"groq"_s);
    QVERIFY(catalogue.saveCustomService(own).has_value());
    QCOMPARE(catalogue.service(u"groq")->baseUrl, own.baseUrl);
    QVERIFY(*catalogue.removeCustomService(u"groq"_s));
    QVERIFY(!catalogue.service(u"groq")->custom);
    QVERIFY(catalogue.service(u"groq")->baseUrl != own.baseUrl);
}

void TestCustomServices::changesABuiltInService()
{
    const Service shipped = *Catalogue().service(u"anthropic");
    QVERIFY(!shipped.headers.isEmpty() && !shipped.keyEnvironment.isEmpty());
    Service moved = shipped;
    moved.baseUrl = QUrl(u"https://gateway.test"_s);
    QVERIFY(Catalogue(file()).saveCustomService(moved).has_value());
    const Catalogue next(file());
    const Service *again = next.service(u"anthropic");
    QCOMPARE(again->baseUrl, moved.baseUrl);
    QVERIFY(again->changed && !again->custom);
    QCOMPARE(again->headers, shipped.headers);
    QCOMPARE(again->keyEnvironment, shipped.keyEnvironment);
    QCOMPARE(again->errorPatterns.size(), shipped.errorPatterns.size());
    // Another dialect under the id is another service.
    write(R"({"services":[{"id":"anthropic","label":"A","dialect":"ollama","base_url":"http://a.test"}]})");
    QVERIFY(Catalogue(file()).service(u"anthropic")->headers.isEmpty());
}

void TestCustomServices::keepsWhatWasWrittenByHand()
{
    write(mine);
    Catalogue catalogue(file());
    QVERIFY(catalogue.saveCustomService(newService(u"other"_s)).has_value());
    Service changed = *catalogue.service(u"mine");
    changed.label = u"Ours"_s;
    changed.quirks.maxTokensField = u"max_completion_tokens"_s;
    QVERIFY(catalogue.saveCustomService(changed).has_value());
    const QJsonArray rows = QJsonDocument::fromJson(written(u"services.json"_s))["services"_L1].toArray();
    QCOMPARE(rows.size(), 2);
    const QJsonObject row = rows.first().toObject();
    QCOMPARE(row["label"_L1], "Ours"_L1);
    QCOMPARE(row["note"_L1], "by hand"_L1);
    QCOMPARE(row["key_env"_L1], QJsonArray {u"MINE_KEY"_s});
    QCOMPARE(row["headers"_L1]["x-team"_L1], "a"_L1);
    QCOMPARE(row["quirks"_L1]["think_tags"_L1], true);
    QCOMPARE(row["quirks"_L1]["max_tokens_field"_L1], "max_completion_tokens"_L1);
}

void TestCustomServices::aBrokenFileIsSetAside()
{
    const QByteArray broken = R"({"services":[{"id":"mine","label":"Mine")";
    write(broken);
    Catalogue catalogue(file());
    QVERIFY(catalogue.customFileError().has_value());
    QCOMPARE(catalogue.customFileError()->kind, Error::Kind::Storage);
    QVERIFY(catalogue.customFileError()->detail.startsWith(file()));
    QVERIFY(catalogue.resolve(u"gpt-4o-mini"_s).has_value());
    QCOMPARE(written(u"services.json"_s), broken); // not touched by reading
    QVERIFY(catalogue.saveCustomService(newService(u"one"_s)).has_value());
    QCOMPARE(written(u"services.json.broken"_s), broken);
    QVERIFY(!catalogue.customFileError().has_value());
    // What is whole now is not set aside again.
    QVERIFY(catalogue.saveCustomService(newService(u"two"_s)).has_value());
    QCOMPARE(written(u"services.json.broken"_s), broken);
    QVERIFY(Catalogue(file()).service(u"one") && Catalogue(file()).service(u"two"));
}

void TestCustomServices::theSecondBrokenFileTakesNothingAway()
{
    for (const QByteArray &broken : {QByteArray("first"), QByteArray("second")}) {
        write(broken);
        Catalogue catalogue(file());
        QVERIFY(catalogue.saveCustomService(newService(u"one"_s)).has_value());
    }
    QCOMPARE(written(u"services.json.broken"_s), "first");
    QCOMPARE(written(u"services.json.broken2"_s), "second");
    // A row that is wrong breaks the file as well, and the error names it.
    write(R"({"services":[{"id":"a","label":"A","dialect":"x","auth":"odd"}]})");
    const Catalogue catalogue(file());
    QVERIFY(catalogue.customFileError()->detail.contains(u"services[0].auth"_s));
    QVERIFY(!catalogue.service(u"a"));
}

void TestCustomServices::whatAnotherProgramWritesIsTakenOver()
{
    Catalogue window(file());
    window.watchFiles();
    QSignalSpy changed(&window, &Catalogue::servicesChanged);
    QVERIFY(Catalogue(file()).saveCustomService(newService(u"one"_s)).has_value());
    QTRY_VERIFY(window.service(u"one"));
    QVERIFY(Catalogue(file()).saveCustomService(newService(u"two"_s)).has_value());
    QTRY_VERIFY(window.service(u"two"));
    write("{\"services\":[");
    QTRY_COMPARE(window.fileErrors().size(), 1);
    QVERIFY(window.service(u"one") && window.service(u"two")); // the last good ones
    QVERIFY(QFile::remove(file()));
    QTRY_VERIFY(!window.service(u"one"));
    QVERIFY(window.fileErrors().isEmpty());
    QVERIFY(changed.size() >= 3);
}

// Which this one has not heard of yet.
void TestCustomServices::anotherProgramsRowIsNotLost()
{
    Catalogue window(file());
    QVERIFY(Catalogue(file()).saveCustomService(newService(u"theirs"_s)).has_value());
    QVERIFY(window.saveCustomService(newService(u"ours"_s)).has_value());
    QVERIFY(Catalogue(file()).service(u"theirs") && Catalogue(file()).service(u"ours"));
    QVERIFY(*Catalogue(file()).removeCustomService(u"theirs"_s));
    QVERIFY(window.saveSettings(u"ours"_s, {}, QUrl(u"https://elsewhere.test/v1"_s)).has_value());
    QVERIFY(!Catalogue(file()).service(u"theirs"));
}

void TestCustomServices::refusesBadServices_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("dialect");
    QTest::newRow("no id") << QString() << u"https://a.test"_s << u"openai-chat"_s;
    QTest::newRow("a slash") << u"a/b"_s << u"https://a.test"_s << u"openai-chat"_s;
    QTest::newRow("no address") << u"a"_s << QString() << u"openai-chat"_s;
    QTest::newRow("no dialect") << u"a"_s << u"https://a.test"_s << QString();
    QTest::newRow("an unknown dialect") << u"a"_s << u"https://a.test"_s << u"morse"_s;
}

void TestCustomServices::refusesBadServices()
{
    QFETCH(const QString, id);
    QFETCH(const QString, address);
    QFETCH(const QString, dialect);
    Catalogue catalogue(file());
    QSignalSpy changed(&catalogue, &Catalogue::servicesChanged);
    Service service = newService(u"a"_s);
    service.id = id;
    service.baseUrl = QUrl(address);
    service.dialect = dialect;
    const Result<bool> saved = catalogue.saveCustomService(service);
    QVERIFY(!saved.has_value());
    QCOMPARE(saved.error().kind, Error::Kind::BadRequest);
    QVERIFY(changed.isEmpty());
    QVERIFY(!QFile::exists(file()));
}

void TestCustomServices::tellsWhenItCannotSave()
{
    Catalogue catalogue(m_dir->filePath(u"no/such/folder/services.json"_s));
    QSignalSpy changed(&catalogue, &Catalogue::servicesChanged);
    const Result<bool> saved = catalogue.saveCustomService(newService(u"one"_s));
    QVERIFY(!saved.has_value());
    QCOMPARE(saved.error().kind, Error::Kind::Storage);
    QVERIFY(!catalogue.service(u"one"));
    QVERIFY(changed.isEmpty());
}

QTEST_GUILESS_MAIN(TestCustomServices)
#include "tst_custom_services.moc"
