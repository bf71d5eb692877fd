// SPDX-License-Identifier: GPL-3.0-or-later
// One key, given in each way there is and through every way a call can end: it may stand in the one header of the
// service it is for, and nowhere else: no file, no output, no argument list, no URL, no other header, no body.
#include "tests/integration/CallEndings.h"
#include "tests/integration/Program.h"
#include "tests/support/LoopbackServer.h"
#ifdef LINEUP_HAVE_DBUS
#include "tests/unit/secrets/PrivateDesktop.h"
#endif

#include <QDirIterator>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

// The shapes that keys have; none is a key.
const QList<QByteArray> shapes {
    "sk-canary-7Qw3Zr9Tb5Nc1Vx8Lp2K", // a prefix, as most have
    "c4n4ry0f9e8d7c6b5a49382716051423", // 32 letters and figures, no prefix
    "c4n4ry00-9e8d-4c6b-a493-827160514233", // a UUID
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJjNG40cnkifQ.c4n4ryS1gn4tur3", // a token in three parts
    "c4n4ry+with/odd=characters~0123456789", // what has to be escaped in a URL
};

// The texts by which a key would be known again.
QList<QByteArray> needles(const QByteArray &key)
{
    const QString text = QString::fromLatin1(key);
    const QByteArray wide(reinterpret_cast<const char *>(text.utf16()), text.size() * 2);
    return {key, wide, key.toBase64(), key.toHex(), key.toPercentEncoding(), key.mid(4, 14), key.right(12)};
}

QByteArray leak(const QByteArray &haystack, const QByteArray &key)
{
    for (const QByteArray &needle : needles(key)) {
        const qsizetype at = haystack.indexOf(needle);
        if (at >= 0)
            return haystack.mid(qMax<qsizetype>(0, at - 60), needle.size() + 120);
    }
    return {};
}

QByteArray leakInFiles(const QString &dir, const QByteArray &key)
{
    QDirIterator files(dir, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.size() > 0 && file.open(QFile::ReadOnly)) {
            if (const QByteArray found = leak(file.readAll() + file.fileName().toUtf8(), key); !found.isEmpty())
                return file.fileName().toUtf8() + ": " + found;
        }
    }
    return {};
}

QByteArray argumentsOf(QProcess &process)
{
    QFile file(u"/proc/%1/cmdline"_s.arg(process.processId()));
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

// Anything the server was told, but for the one header.
QByteArray leakAtServer(const LoopbackServer &server, const QByteArray &header, const QByteArray &key)
{
    for (const ServerRequest &request : server.requests()) {
        QByteArray told = request.method + ' ' + request.path + '\n' + request.body;
        for (const auto &[name, value] : request.headers) {
            if (name != header)
                told += '\n' + name + ": " + value;
        }
        if (const QByteArray found = leak(told, key); !found.isEmpty())
            return found;
    }
    return {};
}

} // namespace

class TestCanary : public QObject
{
    Q_OBJECT

private:
    static void none(const QByteArray &found, const QByteArray &where)
    {
        QVERIFY2(found.isEmpty(), QByteArray(where + ": " + found).constData());
    }

    static void check(const Program &program, const ProgramRun &run, const QByteArray &key)
    {
        none(leak(run.out, key), "standard output");
        none(leak(run.err, key), "standard error");
        none(leakInFiles(program.dir(), key), "files");
    }

    static QStringList words(const DialectSample &sample, bool stream)
    {
        QStringList out {u"complete"_s, u"-m"_s, sample.model, u"a question"_s};
        if (stream)
            out += u"--stream"_s;
        return out;
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(QFile::exists(Program::path()), qPrintable(Program::path())); }

    void searchFindsWhatItShould()
    {
        const QByteArray key = shapes.first();
        QVERIFY(leak("nothing here", key).isEmpty());
        QVERIFY(!leak("x" + key + "y", key).isEmpty());
        QVERIFY(!leak("half of it: " + key.left(20), key).isEmpty());
        const Program program;
        QVERIFY(leakInFiles(program.dir(), key).isEmpty());
        std::ignore = program.write(u"run/kept"_s, "\1" + needles(key).at(1) + "\2");
        QVERIFY(!leakInFiles(program.dir(), key).isEmpty());
    }

