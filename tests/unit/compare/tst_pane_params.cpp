// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/compare/PaneMetrics.h"
#include "core/compare/PaneParams.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace std::chrono_literals;

namespace {

PaneModel modelThatCan(ModelInfo::Capabilities capabilities, bool known = true)
{
    ModelInfo info;
    info.id = u"m"_s;
    info.capabilities = capabilities;
    info.capabilitiesKnown = known;
    return {.modelString = u"s/m"_s, .label = u"m"_s, .service = u"s"_s, .info = info};
}

PaneParams everything()
{
    return {.temperature = 0.0, .maxTokens = 64, .effort = u"high"_s, .systemPrompt = u"Be brief."_s};
}

} // namespace

class TestPaneParams : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void takes_data()
    {
        using Capability = ModelInfo::Capability;
        QTest::addColumn<PaneModel>("model");
        QTest::addColumn<bool>("temperature");
        QTest::addColumn<bool>("effort");
        QTest::newRow("plain") << modelThatCan({}) << true << false;
        QTest::newRow("reasoning") << modelThatCan(Capability::Reasoning) << true << true;
        QTest::newRow("reasoning, fixed temperature")
            << modelThatCan(Capability::Reasoning | Capability::NoTemperature) << false << true;
        QTest::newRow("nobody told") << modelThatCan({}, false) << true << true;
        QTest::newRow("not listed") << PaneModel {.modelString = u"x/y"_s} << true << true;
    }
    void takes()
    {
        QFETCH(const PaneModel, model);
        QFETCH(const bool, temperature);
        QFETCH(const bool, effort);
        QCOMPARE(takesParam(model, PaneParam::Temperature), temperature);
        QCOMPARE(takesParam(model, PaneParam::Effort), effort);
        QVERIFY(takesParam(model, PaneParam::MaxTokens));
        QVERIFY(takesParam(model, PaneParam::SystemPrompt));
        // What it does not take is not sent.
        ChatRequest request;
        everything().applyTo(request, model);
        QCOMPARE(request.temperature.has_value(), temperature);
        QCOMPARE(request.reasoningEffort, effort ? u"high"_s : QString());
        QCOMPARE(request.maxTokens, std::optional(64));
    }

    void temperatureZeroIsAsked()
    {
        ChatRequest request;
        everything().applyTo(request, modelThatCan({}));
        QCOMPARE(request.temperature, std::optional(0.0));
    }

    void nothingSetAsksNothing()
    {
        ChatRequest request;
        PaneParams {}.applyTo(request, modelThatCan(ModelInfo::Capability::Reasoning));
        QCOMPARE(request, ChatRequest {});
    }

    void resetAndCopyTouchOneOnly()
    {
        for (const PaneParam param : allPaneParams) {
            PaneParams params = everything();
            params.reset(param);
            PaneParams copied;
            copied.copy(param, everything());
            for (const PaneParam other : allPaneParams) {
                QCOMPARE(params.isDefault(other), other == param);
                QCOMPARE(copied.isDefault(other), other != param);
            }
        }
    }

    void json()
    {
        QCOMPARE(PaneParams::fromJson(everything().toJson()), everything());
        QCOMPARE(PaneParams::fromJson({}), PaneParams {});
        QVERIFY(PaneParams {}.toJson().isEmpty());
    }

    void jsonFromAnEditedFile()
    {
        const PaneParams params = PaneParams::fromJson(
            {{u"temperature"_s, 9.0}, {u"max_tokens"_s, -5}, {u"effort"_s, u"enormous"_s}, {u"system"_s, 3}});
        QCOMPARE(params, PaneParams {.temperature = 2.0});
    }

    void speed_data()
    {
        QTest::addColumn<qint64>("text");
        QTest::addColumn<qint64>("reasoning");
        QTest::addColumn<bool>("streamed");
        QTest::addColumn<qint64>("firstMs");
        QTest::addColumn<qint64>("totalMs");
        QTest::addColumn<double>("speed"); // negative: none
        QTest::newRow("text") << qint64(100) << qint64(0) << false << qint64(500) << qint64(1500) << 100.0;
        QTest::newRow("hidden reasoning is no speed")
            << qint64(100) << qint64(900) << false << qint64(500) << qint64(1500) << 100.0;
        QTest::newRow("streamed reasoning is")
            << qint64(100) << qint64(900) << true << qint64(500) << qint64(1500) << 1000.0;
        QTest::newRow("one piece") << qint64(100) << qint64(0) << false << qint64(500) << qint64(501) << -1.0;
        QTest::newRow("nothing came") << qint64(0) << qint64(0) << false << qint64(500) << qint64(1500) << -1.0;
    }
    void speed()
    {
        QFETCH(const qint64, text);
        QFETCH(const qint64, reasoning);
        QFETCH(const bool, streamed);
        QFETCH(const qint64, firstMs);
        QFETCH(const qint64, totalMs);
        QFETCH(const double, speed);
        const Usage usage {.source = Usage::Source::Reported, .outputText = text, .outputReasoning = reasoning};
        const std::optional<double> result
            = tokensPerSecond(usage, streamed, std::chrono::milliseconds(firstMs), std::chrono::milliseconds(totalMs));
        QCOMPARE(result.value_or(-1.0), speed);
    }

    void speedWithoutCountOrFirstToken()
    {
        const Usage usage {.source = Usage::Source::Reported, .outputText = 5};
        QVERIFY(!tokensPerSecond(Usage {}, false, 100ms, 1s));
        QVERIFY(!tokensPerSecond(usage, false, {}, 1s));
    }
};

QTEST_GUILESS_MAIN(TestPaneParams)
#include "tst_pane_params.moc"
