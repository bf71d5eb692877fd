// SPDX-License-Identifier: GPL-3.0-or-later
// `lineup models price`: a price of one's own from outside, and what it does to what is shown.
#include "tests/integration/CliHelp.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace cli;

class TestCliPrices : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY2(QFile::exists(Program::path()), qPrintable(Program::path())); }

    void shownSetAndTakenBack()
    {
        const Program program;
        const QStringList ask {u"models"_s, u"price"_s, u"openai/gpt-4o-mini"_s, u"--json"_s};
        QJsonObject now = program.run(ask).json();
        QCOMPARE(now.value("own"_L1), false);
        QCOMPARE(now["price"_L1]["input"_L1], u"0.15"_s);
        const ProgramRun set = program.run(ask
            + QStringList {u"--input"_s, u"0.25"_s, u"--output"_s, u"1.5"_s, u"--cache-read"_s, u"0.01"_s,
                u"--request"_s, u"0.002"_s});
        QVERIFY2(set.code == 0, set.err.constData());
        now = program.run(ask).json();
        QCOMPARE(now.value("own"_L1), true);
        QCOMPARE(now["price"_L1]["input"_L1], u"0.25"_s);
        QCOMPARE(now["price"_L1]["output"_L1], u"1.5"_s);
        QCOMPARE(now["price"_L1]["cache_read"_L1], u"0.01"_s);
        QCOMPARE(now["price"_L1]["request"_L1], u"0.002"_s);
        const QString listed = QString::fromUtf8(program.run({u"models"_s, u"gpt-4o-mini"_s}).out);
        QVERIFY2(listed.contains("your price"_L1), qPrintable(listed));
        QCOMPARE(program.run(ask + QStringList {u"--clear"_s}).code, 0);
        now = program.run(ask).json();
        QCOMPARE(now.value("own"_L1), false);
        QCOMPARE(now["price"_L1]["input"_L1], u"0.15"_s);
    }

    void inWords()
    {
        const Program program;
        const ProgramRun run
            = program.run({u"models"_s, u"price"_s, u"gpt-4o-mini"_s, u"--input"_s, u"3"_s, u"--output"_s, u"4"_s});
        QVERIFY2(run.code == 0, run.err.constData());
        const QString out = QString::fromUtf8(run.out);
        QVERIFY2(out.contains("openai/gpt-4o-mini: set by you"_L1), run.out.constData());
        QVERIFY2(out.contains("$3 for a million tokens"_L1), run.out.constData());
    }

    void ofAModelThatNobodyKnows()
    {
        const Program program;
        const QStringList ask {u"models"_s, u"price"_s, u"openai/ft:gpt-4o:me"_s, u"--json"_s};
        QVERIFY(program.run(ask).json().value("price"_L1).isNull());
        QCOMPARE(program.run(ask + QStringList {u"--input"_s, u"1"_s, u"--output"_s, u"2"_s}).code, 0);
        QCOMPARE(program.run(ask).json()["price"_L1]["output"_L1], u"2"_s);
    }

    void whatCannotBeMeant_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("says");
        QTest::newRow("no model") << QStringList {} << 2 << u"one model"_s;
        QTest::newRow("no number") << QStringList {u"gpt-4o"_s, u"--input"_s, u"cheap"_s} << 2 << u"--input"_s;
        QTest::newRow("below zero") << QStringList {u"gpt-4o"_s, u"--input"_s, u"-1"_s} << 2 << u"--input"_s;
        QTest::newRow("neither side") << QStringList {u"gpt-4o"_s, u"--cache-read"_s, u"1"_s} << 2 << u"--output"_s;
        QTest::newRow("both at once") << QStringList {u"gpt-4o"_s, u"--input"_s, u"1"_s, u"--clear"_s} << 2
                                      << u"--clear"_s;
        QTest::newRow("no such service") << QStringList {u"nobody-knows-it"_s} << 5 << u"nobody-knows-it"_s;
    }
    void whatCannotBeMeant()
    {
        QFETCH(const QStringList, words);
        QFETCH(const int, code);
        QFETCH(const QString, says);
        const Program program;
        const ProgramRun run = program.run(QStringList {u"models"_s, u"price"_s} + words);
        QVERIFY2(run.code == code, qPrintable(u"%1: %2"_s.arg(run.code).arg(QString::fromUtf8(run.err))));
        QVERIFY2(QString::fromUtf8(run.err).contains(says), run.err.constData());
    }
};

QTEST_GUILESS_MAIN(TestCliPrices)
#include "tst_cli_prices.moc"
