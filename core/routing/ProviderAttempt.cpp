// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/routing/ProviderAttempt.h"

#include "core/providers/MappingHelpers.h"
#include "core/routing/BilledOrNot.h"
#include "core/routing/CutPrompt.h"
#include "core/routing/PartialUsage.h"
#include "core/routing/SpendClaims.h"
#include "core/routing/WorstCost.h"
#include "core/spend/AttemptCost.h"

#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

bool asksWith(const ChatRequest &request, ContentPart::Kind kind)
{
    return std::any_of(request.messages.begin(), request.messages.end(), [kind](const Message &message) {
        return std::any_of(message.content.begin(), message.content.end(),
            [kind](const ContentPart &part) { return part.kind == kind; });
    });
}

SkipReason lacking(const ChatRequest &request, const Target &target)
{
    using Capability = ModelInfo::Capability;
    if (asksWith(request, ContentPart::Kind::Image) && surelyLacks(target, Capability::Vision))
        return SkipReason::NoImages;
    if (!request.tools.isEmpty() && surelyLacks(target, Capability::Tools))
        return SkipReason::NoTools;
    if (asksWith(request, ContentPart::Kind::Audio) && surelyLacks(target, Capability::AudioIn))
        return SkipReason::NoAudio;
    if (asksWith(request, ContentPart::Kind::File) && surelyLacks(target, Capability::Pdf))
        return SkipReason::NoFiles;
    return SkipReason::None;
}

// The tier that answered is the one that is billed; many services do not say.
CallTerms termsOf(const ChatRequest &request, const Completion &soFar)
{
    const QJsonObject search = request.webSearchOptions.value_or(QJsonObject());
    const QString size = search.value("search_context_size"_L1).toString(u"medium"_s);
    return {.serviceTier = soFar.serviceTier.isEmpty() ? request.serviceTier : soFar.serviceTier,
        .searchContextSize = soFar.searchContextSize.isEmpty() ? size : soFar.searchContextSize};
}

HttpTimeouts limitsOf(const StepTimeouts &timeouts)
{
    HttpTimeouts out;
    if (timeouts.connect.count() > 0)
        out.connect = timeouts.connect;
    if (timeouts.idle.count() > 0)
        out.idle = timeouts.idle;
    if (timeouts.total.count() > 0)
        out.total = timeouts.total;
    return out;
}

} // namespace

ProviderAttempt::ProviderAttempt(const Router::Dependencies &dependencies, Authorizer &authorizer,
    const ChatRequest &request, const CallOptions &options, const StepTimeouts &timeouts)
    : m_clock(dependencies.clock), m_authorizer(authorizer), m_request(request), m_timeouts(timeouts),
      m_setup(dependencies, request.model, options), m_ticket(dependencies.gate), m_keepDetails(options.keepDetails)
{
    // The request's own limit must not lift the step's.
    if (timeouts.total.count() > 0)
        m_request.timeout = std::min(timeouts.total, m_request.timeout.value_or(timeouts.total));
    connect(&m_setup, &CallSetup::ready, this, &ProviderAttempt::claim);
    connect(&m_setup, &CallSetup::failed, this, [this](const Error &error) { Q_EMIT finished(error); });
    connect(&m_ticket, &BudgetTicket::admitted, this, &ProviderAttempt::send);
    connect(&m_ticket, &BudgetTicket::refused, this, [this](const Error &error) { Q_EMIT finished(error); });
    connect(&m_ticket, &BudgetTicket::switched, this,
        [this](const Admission &admission) { Q_EMIT switched(admission.switchTo); });
}

void ProviderAttempt::start()
{
    m_setup.start();
}

// Nothing leaves before the budgets have said yes. The demo's answers are nobody's money.
void ProviderAttempt::claim(const Credentials &credentials)
{
    m_credentials = credentials;
    if (isDemo())
        return send();
    m_ticket.ask(claimFor(m_request, *m_setup.target(), m_claim));
}

