// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/Dialect.h"

#include <QJsonObject>

namespace lineup {

// Reads one answer of Cohere's /v2/chat: events with a "type" in their data, or one object. What the model planned
// before it calls tools (tool_plan) is reasoning, as its thinking is. Unknown events are skipped.
//
// Usage is billed_units: tokens also counts what the service puts around a prompt itself and does not bill, cached
// tokens among it. https://docs.cohere.com/docs/how-does-cohere-pricing-work
class CohereDecoder final : public StreamDecoder
{
public:
    explicit CohereDecoder(const Target &target) : m_service(target.service), m_model(target.model) { }

    [[nodiscard]] std::optional<Error> decode(const StreamEvent &event, QList<Delta> &deltas) override;
    void finish(QList<Delta> &deltas) override;
    [[nodiscard]] bool complete() const override { return m_complete; }
    [[nodiscard]] Result<QList<Delta>> decodeWhole(const QByteArray &body);

private:
    void readContent(const QJsonObject &part, Delta &delta);
    void readPlan(const QString &plan, Delta &delta);
    void readCall(const QJsonObject &call, int index, Delta &delta);
    [[nodiscard]] std::optional<Error> readEnd(const QJsonObject &end, Delta &delta);

    Service m_service;
    QString m_model;
    QString m_thinking;
    QString m_plan;
    bool m_complete = false;
};

} // namespace lineup
