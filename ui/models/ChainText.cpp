// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/ChainText.h"

#include "core/routing/CallerStatus.h"
#include "ui/widgets/Format.h"

using namespace Qt::StringLiterals;

namespace lineup::ui {

QString ChainText::errorClass(ErrorClass value)
{
    switch (value) {
    case ErrorClass::RateLimited:
        return tr("Rate limited");
    case ErrorClass::ServerError:
        return tr("Provider failed");
    case ErrorClass::Network:
        return tr("No connection");
    case ErrorClass::Timeout:
        return tr("Too slow");
    case ErrorClass::NotFound:
        return tr("Model not found");
    case ErrorClass::Auth:
        return tr("Key refused");
    case ErrorClass::ContextTooLong:
        return tr("Prompt too long");
    case ErrorClass::ContentFiltered:
        return tr("Content refused");
    case ErrorClass::Budget:
        return tr("Budget spent");
    case ErrorClass::BadRequest:
        return tr("Invalid request");
    }
    return {};
}

QString ChainText::errorClassHead(ErrorClass value)
{
    switch (value) {
    case ErrorClass::RateLimited:
        return tr("Rate\nlimited", "head of a narrow column");
    case ErrorClass::ServerError:
        return tr("Provider\nfailed", "head of a narrow column");
    case ErrorClass::Network:
        return tr("No con-\nnection", "head of a narrow column");
    case ErrorClass::Timeout:
        return tr("Too\nslow", "head of a narrow column");
    case ErrorClass::NotFound:
        return tr("Not\nfound", "head of a narrow column: no such model");
    case ErrorClass::Auth:
        return tr("Key\nrefused", "head of a narrow column");
    case ErrorClass::ContextTooLong:
        return tr("Prompt\ntoo long", "head of a narrow column");
    case ErrorClass::ContentFiltered:
        return tr("Content\nrefused", "head of a narrow column");
    case ErrorClass::Budget:
        return tr("Budget\nspent", "head of a narrow column");
    case ErrorClass::BadRequest:
        return tr("Invalid\nrequest", "head of a narrow column");
    }
    return {};
}

QString ChainText::errorClassHint(ErrorClass value)
{
    switch (value) {
    case ErrorClass::BadRequest:
        return tr("The next provider will most likely refuse it too.");
    case ErrorClass::ContentFiltered:
        return tr("Another provider may answer what this one's filter has refused.");
    case ErrorClass::Budget:
        return tr("No credit at the provider, or a budget of your own is spent.");
    case ErrorClass::ServerError:
        return tr("Overloaded, an error of the provider's (5xx), or an answer that makes no sense.");
    default:
        return {};
    }
}

QString ChainText::allClasses(ErrorClasses value)
{
    QStringList out;
    for (const ErrorClass each : allErrorClasses()) {
        if (value.testFlag(each))
            out += errorClass(each);
    }
    return out.isEmpty() ? tr("nothing") : out.join(tr(", "));
}

QString ChainText::classes(ErrorClasses value)
{
    constexpr int few = 2;
    int count = 0;
    for (const ErrorClass each : allErrorClasses())
        count += value.testFlag(each) ? 1 : 0;
    if (value == usualFallClasses())
        return tr("Usual errors");
    return count <= few ? allClasses(value) : tr("%n kind(s) of error", nullptr, count);
}

QString ChainText::outcome(const StepOutcome &outcome)
{
    const bool next = outcome.then == StepOutcome::Then::NextStep;
    if (outcome.largerContext)
        return next ? tr("larger, then next") : tr("larger, then fails");
    if (outcome.retries > 0) {
        return next ? tr("retry %1×, then next").arg(QLocale().toString(outcome.retries))
                    : tr("retry %1×, then fails").arg(QLocale().toString(outcome.retries));
    }
    return next ? tr("next step") : tr("fails");
}

QString ChainText::shortOutcome(const StepOutcome &outcome)
{
    const bool next = outcome.then == StepOutcome::Then::NextStep;
    if (outcome.largerContext)
        return next ? tr("larger → next", "a model with a larger context, then the next step") : tr("larger → fails");
    if (outcome.retries > 0) {
        return next ? tr("%1× → next", "retries, then the next step").arg(QLocale().toString(outcome.retries))
                    : tr("%1× → fails", "retries, then it fails").arg(QLocale().toString(outcome.retries));
    }
    return next ? tr("next", "the next step") : tr("fails");
}

QString ChainText::timeouts(const StepTimeouts &timeouts)
{
    if (timeouts == StepTimeouts())
        return tr("usual");
    const auto one = [](std::chrono::milliseconds time) {
        return time.count() > 0 ? QString(QLocale().toString(double(time.count()) / 1000.0, 'g', 4) + tr(" s"))
                                : tr("–", "no limit of its own");
    };
    const QString parts = tr("%1 / %2 / %3").arg(one(timeouts.connect), one(timeouts.firstToken), one(timeouts.idle));
    return timeouts.total.count() > 0 ? tr("%1, in all %2", "limits, their total").arg(parts, one(timeouts.total))
                                      : parts;
}

QString ChainText::errorKind(Error::Kind kind)
{
    const std::optional<ErrorClass> value = errorClassOf(kind);
    return value ? errorClass(*value) : tr("Stopped");
}

QString ChainText::skipReason(SkipReason reason)
{
    switch (reason) {
    case SkipReason::NoKey:
        return tr("no key");
    case SkipReason::Unknown:
        return tr("no service has this model");
    case SkipReason::ContextTooSmall:
        return tr("the prompt does not fit");
    case SkipReason::NoImages:
        return tr("takes no images");
    case SkipReason::NoTools:
        return tr("takes no tools");
    case SkipReason::NoAudio:
        return tr("takes no audio");
    case SkipReason::NoFiles:
        return tr("takes no files");
    case SkipReason::Cooling:
        return tr("cooling");
    case SkipReason::TooDear:
        return tr("above the limit for one call");
    case SkipReason::Budget:
        return tr("the budget is spent");
    case SkipReason::None:
        break;
    }
    return {};
}

QString ChainText::event(const RouteEvent &event)
{
    switch (event.kind) {
    case RouteEvent::Kind::Wait:
        return tr("waits");
    case RouteEvent::Kind::Skip:
        return tr("left out: %1").arg(skipReason(event.skipped));
    case RouteEvent::Kind::Attempt:
        break;
    }
    if (!event.error)
        return tr("answered");
    return event.httpStatus >= 400
        ? tr("%1 (%2)", "error, HTTP status").arg(errorKind(*event.error)).arg(event.httpStatus)
        : errorKind(*event.error);
}

QString ChainText::preset(Preset preset)
{
    switch (preset) {
    case Preset::AllFine:
        return tr("Everything fine");
    case Preset::PrimaryLimited:
        return tr("First step: rate limited (429)");
    case Preset::PrimaryDown:
        return tr("First step: down");
    case Preset::SlowFirstToken:
        return tr("First step: slow to begin");
    case Preset::CutMidStream:
        return tr("First step: cut in mid-stream");
    case Preset::LongPrompt:
        return tr("A long prompt");
    case Preset::BudgetSpent:
        return tr("Budget spent");
    case Preset::Offline:
        return tr("Offline");
    }
    return {};
}

QString ChainText::balance(Balance balance)
{
    switch (balance) {
    case Balance::Shuffle:
        return tr("At random, by weight");
    case Balance::LeastBusy:
        return tr("The least busy");
    case Balance::LowestLatency:
        return tr("The quickest to begin");
    case Balance::Cheapest:
        return tr("The cheapest for the request");
    }
    return {};
}

QString ChainText::cost(const Cost &cost)
{
    if (cost.amount())
        return Format::money(*cost.amount());
    switch (cost.reason()) {
    case Cost::Reason::NotBilled:
        return tr("not billed");
    case Cost::Reason::MaybeBilled:
        return tr("cost not known: something may be billed");
    default:
        return tr("cost not known: no price");
    }
}

QString ChainText::change(const ScenarioChange &change)
{
    const auto ends = [](const QStringList &trace) { return trace.value(trace.size() - 1); };
    const auto plain = [](const QString &line) {
        return line.isEmpty() ? tr("nothing") : line.startsWith("= "_L1) ? line.mid(2) : line;
    };
    QString before = ends(change.before);
    QString now = ends(change.now);
    for (qsizetype i = 0; before == now && i < std::max(change.before.size(), change.now.size()); ++i) {
        before = change.before.value(i);
        now = change.now.value(i);
    }
    return tr("%1 – before: %2; now: %3", "scenario, what it was before and is now")
        .arg(change.scenario, plain(before), plain(now));
}

QString ChainText::result(const Simulation &simulation)
{
    const QString price = cost(simulation.cost);
    if (!simulation.error && simulation.lost.count() == 0) {
        return tr("%1 answers after %2; %3. The caller gets HTTP 200.")
            .arg(simulation.answeredBy, Format::duration(simulation.total), price);
    }
    if (!simulation.error) {
        return tr("%1 answers after %2, %3 of it lost before; %4. The caller gets HTTP 200.")
            .arg(simulation.answeredBy, Format::duration(simulation.total), Format::duration(simulation.lost), price);
    }
    const QString what = errorKind(simulation.error->kind);
    if (simulation.partial) {
        return tr("It breaks off after %1: %2; %3. The caller keeps the part that came, and an error ends the stream.")
            .arg(Format::duration(simulation.total), what, price);
    }
    return tr("Nobody answers: %1, after %2; %3. The caller gets HTTP %4.")
        .arg(what, Format::duration(simulation.total), price)
        .arg(callerStatus(simulation.error->kind));
}

} // namespace lineup::ui