    void environmentVariable_data()
    {
        QTest::addColumn<int>("dialect");
        QTest::addColumn<QByteArray>("key");
        const QList<DialectSample> all = dialectSamples();
        for (int i = 0; i < all.size(); ++i)
            QTest::newRow(all.at(i).name) << i << shapes.at(i);
        QTest::newRow("odd characters") << 0 << shapes.last();
    }
    void environmentVariable()
    {
        QFETCH(int, dialect);
        QFETCH(QByteArray, key);
        const DialectSample sample = dialectSamples().at(dialect);
        const LoopbackServer other;
        const QByteArray elsewhere = other.url(u"/elsewhere"_s).toEncoded();
        for (const Ending &ending : endings(sample, key, elsewhere)) {
            for (const bool stream : {false, true}) {
                const QByteArray where = QByteArray(ending.name) + (stream ? " streamed" : " plain");
                LoopbackServer server;
                for (const ServerScript &script : ending.scripts)
                    server.enqueue(stream && !ending.fails
                            ? ServerScript::ok(sample.stream, QByteArray(sample.streamType))
                            : script);
                Program program;
                program.set(QString::fromLatin1(sample.keyVariable), QString::fromLatin1(key));
                program.set(addressVariable(dialect), server.url(u"/v1"_s).toString());
                program.set(u"QT_LOGGING_RULES"_s, u"*.debug=true"_s);
                QByteArray arguments;
                const ProgramRun run = program.run(
                    words(sample, stream), {}, [&](QProcess &process) { arguments = argumentsOf(process); });
                QVERIFY2(run.code >= 0, QByteArray(where + run.err.right(1500)).constData());
                QVERIFY2((run.code != 0) == ending.fails, QByteArray(where + ": " + run.err.right(400)).constData());
                check(program, run, key);
                QVERIFY2(!QTest::currentTestFailed(), where.constData());
                none(leak(arguments, key), where);
                QVERIFY2(server.requests().size() >= 1, where.constData());
                QVERIFY2(server.requests().first().header(sample.keyHeader).contains(key), where.constData());
                none(leakAtServer(server, sample.keyHeader, key), where);
                QVERIFY2(other.requests().isEmpty() || leakAtServer(other, {}, key).isEmpty(), where.constData());
            }
        }
    }

    static QString addressVariable(int dialect)
    {
        const QStringList names {
            u"OPENAI_API_BASE"_s, u"ANTHROPIC_API_BASE"_s, u"GEMINI_API_BASE"_s, u"OLLAMA_API_BASE"_s};
        return names.at(dialect);
    }

    void nobodyListens()
    {
        const QByteArray key = shapes.first();
        LoopbackServer server;
        server.refuse();
        Program program;
        program.set(u"OPENAI_API_KEY"_s, QString::fromLatin1(key));
        program.set(u"OPENAI_API_BASE"_s, server.url().toString());
        program.set(u"QT_LOGGING_RULES"_s, u"*.debug=true"_s);
        const ProgramRun run = program.run(words(dialectSamples().first(), false));
        QCOMPARE(run.code, 10);
        check(program, run, key);
    }

    void everyCommand()
    {
        const QByteArray key = shapes.at(1);
        Program program;
        program.set(u"MISTRAL_API_KEY"_s, QString::fromLatin1(key));
        program.set(u"QT_LOGGING_RULES"_s, u"*.debug=true"_s);
        for (const QStringList &command :
            {QStringList {u"keys"_s}, {u"keys"_s, u"--json"_s}, {u"services"_s, u"--json"_s}, {u"models"_s}}) {
            const ProgramRun run = program.run(command);
            QCOMPARE(run.code, 0);
            check(program, run, key);
        }
        const ProgramRun refused = program.run({u"keys"_s, u"set"_s, u"mistral"_s}, key);
        QVERIFY(refused.code != 0);
        check(program, refused, key);
        const ProgramRun asked = program.run({u"ask"_s, u"-m"_s, u"demo/swift"_s, u"hello"_s});
        QCOMPARE(asked.code, 0);
        check(program, asked, key);
    }

