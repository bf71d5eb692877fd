// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secrets/KeyText.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;

class TestKeyText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void keyIsHiddenInText_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        const QString hex = u"0123456789abcdef0123456789abcdef"_s;
        const auto row = [](const char *name, const QString &key, const QString &text, const QString &expected) {
            QTest::newRow(name) << key << text << expected;
        };
        row("not there", hex, u"wrong key"_s, u"wrong key"_s);
        row("32 hex", hex, u"key "_s + hex + u" is wrong"_s, u"key [hidden] is wrong"_s);
        row("twice", hex, hex + u", "_s + hex, u"[hidden], [hidden]"_s);
        row("upper case", hex, hex.toUpper(), u"[hidden]"_s);
        row("cut short", hex, u"bad: "_s + hex.left(12) + u'…', u"bad: [hidden]…"_s);
        row("its end", hex, u"[hidden]/"_s + u"xyz"_s + hex.right(9), u"[hidden]/xyz[hidden]"_s);
        row("last four", hex, u"ends in cdef"_s, u"ends in cdef"_s);
        row("a UUID", u"5d1e0a52-61c4-4a0b-9d3e-70a1a3c7b001"_s, u"'5d1e0a52-61c4-4a0b-9d3e-70a1a3c7b001'"_s,
            u"'[hidden]'"_s);
        row("marks", u"a+b/c=d~e.f"_s, u"Bearer a+b/c=d~e.f!"_s, u"Bearer [hidden]!"_s);
        row("a short key", u"secret"_s, u"my secret."_s, u"my [hidden]."_s);
        row("hardly a key", u"x"_s, u"an example"_s, u"an example"_s);
        row("no key", QString(), u"an example"_s, u"an example"_s);
        row("no text", hex, QString(), QString());
        row("letters that grow", hex, u"\u0130\u00df "_s + hex, u"\u0130\u00df [hidden]"_s);
    }
    void keyIsHiddenInText()
    {
        QFETCH(QString, key);
        QFETCH(QString, text);
        QFETCH(QString, expected);
        QCOMPARE(withoutKey(text, SecretBytes(key.toLatin1())), expected);
    }
};

QTEST_APPLESS_MAIN(TestKeyText)
#include "tst_keytext.moc"