void ProviderAttempt::send()
{
    m_ticket.use();
    m_call
        = new ProviderCall(m_request, *m_setup.target(), m_credentials, m_setup.client(), m_authorizer, m_clock, this);
    m_credentials = {};
    if (m_keepDetails)
        m_call->keepExchange();
    m_call->setTimeouts(limitsOf(m_timeouts));
    connect(m_call, &ProviderCall::dequeued, this, &Attempt::dequeued);
    connect(m_call, &ProviderCall::connected, this, &Attempt::connected);
    connect(m_call, &ProviderCall::delta, this, &Attempt::delta);
    connect(m_call, &ProviderCall::finished, this, &Attempt::finished);
    m_call->start();
    Q_EMIT sent();
}

AttemptRecord ProviderAttempt::record(const std::optional<Error> &error) const
{
    if (!m_call)
        return {};
    AttemptRecord out = pricedAttempt(m_call->recordNow(), error, m_request, m_call->partial(), m_setup.target()->info);
    out.claim = m_ticket.id();
    if (m_setup.target()->service.quirks.cutsPrompts) {
        if (const std::optional<MappingNote> cut = cutPrompt(m_request, out.usage))
            out.mapping += *cut;
    }
    return out;
}

void ProviderAttempt::withdraw()
{
    if (!m_call)
        return;
    m_call->disconnect(this);
    m_call->abort();
    std::exchange(m_call, nullptr)->deleteLater(); // it is what is telling us
    m_ticket.giveUp();
}

void ProviderAttempt::ended(const AttemptRecord &record)
{
    m_ticket.reduceTo(record.cost, record.usage.inputTotal() + record.usage.outputTotal());
}

AttemptDetails ProviderAttempt::details() const
{
    if (!m_keepDetails || !m_call)
        return {};
    return {.exchange = m_call->exchange(), .info = m_setup.target()->info};
}

AttemptRecord pricedAttempt(AttemptRecord record, const std::optional<Error> &error, const ChatRequest &request,
    const Completion &soFar, const std::optional<ModelInfo> &info)
{
    record.error = error;
    // Whatever was counted by then: an answer that ended in an error is billed for what was delivered of it.
    const bool stopped = error && error->kind == Error::Kind::Cancelled;
    if (error && (record.partial || (stopped && record.usage.isKnown())))
        record.usage = estimatedUsage(request, soFar);
    else if (error && record.usage.source == Usage::Source::Estimated)
        record.usage = {}; // the input was counted, and then nothing came
    if (error && !record.usage.isKnown())
        record.cost = Cost::unknown(mayBeBilled(record) ? Cost::Reason::MaybeBilled : Cost::Reason::NotBilled);
    settleCost(record, info, soFar.providerCost, termsOf(request, soFar));
    return record;
}

TargetFacts factsOf(const ChatRequest &request, const Target &target)
{
    TargetFacts out {.id = target.service.id + u'/' + target.model, .skip = lacking(request, target)};
    if (target.info) {
        out.contextTokens = target.info->contextTokens;
        out.worstCost = worstCase(request, *target.info, target.service.quirks).cost;
    }
    return out;
}

CallOptions ProviderAttempts::optionsFor(const QString &model) const
{
    return model == m_call.requestedModel ? m_options
                                          : CallOptions {.keys = m_options.keys, .source = m_options.source};
}

TargetFacts ProviderAttempts::facts(const ChatRequest &request, const QString &model) const
{
    const Result<Target> target = m_dependencies.catalogue.resolve(model, optionsFor(model).apiBase);
    return target ? factsOf(request, *target) : TargetFacts {.id = model};
}

std::unique_ptr<Attempt> ProviderAttempts::make(const ChatRequest &request, const StepTimeouts &timeouts)
{
    auto attempt
        = std::make_unique<ProviderAttempt>(m_dependencies, m_authorizer, request, optionsFor(request.model), timeouts);
    SpendClaim claim = claimOf(m_call);
    claim.switched = m_switched;
    attempt->setClaim(claim);
    QObject::connect(attempt.get(), &Attempt::switched, attempt.get(), [this] { m_switched = true; });
    return attempt;
}

} // namespace lineup
