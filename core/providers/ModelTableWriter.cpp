// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/domain/PriceFields.h"
#include "core/domain/Vocabulary.h"
#include "core/providers/ModelTable.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

// A row as text, in the order in which people read it; QJsonObject would sort its members.
class Line
{
public:
    void text(QLatin1StringView key, const QString &value)
    {
        if (!value.isEmpty())
            raw(key, quoted(value));
    }
    void count(QLatin1StringView key, qint64 value)
    {
        if (value > 0)
            raw(key, QByteArray::number(value));
    }
    void flag(QLatin1StringView key, bool value)
    {
        if (value)
            raw(key, "true");
    }
    void raw(QLatin1StringView key, const QByteArray &value)
    {
        m_bytes += (m_bytes.isEmpty() ? "" : ", ") + quoted(QString(key)) + ": " + value;
    }
    [[nodiscard]] QByteArray object() const { return '{' + m_bytes + '}'; }

    static QByteArray quoted(const QString &text)
    {
        const QByteArray list = QJsonDocument(QJsonArray {text}).toJson(QJsonDocument::Compact);
        return list.mid(1, list.size() - 2);
    }

private:
    QByteArray m_bytes;
};

QByteArray joined(const QList<QByteArray> &parts)
{
    return '[' + parts.join(", ") + ']';
}

void put(Line &line, QLatin1StringView word, const std::optional<UnitPrice> &price, bool perMillion)
{
    if (price)
        line.text(word, perMillion ? price->toDecimalPerMillion() : price->toDecimal());
}

void putTier(Line &line, const Price::Tier &tier)
{
    for (const TierField &field : tierFields)
        put(line, field.word, tier.*field.member, true);
}

void putTiers(Line &line, const QList<Price::Tier> &tiers)
{
    QList<QByteArray> parts;
    for (const Price::Tier &tier : tiers) {
        Line part;
        part.count("above"_L1, tier.aboveInputTokens);
        putTier(part, tier);
        parts += part.object();
    }
    if (!parts.isEmpty())
        line.raw("tiers"_L1, joined(parts));
}

QByteArray priceText(const Price &price)
{
    Line line;
    for (const PriceField &field : priceFields)
        put(line, field.word, price.*field.member, field.perMillion);
    putTiers(line, price.tiers);
    QList<QByteArray> levels;
    for (const Price::Level &level : price.levels) {
        Line part;
        part.text("tier"_L1, serviceTierName(level.serviceTier));
        putTier(part, level.plain);
        putTiers(part, level.tiers);
        levels += part.object();
    }
    if (!levels.isEmpty())
        line.raw("levels"_L1, joined(levels));
    return line.object();
}

QByteArray thinkingText(const Thinking &thinking)
{
    Line line;
    line.count("least"_L1, thinking.leastBudget);
    line.count("most"_L1, thinking.mostBudget);
    if (!thinking.canBeOff)
        line.raw("off"_L1, "false");
    if (thinking.efforts) {
        QList<QByteArray> words;
        for (const QString &word : *thinking.efforts)
            words += Line::quoted(word);
        line.raw("efforts"_L1, joined(words));
    }
    return line.object();
}

} // namespace

QByteArray writeModelRow(const ModelInfo &model, QDate tableDate)
{
    Line line;
    line.text("service"_L1, model.service);
    line.text("id"_L1, model.id);
    line.text("label"_L1, model.label);
    if (model.mode != ModelInfo::Mode::Chat)
        line.text("mode"_L1, modelModeName(model.mode));
    line.text("api"_L1, model.api);
    line.count("context"_L1, model.contextTokens);
    line.count("max_output"_L1, model.maxOutputTokens);
    line.text("deprecated"_L1, model.deprecatedOn.toString(Qt::ISODate));
    if (model.capabilitiesKnown) {
        QList<QByteArray> words;
        for (const QString &word : capabilityNames(model.capabilities))
            words += Line::quoted(word);
        line.raw("capabilities"_L1, joined(words));
    }
    if (model.thinking != Thinking())
        line.raw("thinking"_L1, thinkingText(model.thinking));
    line.flag("free"_L1, model.free);
    line.flag("demo"_L1, model.demo);
    if (model.price) {
        if (model.price->asOf != tableDate)
            line.text("as_of"_L1, model.price->asOf.toString(Qt::ISODate));
        line.raw("price"_L1, priceText(*model.price));
    }
    return line.object();
}

QByteArray writeModelTable(const QList<ModelInfo> &models, QDate asOf)
{
    QList<QByteArray> rows;
    for (const ModelInfo &model : models)
        rows += "  " + writeModelRow(model, asOf);
    return "{\"schema\": 1, \"as_of\": " + Line::quoted(asOf.toString(Qt::ISODate)) + ", \"models\": [\n"
        + rows.join(",\n") + "\n]}\n";
}

} // namespace lineup
