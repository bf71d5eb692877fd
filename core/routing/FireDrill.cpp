// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/routing/FireDrill.h"

#include <QTimer>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

class DrillAttempt final : public Attempt
{
public:
    DrillAttempt(const QString &target, const Clock &clock)
    {
        m_record.service = target.section(u'/', 0, 0);
        m_record.model = target.section(u'/', 1);
        m_record.startedAt = clock.now();
        m_record.cost = Cost::unknown(Cost::Reason::NotBilled);
    }
    void start() override
    {
        QTimer::singleShot(0, this, [this] {
            Q_EMIT finished(Error {.kind = Error::Kind::Network,
                .detail = u"the fire drill lets the first step fail"_s,
                .service = m_record.service,
                .code = u"fire_drill"_s});
        });
    }
    [[nodiscard]] bool wasSent() const override { return true; } // so that it counts as a failed attempt
    [[nodiscard]] Completion partial() const override { return {}; }
    [[nodiscard]] AttemptRecord record(const std::optional<Error> &error) const override
    {
        AttemptRecord out = m_record;
        out.error = error;
        return out;
    }

private:
    AttemptRecord m_record;
};

} // namespace

FireDrill::FireDrill(AttemptSource &source, const RoutePlan &plan, const Clock &clock)
    : m_source(source), m_clock(clock), m_memory(clock)
{
    if (plan.steps.isEmpty())
        return;
    for (const RouteTarget &target : plan.steps.first().targets)
        m_failing.insert(target.model);
}

TargetFacts FireDrill::facts(const ChatRequest &request, const QString &model) const
{
    return m_source.facts(request, model);
}

std::unique_ptr<Attempt> FireDrill::make(const ChatRequest &request, const StepTimeouts &timeouts)
{
    if (m_failing.contains(request.model))
        return std::make_unique<DrillAttempt>(m_source.facts(request, request.model).id, m_clock);
    return m_source.make(request, timeouts);
}

} // namespace lineup
