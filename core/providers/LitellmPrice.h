// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/domain/ModelInfo.h"

#include <QJsonObject>

namespace lineup {

// The prices of one row of a table in LiteLLM's format. Members: input_cost_per_token and its like, in USD for one
// token, with endings for long input (_above_200k_tokens), another service tier (_flex, _priority, _batches) or both.
class LitellmPrice
{
public:
    // What no token costs, a tenth of a cent in atto-dollars: beyond it the table has slipped.
    static constexpr qint64 dearestToken = 1'000'000'000'000'000;

    LitellmPrice(const QJsonObject &row, QString service, ModelInfo::Mode mode);
    [[nodiscard]] bool isSensible() const { return m_sensible; }
    [[nodiscard]] std::optional<Price> read(QDate asOf); // then ask isSensible()

private:
    [[nodiscard]] std::optional<UnitPrice> token(const QJsonObject &row, const QString &key);
    [[nodiscard]] std::optional<UnitPrice> token(const QString &key) { return token(m_row, key); }
    void readTier(Price::Tier &tier, const QJsonObject &row, const QString &ending);
    void readTiers(QList<Price::Tier> &tiers, const QString &ending);
    void readRanges(Price &price);
    void readLevels(Price &price);
    void readSearches(Price &price);
    [[nodiscard]] std::optional<UnitPrice> eachRequest();
    void mendCacheWrites(Price::Tier &tier) const;

    QJsonObject m_row;
    QString m_service;
    ModelInfo::Mode m_mode;
    bool m_sensible = true;
};

} // namespace lineup
