// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/routing/CallerStatus.h"
#include "core/routing/Simulator.h"
#include "core/routing/StepOutcome.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;

namespace {

Error::Kind kindOf(ErrorClass value)
{
    switch (value) {
    case ErrorClass::RateLimited:
        return Error::Kind::RateLimited;
    case ErrorClass::ServerError:
        return Error::Kind::ServerFault;
    case ErrorClass::Network:
        return Error::Kind::Network;
    case ErrorClass::Timeout:
        return Error::Kind::Timeout;
    case ErrorClass::NotFound:
        return Error::Kind::NotFound;
    case ErrorClass::Auth:
        return Error::Kind::Auth;
    case ErrorClass::ContextTooLong:
        return Error::Kind::ContextTooLong;
    case ErrorClass::ContentFiltered:
        return Error::Kind::ContentFiltered;
    case ErrorClass::Budget:
        return Error::Kind::QuotaExhausted;
    case ErrorClass::BadRequest:
        break;
    }
    return Error::Kind::BadRequest;
}

Chain twoSteps(ErrorClasses retryOn, ErrorClasses fallOn, int retries)
{
    Chain chain {.name = u"t"_s, .retryUncertain = true};
    for (const QString &model : {u"openai/gpt-4o-mini"_s, u"anthropic/claude-3-haiku-20240307"_s}) {
        RouteStep step;
        step.targets = {{.model = model}};
        step.retries = retries;
        step.retryOn = retryOn;
        step.fallOn = fallOn;
        chain.steps += step;
    }
    return chain;
}

} // namespace

class TestStepOutcome : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    // What the table says is what the engine does.
    void saysWhatTheEngineDoes_data()
    {
        QTest::addColumn<int>("value");
        QTest::addColumn<bool>("retried");
        QTest::addColumn<bool>("leadsOn");
        for (const ErrorClass value : allErrorClasses()) {
            for (const bool retried : {false, true}) {
                for (const bool leadsOn : {false, true})
                    QTest::addRow("%s%s%s", qPrintable(errorClassName(value)), retried ? ", retried" : "",
                        leadsOn ? ", leads on" : "")
                        << int(value) << retried << leadsOn;
            }
        }
    }
    void saysWhatTheEngineDoes()
    {
        QFETCH(const int, value);
        QFETCH(const bool, retried);
        QFETCH(const bool, leadsOn);
        const auto error = ErrorClass(value);
        const Chain chain = twoSteps(
            retried ? ErrorClasses(error) : ErrorClasses(), leadsOn ? ErrorClasses(error) : ErrorClasses(), 1);
        const StepOutcome outcome = outcomeOf(planOf(chain, ChatRequest()), 0, error);
        QCOMPARE(outcome.retries, retried ? 1 : 0);
        QCOMPARE(outcome.then == StepOutcome::Then::NextStep, leadsOn);

        const Catalogue catalogue;
        Scenario scenario {.steps = {{{.kind = SimulatedAnswer::Kind::Refuse, .error = kindOf(error)}}, {}}};
        const Simulation run = simulate(chain, scenario, catalogue);
        int first = 0;
        int second = 0;
        for (const RouteEvent &event : run.events) {
            if (event.kind == RouteEvent::Kind::Attempt)
                (event.step == 0 ? first : second) += 1;
        }
        QCOMPARE(first, 1 + outcome.retries);
        QCOMPARE(second, leadsOn ? 1 : 0);
        QCOMPARE(run.error.has_value(), !leadsOn);
    }

    void theLastStepHasNoNext()
    {
        const Chain chain = twoSteps({}, ErrorClass::Network, 0);
        QCOMPARE(outcomeOf(planOf(chain, ChatRequest()), 1, ErrorClass::Network).then, StepOutcome::Then::Fails);
        QCOMPARE(outcomeOf(planOf(chain, ChatRequest()), 7, ErrorClass::Network), StepOutcome());
    }

    void aLargerModelGoesFirst()
    {
        Chain chain = twoSteps({}, ErrorClass::ContextTooLong, 0);
        chain.steps[0].largerContext = u"gemini/gemini-2.0-flash"_s;
        QVERIFY(outcomeOf(planOf(chain, ChatRequest()), 0, ErrorClass::ContextTooLong).largerContext);
        QVERIFY(!outcomeOf(planOf(chain, ChatRequest()), 0, ErrorClass::Network).largerContext);
        QVERIFY(!outcomeOf(planOf(chain, ChatRequest()), 1, ErrorClass::ContextTooLong).largerContext);
    }

    void callersGetTheUsualStatus()
    {
        QCOMPARE(callerStatus(Error::Kind::Auth), 401);
        QCOMPARE(callerStatus(Error::Kind::RateLimited), 429);
        QCOMPARE(callerStatus(Error::Kind::ContextTooLong), 400);
        QCOMPARE(callerStatus(Error::Kind::Timeout), 408);
        QCOMPARE(callerStatus(Error::Kind::Overloaded), 503);
        QCOMPARE(callerStatus(Error::Kind::Network), 500);
    }
};

QTEST_GUILESS_MAIN(TestStepOutcome)
#include "tst_step_outcome.moc"
