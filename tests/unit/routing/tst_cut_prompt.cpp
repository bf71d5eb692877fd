// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/routing/CutPrompt.h"
#include "tests/support/LoopbackServer.h"
#include "tests/support/RoutingBench.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;

namespace {

ChatRequest asking(int words)
{
    return test::question(u"ollama/llama3.2"_s, false, u"word "_s.repeated(words));
}

Usage counted(qint64 tokens, Usage::Source source = Usage::Source::Reported)
{
    Usage usage;
    usage.source = source;
    usage.inputFresh = tokens;
    return usage;
}

QByteArray answer(int promptTokens)
{
    return R"({"model":"m","message":{"role":"assistant","content":"ok"},"done":true,"done_reason":"stop",
        "prompt_eval_count":)"
        + QByteArray::number(promptTokens) + R"(,"eval_count":1})";
}

} // namespace

class TestCutPrompt : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    // A word and its space are one token to every tokeniser that is in use.
    void tells_data()
    {
        QTest::addColumn<int>("words");
        QTest::addColumn<Usage>("usage");
        QTest::addColumn<bool>("cut");
        QTest::newRow("all of it") << 8000 << counted(8100) << false;
        QTest::newRow("a tokeniser that makes fewer") << 8000 << counted(5000) << false;
        QTest::newRow("a window of 2048") << 8000 << counted(2048) << true;
        QTest::newRow("whole messages left out") << 8000 << counted(60) << true;
        QTest::newRow("none counted") << 8000 << counted(0) << false;
        QTest::newRow("our own estimate") << 8000 << counted(60, Usage::Source::Estimated) << false;
        QTest::newRow("short") << 40 << counted(10) << false;
    }
    void tells()
    {
        QFETCH(const int, words);
        QFETCH(const Usage, usage);
        QTEST(cutPrompt(asking(words), usage).has_value(), "cut");
    }

    void picturesAreNotLookedAt()
    {
        ChatRequest request = asking(10);
        for (int i = 0; i < 20; ++i)
            request.messages.first().content
                += ContentPart {.kind = ContentPart::Kind::Image, .data = "x", .mimeType = u"image/png"_s};
        QVERIFY(!cutPrompt(request, counted(300)));
    }

    void saysHowMuchAndWhatToDo()
    {
        const MappingNote note = cutPrompt(asking(8000), counted(2048)).value();
        QCOMPARE(note.parameter, u"messages"_s);
        QCOMPARE(note.to, u"2048 tokens"_s);
        QVERIFY(note.reason.contains(u"num_ctx"_s));
        QVERIFY(!note.reason.contains(u"word"_s)); // nothing of the prompt
    }

    // An old server does not know how to refuse; the call's record tells of it.
    void aCallThatWasCut()
    {
        test::RoutingBench bench;
        LoopbackServer server;
        for (const int tokens : {2048, 8000}) {
            server.setAnswer(ServerScript::ok(answer(tokens)));
            const test::CallOutcome outcome = bench.call(asking(8000), {.apiBase = server.url({})});
            QVERIFY2(outcome.answered(), qPrintable(outcome.complaint()));
            QCOMPARE(outcome.record.attempts.size(), 1);
            int told = 0;
            for (const MappingNote &note : outcome.record.attempts.first().mapping)
                told += note.parameter == "messages"_L1 ? 1 : 0;
            QCOMPARE(told, tokens == 2048 ? 1 : 0);
        }
    }
};

QTEST_GUILESS_MAIN(TestCutPrompt)
#include "tst_cut_prompt.moc"
