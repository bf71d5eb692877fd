// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/routing/PartialUsage.h"
#include "core/routing/WorstCost.h"
#include "tests/integration/RecordedCalls.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::test;

// What WorstCost.h says of its margins, against all that providers have counted.
class TestInputBound : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { LINEUP_NEEDS_TRAFFIC(); }

    void everyRecordedInputIsWithinTheBound()
    {
        const Catalogue catalogue;
        int measured = 0;
        double highest = 0;
        for (const RecordedCall &call : recordedCalls(catalogue)) {
            const qint64 told = call.completion.usage.inputTotal();
            if (!isMeasured(call) || told == 0)
                continue;
            ++measured;
            const ModelInfo info = call.target.info.value_or(ModelInfo {.id = call.target.model});
            const std::optional<qint64> bound = mostInputTokens(*call.request, info, call.target.service.quirks);
            if (!bound)
                continue; // a document and no window that is known: a claim has no bound either
            const QString where = u"%1: %2 tokens, estimated %3, at most %4"_s.arg(call.recording.file)
                                      .arg(told)
                                      .arg(estimatedInputTokens(*call.request))
                                      .arg(*bound);
            QVERIFY2(told <= *bound, qPrintable(where));
            highest = std::max(highest, double(told) / double(*bound));
        }
        QVERIFY2(measured >= 250, qPrintable(QString::number(measured)));
        QVERIFY2(highest > 0.5, "the margin is wider than it has to be");
    }

private:
    static bool isMeasured(const RecordedCall &call)
    {
        // Shortened by who recorded it: "very very long system prompt" stands for one of 18,000 tokens.
        const bool shortened = call.recording.name == "bedrock/019"_L1;
        // Groq's compound systems search by themselves.
        const bool compound = call.target.model.contains("compound"_L1);
        if (!call.request || shortened || compound)
            return false;
        // What a provider's own tools read, nothing bounds: a claim has no bound then.
        const ModelInfo any {.id = call.target.model, .contextTokens = 1, .capabilitiesKnown = false};
        return worstCase(*call.request, any).tokens > 0 && call.completion.usage.source == Usage::Source::Reported;
    }
};

QTEST_GUILESS_MAIN(TestInputBound)
#include "tst_input_bound.moc"
