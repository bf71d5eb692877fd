// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/AddressCheck.h"

#include <QTest>

using namespace Qt::StringLiterals;
using lineup::ui::AddressCheck;
using Verdict = AddressCheck::Verdict;

class TestAddressCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void judges_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("verdict");
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("suggestion");
        const auto row
            = [](const char *name, const QString &text, Verdict verdict, const QString &url = {},
                  const QString &suggestion = {}) { QTest::newRow(name) << text << int(verdict) << url << suggestion; };
        row("good", u"https://api.acme.com/v1"_s, Verdict::Good, u"https://api.acme.com/v1"_s);
        row("slash", u" https://api.acme.com/v1/ "_s, Verdict::Good, u"https://api.acme.com/v1"_s);
        row("no scheme", u"api.acme.com/v1"_s, Verdict::Good, u"https://api.acme.com/v1"_s);
        row("here", u"localhost:8080/v1"_s, Verdict::Good, u"http://localhost:8080/v1"_s);
        row("missing", u"https://api.acme.com"_s, Verdict::Doubtful, u"https://api.acme.com"_s,
            u"https://api.acme.com/v1"_s);
        row("doubled", u"https://api.acme.com/v1/v1"_s, Verdict::Doubtful, u"https://api.acme.com/v1/v1"_s,
            u"https://api.acme.com/v1"_s);
        row("a call", u"https://api.acme.com/v1/chat/completions"_s, Verdict::Doubtful,
            u"https://api.acme.com/v1/chat/completions"_s, u"https://api.acme.com/v1"_s);
        row("in clear", u"http://api.acme.com/v1"_s, Verdict::Doubtful, u"http://api.acme.com/v1"_s,
            u"https://api.acme.com/v1"_s);
        row("other path", u"https://api.acme.com/openai"_s, Verdict::Good, u"https://api.acme.com/openai"_s);
        row("empty", QString(), Verdict::Wrong);
        row("words", u"my server"_s, Verdict::Wrong);
        row("file", u"file:///etc/passwd"_s, Verdict::Wrong);
        row("key in it", u"https://api.acme.com/v1?key=abc"_s, Verdict::Wrong);
        row("user in it", u"https://me:secret@api.acme.com/v1"_s, Verdict::Wrong);
    }
    void judges()
    {
        QFETCH(const QString, text);
        const AddressCheck check = AddressCheck::of(text);
        QTEST(int(check.verdict), "verdict");
        QTEST(check.url.toString(), "url");
        QTEST(check.suggestion, "suggestion");
        QCOMPARE(check.hint.isEmpty(), check.verdict == Verdict::Good);
    }
};

QTEST_GUILESS_MAIN(TestAddressCheck)
#include "tst_address_check.moc"
