// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spend/CostCalculator.h"
#include "tests/integration/RecordedCalls.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::test;

namespace {

// The list price on the day of the recording of models that the catalogue has no price for at that host, dollars for a
// million tokens; from the price pages of x.ai, OpenAI, Google and Anthropic's models, which these hosts pass on.
struct DayPrice
{
    const char *model; // as it is asked for
    const char *input;
    const char *output;
    const char *cacheRead;
};
constexpr DayPrice dayPrices[] {
    {"grok-4-fast", "0.2", "0.5", "0.05"},
    {"x-ai/grok-4.1-fast", "0.2", "0.5", "0.05"},
    {"openai/gpt-5", "1.25", "10", "0.125"},
    {"openai/gpt-5.1-codex-mini", "0.25", "2", "0.025"},
    {"google/gemini-3-pro-preview", "2", "12", "0.2"},
};

// Recordings whose own figure is not what the counts come to at the price, and why; and those without a price.
struct Explained
{
    const char *name;
    const char *why;
};
constexpr Explained explained[] {
    {"openrouter/022",
        "it went to a host at 0.05 and 0.20 dollars for a million, the catalogue has the cheapest one's"},
    {"openrouter/007", "reading a document costs 0.002 dollars more (openrouter.ai/docs, \"PDF inputs\")"},
    {"vercel-gateway/003", "the gateway bills reasoning once more beside the output that holds it (wire facts, 44)"},
    {"vercel-gateway/004", "likewise"},
};

// Models of which no published price of that day is known here; openrouter/005 has searched, whose price is not.
const QStringList unpriced {u"avian/001"_s, u"avian/002"_s, u"openai/018"_s, u"openrouter/005"_s, u"openrouter/010"_s,
    u"openrouter/015"_s, u"openrouter/017"_s, u"openrouter/020"_s, u"openrouter/021"_s, u"xai/005"_s, u"xai/010"_s,
    u"xai/011"_s, u"xai/012"_s, u"xai/013"_s, u"xai/015"_s, u"xai/016"_s};

std::optional<ModelInfo> infoOf(const RecordedCall &call)
{
    if (call.target.info && call.target.info->price)
        return call.target.info;
    for (const DayPrice &row : dayPrices) {
        if (call.target.model != QLatin1StringView(row.model))
            continue;
        ModelInfo out {.id = call.target.model};
        out.price = Price {.input = UnitPrice::fromDecimalPerMillion(QString::fromLatin1(row.input)),
            .output = UnitPrice::fromDecimalPerMillion(QString::fromLatin1(row.output)),
            .cacheRead = UnitPrice::fromDecimalPerMillion(QString::fromLatin1(row.cacheRead))};
        return out;
    }
    return std::nullopt;
}

bool isExplained(const QString &name)
{
    return std::any_of(std::begin(explained), std::end(explained),
        [&name](const Explained &row) { return name == QLatin1StringView(row.name); });
}

// Who rounds each part of its figure to 0.00001 dollars is followed to that; everybody else to the nano-dollar.
Money tolerance(const RecordedCall &call)
{
    return Money::fromNano(call.target.service.id == "perplexity"_L1 ? 15'000 : 1);
}

} // namespace

Q_DECLARE_METATYPE(RecordedCall)

// Every recorded answer that says itself what it cost, against what its counts come to.
class TestRecordedCosts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { LINEUP_NEEDS_TRAFFIC(); }

    void agrees_data()
    {
        QTest::addColumn<RecordedCall>("call");
        int told = 0;
        for (const RecordedCall &call : recordedCalls(m_catalogue)) {
            if (!call.completion.providerCost)
                continue;
            ++told;
            QTest::newRow(qPrintable(call.recording.name)) << call;
        }
        QVERIFY2(told >= 45, qPrintable(QString::number(told)));
    }

    void agrees()
    {
        QFETCH(const RecordedCall, call);
        const Completion &answer = call.completion;
        const Cost ours = computedCost(answer.usage, infoOf(call), {answer.serviceTier, answer.searchContextSize});
        if (unpriced.contains(call.recording.name)) {
            QCOMPARE(ours.reason(), Cost::Reason::NoPrice); // else it is time to take it off that list
            return;
        }
        QVERIFY2(ours.isKnown(), qPrintable(costReasonName(ours.reason())));
        const Money apart = *ours.amount() - *answer.providerCost;
        const bool agree = qAbs(apart.nano()) <= tolerance(call).nano();
        const QString both = u"ours %1, theirs %2"_s.arg(ours.amount()->toDecimal(), answer.providerCost->toDecimal());
        QVERIFY2(agree != isExplained(call.recording.name), qPrintable(both));
        QVERIFY2(
            agree || call.recording.name == "openrouter/022"_L1 || differNotably(*ours.amount(), *answer.providerCost),
            qPrintable(both));
    }

private:
    const Catalogue m_catalogue;
};

QTEST_GUILESS_MAIN(TestRecordedCosts)
#include "tst_recorded_costs.moc"
