// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/reports/WhatIfRun.h"

#include "core/spend/CallRows.h"
#include "core/spend/CostCalculator.h"
#include "core/spend/reports/SpendFilterSql.h"

#include <QMap>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

class Comparison
{
public:
    Comparison(const ModelInfo &model, const SpendCalendar &calendar) : m_model(model), m_calendar(calendar) { }

    void add(qint64 startedAt, const Usage &usage, const Cost &actual, const QString &searchContextSize)
    {
        if (!actual.isKnown() && actual.reason() == Cost::Reason::NotBilled)
            return;
        if (!usage.isKnown() || !actual.isKnown()) {
            ++m_out.unknown;
            return;
        }
        if (m_model->contextTokens > 0 && usage.inputTotal() > m_model->contextTokens) {
            ++m_out.tooLong;
            return;
        }
        const Cost other = costOf(usage, m_model, {}, {.searchContextSize = searchContextSize});
        if (!other.isKnown()) {
            ++m_out.unknown;
            m_reason = other.reason();
            return;
        }
        ++m_out.compared;
        m_out.actual += *actual.amount();
        m_out.alternative += *other.amount();
        Day &day = m_days[m_calendar.dayAt(startedAt)];
        day.other.cost += *other.amount();
        day.paid.cost += *actual.amount();
        ++day.other.attempts;
        ++day.paid.attempts;
    }

    WhatIf result()
    {
        if (m_out.compared == 0)
            m_out.reason = m_reason;
        for (auto it = m_days.cbegin(); it != m_days.cend(); ++it) {
            const QString key = QDate::fromJulianDay(it.key()).toString(Qt::ISODate);
            m_out.days += {{key}, it.value().other};
            m_out.paid += {{key}, it.value().paid};
        }
        return m_out;
    }

private:
    struct Day
    {
        SpendSums other;
        SpendSums paid;
    };
    const std::optional<ModelInfo> m_model;
    const SpendCalendar &m_calendar;
    WhatIf m_out;
    Cost::Reason m_reason = Cost::Reason::None;
    QMap<qint64, Day> m_days;
};

} // namespace

Result<WhatIf> whatIfRun(Connection &connection, const SpendFilter &words, const ModelInfo &model)
{
    const Result<SpendCalendar> calendar = SpendCalendar::of(connection);
    if (!calendar)
        return calendar.error();
    const SpendFilterSql filter(words);
    const SqlPart moments = filter.momentsOf(u"c.started_ms", *calendar);
    const SqlPart scope = filter.scopeOf(u"+a.scope_id");
    Comparison comparison(model, *calendar);
    const std::optional<Error> error
        = CallRows::eachUsage(connection, u"c.demo = 0 AND %1 AND %2"_s.arg(moments.sql, scope.sql),
            moments.values + scope.values, [&](const CallRows::UsageRow &row) {
                comparison.add(row.startedMs, row.usage, row.cost, row.searchContextSize);
            });
    if (error)
        return *error;
    return comparison.result();
}

} // namespace lineup
