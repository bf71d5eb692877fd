// SPDX-License-Identifier: GPL-3.0-or-later
// Every figure is counted by hand with the rates of TokenEstimate: a word of up to four letters is one token, each
// letter more a quarter; a run of marks is one and 0.65 for each further mark; one space is nothing.
//   "Say hello" 2.25 → 2, and 4 around the message: 6 of input.   "Hello world" 1.25 + 1.25 = 2.5 → 3.
#include "core/compare/LiveEstimate.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;

namespace {

// 2,000 nano-dollars a token in, 10,000 out, 3,000 for one of reasoning.
ModelInfo priced()
{
    ModelInfo info {.id = u"m"_s, .service = u"s"_s};
    info.price = Price {.input = UnitPrice::fromDecimalPerMillion(u"2"),
        .output = UnitPrice::fromDecimalPerMillion(u"10"),
        .reasoning = UnitPrice::fromDecimalPerMillion(u"3")};
    return info;
}

ChatRequest hello()
{
    ChatRequest request;
    request.messages = {Message::fromText(Role::User, u"Say hello"_s)};
    return request;
}

Delta text(const QString &piece)
{
    Delta delta;
    delta.text = piece;
    return delta;
}

Delta reasoning(const QString &piece)
{
    Delta delta;
    delta.reasoning = piece;
    return delta;
}

Delta refusal(const QString &piece)
{
    Delta delta;
    delta.refusal = piece;
    return delta;
}

Delta tool(const QString &name, const QString &arguments)
{
    Delta delta;
    delta.toolCalls = {{.name = name, .arguments = arguments}};
    return delta;
}

Delta reported(qint64 input, qint64 output)
{
    Delta delta;
    delta.usage = Usage {.source = Usage::Source::Reported, .inputFresh = input, .outputText = output};
    return delta;
}

Delta ofSecondChoice(Delta delta)
{
    delta.choice = 1;
    return delta;
}

using Deltas = QList<Delta>;
using Source = Usage::Source;

} // namespace

class TestLiveEstimate : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void soFar_data()
    {
        QTest::addColumn<Deltas>("deltas");
        QTest::addColumn<Source>("source");
        QTest::addColumn<qint64>("input");
        QTest::addColumn<qint64>("output");
        QTest::addColumn<qint64>("thought");
        QTest::addColumn<qint64>("nano");
        const auto row
            = [](const char *name, const Deltas &deltas, Source source, qint64 input, qint64 output, qint64 thought,
                  qint64 nano) { QTest::newRow(name) << deltas << source << input << output << thought << nano; };
        row("nothing yet", {}, Source::Estimated, 6, 0, 0, 12'000);
        row("text", {text(u"Hello world"_s)}, Source::Estimated, 6, 3, 0, 42'000);
        // Each by itself would be rounded up: 1 + 1 + 1 + 1.
        row("text in pieces", {text(u"Hel"_s), text(u"lo"_s), text(u" w"_s), text(u"orld"_s)}, Source::Estimated, 6, 3,
            0, 42'000);
        row("refusal", {refusal(u"Hello world"_s)}, Source::Estimated, 6, 3, 0, 42'000);
        row("reasoning has its price", {reasoning(u"Hello world"_s)}, Source::Estimated, 6, 0, 3, 21'000);
        row("reasoning and text", {reasoning(u"Hello world"_s), text(u"Hello world"_s)}, Source::Estimated, 6, 3, 3,
            51'000);
        // weather 1.75, {" 1.65, city 1, ":" 2.3, Paris 1.25, "} 1.65: 9.6
        row("tool call", {tool(u"weather"_s, {}), tool({}, u"{\"city\":"_s), tool({}, u"\"Paris\"}"_s)},
            Source::Estimated, 6, 10, 0, 112'000);
        row("another choice is paid too", {text(u"Hello"_s), ofSecondChoice(text(u" world"_s))}, Source::Estimated, 6,
            3, 0, 42'000);
        // One word of 240 letters, 1 + 236/4 = 60, is counted once and for all; what follows is new.
        row("long text", {text(QString(240, u'a')), text(u"abc"_s)}, Source::Estimated, 6, 61, 0, 622'000);
        row("told at the end", {text(u"Hello world"_s), reported(20, 7)}, Source::Reported, 20, 7, 0, 110'000);
        row("told to be as guessed", {text(u"Hello world"_s), reported(20, 3)}, Source::Reported, 20, 3, 0, 70'000);
        row("input told at the start", {reported(20, 1), text(u"Hello world"_s)}, Source::Estimated, 20, 3, 0, 70'000);
        row("told twice", {reported(20, 1), text(u"Hello world"_s), reported(21, 9)}, Source::Reported, 21, 9, 0,
            132'000);
        row("told to be nothing", {reported(0, 0)}, Source::Reported, 0, 0, 0, 0);
    }
    void soFar()
    {
        QFETCH(Deltas, deltas);
        QFETCH(qint64, nano);
        LiveEstimate estimate(hello(), priced());
        for (const Delta &delta : deltas)
            estimate.add(delta);
        const Usage usage = estimate.usage();
        QTEST(usage.source, "source");
        QTEST(usage.inputTotal(), "input");
        QTEST(usage.outputText, "output");
        QTEST(usage.outputReasoning, "thought");
        QCOMPARE(estimate.cost().value().nano(), nano);
    }

    void priceThatIsNotKnownIsNoFigure()
    {
        ModelInfo unpriced = priced();
        unpriced.price.reset();
        ModelInfo free = unpriced;
        free.free = true;
        ModelInfo half = priced();
        half.price->output.reset();
        LiveEstimate unknown(hello(), {});
        LiveEstimate none(hello(), unpriced);
        LiveEstimate nothing(hello(), free);
        LiveEstimate input(hello(), half);
        QVERIFY(!unknown.cost());
        QVERIFY(!none.cost());
        QCOMPARE(nothing.cost(), std::optional(Money()));
        QCOMPARE(input.cost(), std::optional(Money::fromNano(12'000)));
        input.add(text(u"Hello"_s)); // now something has no price
        QVERIFY(!input.cost());
        nothing.add(text(u"Hello"_s));
        QCOMPARE(nothing.cost(), std::optional(Money()));
    }

    void withoutARequestThereIsNothing()
    {
        const LiveEstimate estimate;
        QCOMPARE(estimate.usage().inputTotal() + estimate.usage().outputTotal(), 0);
        QVERIFY(!estimate.cost());
    }
};

QTEST_APPLESS_MAIN(TestLiveEstimate)
#include "tst_live_estimate.moc"
