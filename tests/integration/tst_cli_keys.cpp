// SPDX-License-Identifier: GPL-3.0-or-later
// A key for one run: from standard input, a file or a descriptor, and before every other key.
#include "tests/integration/CliHelp.h"

#include <QDir>
#include <QTest>

#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace cli;

namespace {

const QByteArray given = "sk-for-this-run-0123456789abcdef";
const QString option = u"--api-key-file"_s;

QByteArray authorization(const LoopbackServer &server, int number = 0)
{
    return server.requests().value(number).header("authorization");
}

} // namespace

class TestCliKeys : public QObject
{
    Q_OBJECT

    // The program at a terminal of its own, where somebody types a line once a question is asked. All that was shown.
    static QByteArray typedAtATerminal(
        const Program &program, const QStringList &words, const QByteArray &line, int &code)
    {
        const int master = ::posix_openpt(O_RDWR | O_NOCTTY);
        if (master < 0 || ::grantpt(master) != 0 || ::unlockpt(master) != 0)
            qFatal("no terminal to be had");
        const QByteArray slave = ::ptsname(master);
        QProcess process;
        program.prepare(process);
        process.setStandardInputFile(QString::fromLocal8Bit(slave));
        process.setStandardOutputFile(QString::fromLocal8Bit(slave));
        process.setStandardErrorFile(QString::fromLocal8Bit(slave));
        process.start(Program::path(), words);
        QByteArray shown;
        bool typed = false;
        const auto look = [&] {
            char bytes[4096];
            pollfd ready {.fd = master, .events = POLLIN, .revents = 0};
            while (::poll(&ready, 1, 0) > 0 && (ready.revents & POLLIN) != 0) {
                const auto count = ::read(master, bytes, sizeof bytes);
                if (count <= 0)
                    break;
                shown.append(bytes, count);
            }
            if (!typed && shown.contains(": "))
                typed = ::write(master, line.constData(), size_t(line.size())) == line.size();
            return process.state() == QProcess::NotRunning;
        };
        const bool ended = QTest::qWaitFor(look, 60'000);
        look();
        code = ended ? process.exitCode() : -1;
        ::close(master);
        return shown;
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(QFile::exists(Program::path()), qPrintable(Program::path())); }

    void isSentBeforeEveryOther_data()
    {
        QTest::addColumn<QString>("from");
        QTest::newRow("standard input") << u"-"_s;
        QTest::newRow("standard input, for a service") << u"openai=-"_s;
        QTest::newRow("a descriptor") << u"/dev/fd/0"_s;
        QTest::newRow("a file") << u"key"_s;
        QTest::newRow("a file, for a service") << u"openai=key"_s;
        QTest::newRow("a file with a sign in its name") << u"./a=b"_s;
    }
    void isSentBeforeEveryOther()
    {
        QFETCH(const QString, from);
        LoopbackServer server;
        server.setAnswer(ServerScript::ok(openAi().plain));
        Program program;
        program.set(u"OPENAI_API_KEY"_s, u"sk-not-this-one-0000"_s);
        program.set(u"OPENAI_API_BASE"_s, base(server));
        std::ignore = program.write(u"key"_s, given + '\n');
        std::ignore = program.write(u"a=b"_s, given + '\n');
        const bool piped = from.contains(u'-') || from.startsWith(u"/dev"_s);
        for (const bool elsewhere : {false, true}) {
            QStringList words {u"complete"_s, u"-m"_s, u"openai/gpt-4o"_s, option, from, u"x"_s};
            if (elsewhere)
                words += {u"--api-base"_s, base(server)};
            const ProgramRun run = program.run(words, piped ? given + '\n' : QByteArray());
            QVERIFY2(run.code == 0, run.err.constData());
            QCOMPARE(authorization(server, elsewhere), "Bearer " + given);
            QVERIFY(!run.out.contains(given) && !run.err.contains(given));
        }
    }

    void leavesInputToTheQuestion()
    {
        LoopbackServer server;
        server.setAnswer(ServerScript::ok(openAi().plain));
        Program program;
        program.set(u"OPENAI_API_BASE"_s, base(server));
        std::ignore = program.write(u"key"_s, given);
        const ProgramRun run
            = program.run({u"complete"_s, u"-m"_s, u"openai/gpt-4o"_s, option, u"key"_s, u"-"_s}, "from a pipe");
        QVERIFY2(run.code == 0, run.err.constData());
        QCOMPARE(sentBody(server.requests().first())["messages"_L1][0]["content"_L1].toString(), u"from a pipe"_s);
        QCOMPARE(authorization(server), "Bearer " + given);
    }

    void eachServiceGetsItsOwn()
    {
        LoopbackServer first;
        first.setAnswer(ServerScript(401).piece("{}"));
        LoopbackServer second;
        second.setAnswer(ServerScript::ok(openAi().plain));
        Program program;
        program.set(u"OPENAI_API_BASE"_s, base(first));
        program.set(u"MISTRAL_API_BASE"_s, base(second));
        program.set(u"MISTRAL_API_KEY"_s, u"mistral-of-the-environment"_s);
        std::ignore = program.write(u"other"_s, "sk-the-other-one-987654321");
        const QStringList keys {option, u"openai=-"_s, option, u"mistral=other"_s};
        const QStringList ask {
            u"ask"_s, u"-m"_s, u"openai/gpt-4o"_s, u"-m"_s, u"mistral/mistral-small-latest"_s, u"x"_s};
        QCOMPARE(program.run(ask + keys, given).code, 14); // one is refused
        QCOMPARE(authorization(first), "Bearer " + given);
        QCOMPARE(authorization(second), "Bearer sk-the-other-one-987654321"_ba);
        // A step behind the first has its own as well, and never the first's.
        QVERIFY(QDir().mkpath(program.home() + u"/config"_s));
        QFile chains(program.home() + u"/config/chains.json"_s);
        QVERIFY(chains.open(QFile::WriteOnly));
        chains.write(R"({"schema": 1, "chains": [{"name": "two", "steps": [
            {"model": "openai/gpt-4o", "retries": 0, "fall_on": ["auth"]},
            {"model": "mistral/mistral-small-latest"}]}]})");
        chains.close();
        const ProgramRun chain
            = program.run(QStringList {u"complete"_s, u"-m"_s, u"chain/two"_s, u"x"_s} + keys, given);
        QVERIFY2(chain.code == 0, chain.err.constData());
        QCOMPARE(authorization(first, 1), "Bearer " + given);
        QCOMPARE(authorization(second, 1), "Bearer sk-the-other-one-987654321"_ba);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *name, const QString &words, const QByteArray &input, int code,
                             const QString &says) { QTest::newRow(name) << words << input << code << says; };
        row("nothing on input", u"complete -m gpt-4o x --api-key-file -"_s, "\n", 2, u"empty"_s);
        row("two lines", u"complete -m gpt-4o x --api-key-file -"_s, given + '\n' + given, 2, u"character"_s);
        row("an endless one", u"complete -m gpt-4o x --api-key-file /dev/zero"_s, {}, 2, u"longer"_s);
        row("the key instead of a file", u"complete -m gpt-4o x --api-key-file "_s + QString::fromLatin1(given), {}, 2,
            u"not a key"_s);
        row("a folder", u"complete -m gpt-4o x --api-key-file ."_s, {}, 2, u"--api-key-file"_s);
        row("no name", u"complete -m gpt-4o x --api-key-file openai="_s, {}, 2, u"name of a file"_s);
        row("input for two", u"ask -m gpt-4o x --api-key-file openai=- --api-key-file groq=-"_s, given, 2,
            u"one key"_s);
        row("input for the prompt too", u"complete -m gpt-4o - --api-key-file -"_s, given, 2, u"both"_s);
        row("input for the prompt too, unsaid", u"complete -m gpt-4o --api-key-file -"_s, given, 2, u"no prompt"_s);
        row("input for the request too", u"complete --request - --api-key-file -"_s, given, 2, u"both"_s);
        row("input for texts too", u"embed -m text-embedding-3-small --input - --api-key-file -"_s, given, 2,
            u"both"_s);
        row("an unknown service", u"complete -m gpt-4o x --api-key-file nobody=-"_s, given, 2, u"nobody"_s);
        row("whose, of two", u"ask -m gpt-4o -m claude-sonnet-4-6 x --api-key-file -"_s, given, 2, u"SERVICE=FILE"_s);
        row("whose, of a chain", u"complete -m chain/two x --api-key-file -"_s, given, 2, u"SERVICE=FILE"_s);
        row("twice the same", u"complete -m gpt-4o x --api-key-file - --api-key-file openai=/dev/fd/0"_s, given, 2,
            u"empty"_s);
    }
    void refuses()
    {
        QFETCH(const QString, words);
        QFETCH(const QByteArray, input);
        const Program program;
        const ProgramRun run = program.run(words.split(u' '), input);
        QTEST(run.code, "code");
        QFETCH(const QString, says);
        QVERIFY2(run.error().value("message"_L1).toString().contains(says), run.err.constData());
        QVERIFY(!run.err.contains(given));
        QCOMPARE(run.out, QByteArray());
    }

    void isNotShownWhileItIsTyped()
    {
        LoopbackServer server;
        server.setAnswer(ServerScript::ok(openAi().plain));
        Program program;
        program.set(u"OPENAI_API_BASE"_s, base(server));
        int code = -1;
        const QByteArray shown = typedAtATerminal(
            program, {u"complete"_s, u"-m"_s, u"openai/gpt-4o"_s, option, u"openai=-"_s, u"x"_s}, given + '\n', code);
        QVERIFY2(code == 0, shown.constData());
        QVERIFY2(shown.startsWith("Key of openai for this run"), shown.constData());
        QVERIFY2(!shown.contains(given) && !shown.contains(given.left(8)), shown.constData());
        QCOMPARE(authorization(server), "Bearer " + given);
    }
};

QTEST_GUILESS_MAIN(TestCliKeys)
#include "tst_cli_keys.moc"
