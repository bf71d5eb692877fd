// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/SqlScript.h"

#include <QTest>

using namespace Qt::StringLiterals;
using lineup::splitSqlScript;

class TestSqlScript : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void split_data()
    {
        QTest::addColumn<QString>("script");
        QTest::addColumn<QStringList>("statements");
        QTest::newRow("empty") << QString() << QStringList();
        QTest::newRow("only comments") << u"-- a; b\n/* c; d */ ;; \n"_s << QStringList();
        QTest::newRow("two") << u"A;\n B ;"_s << QStringList {u"A"_s, u"B"_s};
        QTest::newRow("no last semicolon") << u"A; B"_s << QStringList {u"A"_s, u"B"_s};
        QTest::newRow("comment inside") << u"A -- x;\n B;"_s << QStringList {u"A  \n B"_s};
        QTest::newRow("comment at the end") << u"A; -- B"_s << QStringList {u"A"_s};
        QTest::newRow("open block comment") << u"A; /* B;"_s << QStringList {u"A"_s};
        QTest::newRow("quoted semicolon") << u"A 'x;y'; B"_s << QStringList {u"A 'x;y'"_s, u"B"_s};
        QTest::newRow("doubled quote") << u"A 'it''s;'; B"_s << QStringList {u"A 'it''s;'"_s, u"B"_s};
        QTest::newRow("quoted name") << u"A \"x;y\"; B"_s << QStringList {u"A \"x;y\""_s, u"B"_s};
        QTest::newRow("quoted dashes") << u"A '--'; B"_s << QStringList {u"A '--'"_s, u"B"_s};
        QTest::newRow("trigger")
            << u"CREATE TRIGGER t AFTER INSERT ON a BEGIN UPDATE b SET c = 1; DELETE FROM d; END; E;"_s
            << QStringList {
                   u"CREATE TRIGGER t AFTER INSERT ON a BEGIN UPDATE b SET c = 1; DELETE FROM d; END"_s, u"E"_s};
        QTest::newRow("column called trigger")
            << u"CREATE TABLE trigger_log (x); B"_s << QStringList {u"CREATE TABLE trigger_log (x)"_s, u"B"_s};
    }
    void split()
    {
        QFETCH(const QString, script);
        QTEST(splitSqlScript(script), "statements");
    }
};

QTEST_GUILESS_MAIN(TestSqlScript)
#include "tst_sqlscript.moc"