    void namedVariableForOneAddress()
    {
        const QByteArray key = shapes.at(2);
        LoopbackServer server;
        server.setAnswer(ServerScript::ok(dialectSamples().first().plain));
        Program program;
        program.set(u"MY_KEY"_s, QString::fromLatin1(key));
        program.set(u"QT_LOGGING_RULES"_s, u"*.debug=true"_s);
        const ProgramRun run = program.run({u"complete"_s, u"-m"_s, u"m"_s, u"--api-base"_s, server.url().toString(),
            u"--api-key-env"_s, u"MY_KEY"_s, u"x"_s});
        QCOMPARE(run.code, 0);
        QCOMPARE(server.requests().first().header("authorization"), "Bearer " + key);
        check(program, run, key);
        QVERIFY(leakAtServer(server, "authorization", key).isEmpty());
    }

    void standardInputForThisRun()
    {
        const QByteArray key = shapes.at(1);
        LoopbackServer server;
        server.enqueue(ServerScript::ok(dialectSamples().first().plain));
        server.setAnswer(ServerScript(401).piece("{\"error\":{\"message\":\"wrong key " + key + "\"}}"));
        Program program;
        program.set(u"QT_LOGGING_RULES"_s, u"*.debug=true"_s);
        program.set(u"OPENAI_API_BASE"_s, server.url(u"/v1"_s).toString());
        for (const int code : {0, 4}) {
            QByteArray arguments;
            const ProgramRun run
                = program.run(words(dialectSamples().first(), false) + QStringList {u"--api-key-file"_s, u"-"_s},
                    key + '\n', [&](QProcess &process) { arguments = argumentsOf(process); });
            QVERIFY2(run.code == code, run.err.constData());
            check(program, run, key);
            none(leak(arguments, key), "arguments");
            QCOMPARE(server.requests().last().header("authorization"), "Bearer " + key);
        }
        none(leakAtServer(server, "authorization", key), "server");
    }

#ifdef LINEUP_HAVE_DBUS
    void keychain()
    {
        using lineup::test::PrivateDesktop;
        if (const QStringList missing = PrivateDesktop::missingPrograms(); !missing.isEmpty()) {
            if (qEnvironmentVariable("CI") == "true"_L1)
                QFAIL(qPrintable(u"missing: "_s + missing.join(u' ')));
            QSKIP(qPrintable(u"missing: "_s + missing.join(u' ')));
        }
        const QByteArray key = shapes.at(1);
        PrivateDesktop desktop;
        QVERIFY(desktop.startBus());
        QVERIFY(desktop.startKeyring("a password"));
        LoopbackServer server;
        server.enqueue(ServerScript::ok(dialectSamples().first().plain));
        server.setAnswer(ServerScript(401)
                             .header("Content-Type", "application/json")
                             .piece("{\"error\":{\"message\":\"wrong key " + key + "\"}}"));
        Program program;
        program.insert(desktop.environment());
        program.set(u"LINEUP_HOME"_s, program.home());
        program.set(u"HOME"_s, program.dir());
        program.set(u"QT_LOGGING_RULES"_s, u"*.debug=true"_s);
        program.set(u"OPENAI_API_BASE"_s, server.url(u"/v1"_s).toString());
        const ProgramRun stored = program.run({u"keys"_s, u"set"_s, u"openai"_s}, key + '\n');
        QVERIFY2(stored.code == 0, stored.err.constData());
        check(program, stored, key);
        for (const int code : {0, 4}) {
            const ProgramRun run = program.run(words(dialectSamples().first(), false));
            QVERIFY2(run.code == code, run.err.constData());
            check(program, run, key);
            QCOMPARE(server.requests().last().header("authorization"), "Bearer " + key);
        }
        QVERIFY(leakAtServer(server, "authorization", key).isEmpty());
        // To another address than the service's own it does not go.
        LoopbackServer stranger;
        stranger.setAnswer(ServerScript::ok(dialectSamples().first().plain));
        const ProgramRun away = program.run(
            words(dialectSamples().first(), false) + QStringList {u"--api-base"_s, stranger.url().toString()});
        QCOMPARE(away.code, 0);
        QVERIFY(leakAtServer(stranger, {}, key).isEmpty());
        const ProgramRun removed = program.run({u"keys"_s, u"remove"_s, u"openai"_s});
        QVERIFY2(removed.code == 0, removed.err.constData());
        check(program, removed, key);
        QVERIFY2(leakInFiles(desktop.home(), key).isEmpty(), "the keyring's file is encrypted");
    }
#endif
};

QTEST_GUILESS_MAIN(TestCanary)
#include "tst_canary.moc"
