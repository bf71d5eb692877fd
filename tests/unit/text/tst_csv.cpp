// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/Csv.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;

class TestCsv : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void read_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QChar>("separator");
        QTest::addColumn<QList<QStringList>>("lines");
        const auto row = [](const char *name, const QString &text, QChar separator, const QList<QStringList> &lines) {
            QTest::newRow(name) << text << separator << lines;
        };
        row("nothing", u""_s, u',', {});
        row("plain", u"a,b\nc,d\n"_s, u',', {{u"a"_s, u"b"_s}, {u"c"_s, u"d"_s}});
        row("no last line end", u"a,b"_s, u',', {{u"a"_s, u"b"_s}});
        row("windows", u"a,b\r\nc,d\r\n"_s, u',', {{u"a"_s, u"b"_s}, {u"c"_s, u"d"_s}});
        row("blank lines", u"a\n\n  \nb"_s, u',', {{u"a"_s}, {u"b"_s}});
        row("empty cells", u",a,,\n"_s, u',', {{u""_s, u"a"_s, u""_s, u""_s}});
        row("quotes", u"\"a,b\",\"c\"\"d\",\"e\nf\"\n"_s, u',', {{u"a,b"_s, u"c\"d"_s, u"e\nf"_s}});
        row("quotes inside", u"5\" pipe,x"_s, u',', {{u"5\" pipe"_s, u"x"_s}});
        row("quote that never closes", u"\"a,b\nc"_s, u',', {{u"a,b\nc"_s}});
        row("empty in quotes", u"\"\"\n"_s, u',', {{u""_s}});
        row("semicolons", u"1,5;2\n"_s, u';', {{u"1,5"_s, u"2"_s}});
        row("byte order mark", u"\uFEFFa,b"_s, u',', {{u"a"_s, u"b"_s}});
    }
    void read()
    {
        QFETCH(const QString, text);
        QFETCH(const QChar, separator);
        QTEST(readCsv(text, separator), "lines");
    }
    void written()
    {
        QCOMPARE(csvLine({u"a"_s, u"b,c"_s, u"d\"e"_s, u"f\ng"_s, QString()}), u"a,\"b,c\",\"d\"\"e\",\"f\ng\","_s);
        QCOMPARE(csvLine({u"a,b"_s, u"c\td"_s}, u'\t'), u"a,b\t\"c\td\""_s);
    }
};

QTEST_APPLESS_MAIN(TestCsv)
#include "tst_csv.moc"
