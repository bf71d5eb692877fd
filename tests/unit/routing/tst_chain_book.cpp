// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/JsonReader.h"
#include "core/routing/ChainBook.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;

namespace {

Chain chainOf(const QString &name, const QString &model = u"p/a"_s)
{
    return {.name = name, .steps = {{.targets = {{.model = model}}}}};
}

QStringList namesOf(const ChainBook &book)
{
    QStringList out;
    for (const Chain &chain : book.chains())
        out += chain.name;
    return out;
}

} // namespace

class TestChainBook : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_dir;

    [[nodiscard]] QString file() const { return m_dir->filePath(u"chains.json"_s); }
    void write(const QByteArray &bytes) const
    {
        QFile out(file());
        QVERIFY(out.open(QFile::WriteOnly));
        QCOMPARE(out.write(bytes), bytes.size());
    }
    [[nodiscard]] QByteArray bytesOf(const QString &name) const
    {
        QFile in(m_dir->filePath(name));
        return in.open(QFile::ReadOnly) ? in.readAll() : QByteArray();
    }

private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void noFileIsNoFault()
    {
        const ChainBook book(file());
        QVERIFY(book.chains().isEmpty());
        QVERIFY(!book.error());
        QVERIFY(!book.find(u"x"));
    }
    void savesForItsOwnerOnly()
    {
        ChainBook book(file());
        const QSignalSpy changed(&book, &ChainBook::changed);
        QVERIFY(book.save(chainOf(u"b"_s)).has_value());
        QVERIFY(book.save(chainOf(u"a"_s)).has_value());
        QVERIFY(book.save(chainOf(u"b"_s, u"q/x"_s)).has_value()); // in its place
        QCOMPARE(changed.size(), 3);
        QCOMPARE(namesOf(book), (QStringList {u"b"_s, u"a"_s}));
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QVERIFY(!(QFile::permissions(file()) & others));
        const ChainBook again(file());
        QCOMPARE(again.chains(), book.chains());
        QCOMPARE(again.find(u"b")->steps.first().targets.first().model, u"q/x"_s);
    }
    void refusesWhatCannotBe()
    {
        ChainBook book(file());
        for (const Chain &bad :
            {chainOf(u"a b"_s), chainOf(u"a"_s, u"chain/a"_s), chainOf(u"a"_s, {}), Chain {.name = u"a"_s}}) {
            const Result<bool> saved = book.save(bad);
            QVERIFY(!saved);
            QCOMPARE(saved.error().kind, Error::Kind::BadRequest);
        }
        QVERIFY(!QFile::exists(file()));
        ChainBook nowhere;
        QCOMPARE(nowhere.save(chainOf(u"a"_s)).error().kind, Error::Kind::Storage);
    }
    void renamesAndRemoves()
    {
        ChainBook book(file());
        QVERIFY(book.save(chainOf(u"a"_s)) && book.save(chainOf(u"b"_s)));
        QCOMPARE(book.rename(u"a"_s, u"b"_s).error().kind, Error::Kind::BadRequest);
        QCOMPARE(book.rename(u"a"_s, u"b c"_s).error().kind, Error::Kind::BadRequest);
        QCOMPARE(*book.rename(u"x"_s, u"y"_s), false);
        QCOMPARE(*book.rename(u"a"_s, u"z"_s), true);
        QCOMPARE(namesOf(book), (QStringList {u"z"_s, u"b"_s}));
        QCOMPARE(*book.remove(u"a"_s), false);
        QCOMPARE(*book.remove(u"z"_s), true);
        QCOMPARE(namesOf(ChainBook(file())), QStringList {u"b"_s});
    }
    void keepsWhatItDoesNotKnow()
    {
        write(R"({"schema":1,"x":{"y":1},"chains":[{"name":"a","steps":[{"model":"p/a","z":2}],"w":3}]})");
        ChainBook book(file());
        QVERIFY(book.save(chainOf(u"b"_s)).has_value());
        const QJsonObject now = *parseJsonObject(bytesOf(u"chains.json"_s));
        QCOMPARE(now["x"_L1]["y"_L1].toInt(), 1);
        QCOMPARE(now["chains"_L1][0]["w"_L1].toInt(), 3);
        QCOMPARE(now["chains"_L1][0]["steps"_L1][0]["z"_L1].toInt(), 2);
        QCOMPARE(now["chains"_L1][1]["name"_L1].toString(), u"b"_s);
    }
    void takesAChangeOver()
    {
        ChainBook book(file());
        QSignalSpy changed(&book, &ChainBook::changed);
        {
            ChainBook other(file());
            QVERIFY(other.save(chainOf(u"a"_s)).has_value());
        }
        QTRY_COMPARE(namesOf(book), QStringList {u"a"_s});
        write(R"({"chains":[{"name":"hand","steps":[{"model":"p/a"}]}]})"); // in place, as some editors do
        QTRY_COMPARE(namesOf(book), QStringList {u"hand"_s});
        QVERIFY(changed.size() >= 2);
        QVERIFY(QFile::remove(file()));
        QTRY_VERIFY(book.chains().isEmpty());
    }
    void anotherProgramsChangeIsNotLost()
    {
        ChainBook one(file());
        ChainBook two(file());
        QVERIFY(one.save(chainOf(u"a"_s)).has_value());
        QVERIFY(two.save(chainOf(u"b"_s)).has_value()); // has not heard of it yet
        QCOMPARE(namesOf(two), (QStringList {u"a"_s, u"b"_s}));
    }
    void aBrokenFile_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("place");
        QTest::addRow("no JSON") << QByteArray("{\"chains\": [") << u"byte"_s;
        QTest::addRow("empty") << QByteArray() << u"byte"_s;
        QTest::addRow("a list") << QByteArray("[]") << u"object"_s;
        QTest::addRow("a later form") << QByteArray(R"({"schema":2})") << u"schema"_s;
        QTest::addRow("chains") << QByteArray(R"({"chains":{}})") << u"chains: "_s;
        QTest::addRow("a wrong word") << QByteArray(
            R"({"chains":[{"name":"a","steps":[{"model":"p/a","fall_on":["oops"]}]}]})")
                                      << u"chains[0].steps[0].fall_on[0]"_s;
        QTest::addRow("twice") << QByteArray(
            R"({"chains":[{"name":"a","steps":[{"model":"p"}]},{"name":"a","steps":[{"model":"p"}]}]})")
                               << u"chains[1].name"_s;
        QTest::addRow("a circle") << QByteArray(R"({"chains":[{"name":"a","steps":[{"model":"chain/b"}]},)"
                                                R"({"name":"b","steps":[{"model":"p","larger_context":"chain/a"}]}]})")
                                  << u"chain/a → chain/b → chain/a"_s;
    }
    void aBrokenFile()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, place);
        ChainBook book(file());
        QVERIFY(book.save(chainOf(u"good"_s)).has_value());
        write(bytes);
        QTRY_VERIFY(book.error().has_value());
        QVERIFY2(book.error()->detail.contains(place), qPrintable(book.error()->detail));
        QCOMPARE(namesOf(book), QStringList {u"good"_s}); // the last good ones
        QCOMPARE(bytesOf(u"chains.json"_s), bytes); // and the file is as it was
        QVERIFY(book.save(chainOf(u"next"_s)).has_value());
        QVERIFY(!book.error());
        QCOMPARE(bytesOf(u"chains.json.broken"_s), bytes);
        QCOMPARE(namesOf(ChainBook(file())), (QStringList {u"good"_s, u"next"_s}));
    }
    void tellsWhoUsesWhat()
    {
        ChainBook book(file());
        Chain big = chainOf(u"big"_s, u"q/b"_s);
        big.steps.first().largerContext = u"p/large"_s;
        QVERIFY(book.save(chainOf(u"a"_s)) && book.save(big));
        QCOMPARE(book.thatUse(u"p"), (QStringList {u"a"_s, u"big"_s}));
        QCOMPARE(book.thatUse(u"p/a"), QStringList {u"a"_s});
        QCOMPARE(book.thatUse(u"p/lar"), QStringList());
        QCOMPARE(book.thatUse(u""), QStringList());
    }
    // A chain that asks another one asks what that one asks.
    void tellsWhoUsesItByWayOfOthers()
    {
        ChainBook book(file());
        QVERIFY(book.save(chainOf(u"outer"_s, u"chain/inner"_s)) && book.save(chainOf(u"inner"_s)));
        QVERIFY(book.save(chainOf(u"other"_s, u"q/x"_s)));
        QCOMPARE(book.thatUse(u"p/a"), (QStringList {u"outer"_s, u"inner"_s}));
        QCOMPARE(book.thatUse(u"chain/inner"), QStringList {u"outer"_s});
        QCOMPARE(book.thatUse(u"q"), QStringList {u"other"_s});
    }
    void circlesAreRefused()
    {
        ChainBook book(file());
        QVERIFY(book.save(chainOf(u"a"_s, u"chain/b"_s)) && book.save(chainOf(u"b"_s, u"chain/c"_s)));
        const Result<bool> closed = book.save(chainOf(u"c"_s, u"chain/a"_s));
        QVERIFY(!closed);
        QCOMPARE(closed.error().kind, Error::Kind::BadRequest);
        QVERIFY2(closed.error().detail.contains(u"chain/a → chain/b → chain/c → chain/a"_s),
            qPrintable(closed.error().detail));
        QVERIFY(!book.find(u"c"));
        QVERIFY(book.save(chainOf(u"c"_s)).has_value());
        Chain longer = chainOf(u"c"_s);
        longer.steps.first().largerContext = u"chain/b"_s; // b → c → b
        QVERIFY(!book.save(longer));
        // A name that closes a circle is none to be taken.
        QVERIFY(book.save(chainOf(u"d"_s, u"chain/e"_s)) && book.save(chainOf(u"f"_s, u"chain/d"_s)));
        QVERIFY(!book.rename(u"f"_s, u"e"_s));
        QVERIFY(book.find(u"f") && !book.find(u"e"));
    }
    // Each names the next one twice: 2, 4, … 256 steps.
    void stepsThatDoubleAreRefused()
    {
        ChainBook book(file());
        QVERIFY(book.save(chainOf(u"c0"_s)));
        for (int i = 1; i <= 8; ++i) {
            Chain twice = chainOf(u"c%1"_s.arg(i), u"chain/c%1"_s.arg(i - 1));
            twice.steps += twice.steps.first();
            const Result<bool> saved = book.save(twice);
            QCOMPARE(saved.has_value(), i < 8);
            QVERIFY2(i < 8 || saved.error().detail.contains(u"200"_s), "the limit is named");
        }
    }
    void aNewNameIsFollowed()
    {
        ChainBook book(file());
        Chain outer = chainOf(u"outer"_s, u"chain/inner"_s);
        outer.steps += chainOf({}).steps.first();
        outer.steps.last().largerContext = u"chain/inner"_s;
        QVERIFY(book.save(outer) && book.save(chainOf(u"inner"_s)));
        QVERIFY(*book.rename(u"inner"_s, u"core"_s));
        QCOMPARE(book.find(u"outer")->steps.first().targets.first().model, u"chain/core"_s);
        QCOMPARE(book.find(u"outer")->steps.last().largerContext, u"chain/core"_s);
        QCOMPARE(ChainBook(file()).chains(), book.chains());
    }
};

QTEST_GUILESS_MAIN(TestChainBook)
#include "tst_chain_book.moc"
