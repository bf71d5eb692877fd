// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/CurlCommand.h"

#include <QProcess>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;

namespace {

// What a shell makes of the line: each word behind the function's name, ended by a NUL.
QList<QByteArray> wordsOf(const QString &line, const QByteArray &key)
{
    QProcess shell;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"EXAMPLE_API_KEY"_s, QString::fromUtf8(key));
    shell.setProcessEnvironment(environment);
    shell.start(u"bash"_s, {u"-s"_s});
    shell.write("curl() { printf '%s\\0' \"$@\"; }\n" + line.toUtf8() + "\n");
    shell.closeWriteChannel();
    if (!shell.waitForFinished() || shell.exitCode() != 0 || !shell.readAllStandardError().isEmpty())
        return {"the shell complains"};
    QList<QByteArray> words = shell.readAllStandardOutput().split('\0');
    words.removeLast();
    return words;
}

Exchange example(const QByteArray &body)
{
    Exchange out;
    out.method = "POST";
    out.url = QUrl(u"https://api.example.com/v1/chat?a=[1]&b={2}"_s);
    out.headers = {{"Content-Type", "application/json"}, {"x-odd", "it's $(id) `id`"}};
    out.body = body;
    out.keyHeader = "Authorization";
    out.keyWord = "Bearer ";
    out.keyVariable = u"EXAMPLE_API_KEY"_s;
    return out;
}

} // namespace

class TestCurlCommand : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aShellReadsBackWhatWasSent_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("quotes") << QByteArray("{\"a\": \"it's 'quoted' \\\"twice\\\"\"}");
        QTest::newRow("commands") << QByteArray("$(touch /tmp/no) `id` ${HOME} $HOME !! && false; exit 3 # no");
        QTest::newRow("only quotes") << QByteArray("''''");
        QTest::newRow("lines") << QByteArray("one\ntwo\r\n\tthree\\\nfour \\");
        QTest::newRow("at and dash") << QByteArray("@/etc/passwd");
        QTest::newRow("globs") << QByteArray("* ? [a-z] ~ {1..3} <(id) >out 2>&1 |");
        QTest::newRow("letters") << QByteArray("ü 漢 🙂 \xe2\x80\xae");
        QTest::newRow("escapes") << QByteArray("\x1b[31m\x07\x7f");
        QTest::newRow("history") << QByteArray("!echo ^a^b");
        QTest::newRow("end of text") << QByteArray("EOF\nEOF\n");
    }
    void aShellReadsBackWhatWasSent()
    {
        QFETCH(const QByteArray, body);
        const QList<QByteArray> words = wordsOf(curlCommand(example(body)), "a 'key\" $x");
        const QList<QByteArray> expected {"--globoff", "-X", "POST", "https://api.example.com/v1/chat?a=[1]&b=%7B2%7D",
            "-H", "Authorization: Bearer a 'key\" $x", "-H", "Content-Type: application/json", "-H",
            "x-odd: it's $(id) `id`", "--data-raw", body};
        QCOMPARE(words, expected);
    }

    void everyByteSurvivesQuoting()
    {
        QString all;
        for (int c = 1; c < 0x250; ++c)
            all += QChar(c);
        QCOMPARE(wordsOf(u"curl "_s + shellQuoted(all), {}), QList<QByteArray> {all.toUtf8()});
        QCOMPARE(shellQuoted(u"a"_s + QChar::Null + u'b'), u"'ab'"_s);
        QCOMPARE(shellQuoted({}), u"''"_s);
    }

    void aStrangeVariableIsNotRun()
    {
        Exchange odd = example("{}");
        odd.keyVariable = u"A;touch x"_s;
        QVERIFY(curlCommand(odd).contains(u"'\"$API_KEY\""_s));
        QVERIFY(!curlCommand(odd).contains(u"touch"_s));
    }

    void aBodyThatWasCutIsNotSentByHalf()
    {
        Exchange cut = example("{\"half");
        cut.bodyCut = true;
        QVERIFY(!curlCommand(cut).contains(u"half"_s));
        QCOMPARE(wordsOf(curlCommand(cut), "k").size(), 10);
    }
};

QTEST_GUILESS_MAIN(TestCurlCommand)
#include "tst_curl_command.moc"
