// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/domain/PriceFields.h"
#include "core/domain/Vocabulary.h"
#include "core/providers/PackedFormat.h"
#include "core/providers/PackedModels.h"

#include <QHash>
#include <QMap>

#include <algorithm>
#include <numeric>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

using packed::Writer;

// Pieces of bytes, each kept once.
class Pool
{
public:
    quint32 add(const QByteArray &piece)
    {
        const auto found = m_places.constFind(piece);
        if (found != m_places.constEnd())
            return *found;
        const auto at = static_cast<quint32>(m_bytes.size());
        m_bytes += piece;
        m_places.insert(piece, at);
        return at;
    }
    [[nodiscard]] const QByteArray &bytes() const { return m_bytes; }

private:
    QByteArray m_bytes;
    QHash<QByteArray, quint32> m_places;
};

template<typename Fields, typename Holder>
void putPrices(Writer &out, const Fields &fields, const Holder &holder)
{
    quint32 mask = 0;
    for (std::size_t i = 0; i < fields.size(); ++i)
        mask |= (holder.*fields[i].member ? 1U : 0U) << i;
    out.put(mask);
    for (const auto &field : fields) {
        if (holder.*field.member)
            out.put<qint64>((holder.*field.member)->atto());
    }
}

void putTiers(Writer &out, const QList<Price::Tier> &tiers)
{
    out.put(static_cast<quint8>(tiers.size()));
    for (const Price::Tier &tier : tiers) {
        out.put<qint64>(tier.aboveInputTokens);
        putPrices(out, tierFields, tier);
    }
}

qint32 dayOf(QDate date)
{
    return date.isValid() ? static_cast<qint32>(date.toJulianDay()) : 0;
}

QByteArray packPrice(const Price &price)
{
    Writer out;
    out.put<qint32>(dayOf(price.asOf));
    putPrices(out, priceFields, price);
    putTiers(out, price.tiers);
    out.put(static_cast<quint8>(price.levels.size()));
    for (const Price::Level &level : price.levels) {
        out.put(static_cast<quint8>(level.serviceTier));
        putPrices(out, tierFields, level.plain);
        putTiers(out, level.tiers);
    }
    return out.bytes();
}

quint32 limit32(qint64 tokens)
{
    return static_cast<quint32>(qMin<qint64>(tokens, packed::noPrice));
}

quint8 flagsOf(const ModelInfo &model)
{
    const int flags = (model.capabilitiesKnown ? packed::CapabilitiesKnown : 0) | (model.free ? packed::Free : 0)
        | (model.demo ? packed::Demo : 0) | (model.thinking.efforts ? packed::EffortsKnown : 0)
        | (model.thinking.canBeOff ? 0 : packed::AlwaysThinks);
    return static_cast<quint8>(flags);
}

quint16 effortMask(const Thinking &thinking)
{
    quint16 mask = 0;
    for (const QString &word : thinking.efforts.value_or(QStringList())) {
        if (const qsizetype place = effortNames().indexOf(word); place >= 0)
            mask = static_cast<quint16>(mask | (1U << place));
    }
    return mask;
}

class Packer
{
public:
    Result<QByteArray> run(const QList<ModelInfo> &models)
    {
        QMap<QByteArray, QList<const ModelInfo *>> byService;
        for (const ModelInfo &model : models)
            byService[model.service.toUtf8()] += &model;
        for (auto it = byService.cbegin(); it != byService.cend(); ++it) {
            putText(m_services, it.key());
            m_services.put(static_cast<quint32>(m_ids.size()));
            m_services.put(static_cast<quint32>(it->size()));
            for (const ModelInfo *model : *it)
                packRow(*model, static_cast<quint32>(m_serviceCount));
            ++m_serviceCount;
        }
        return m_twice.isEmpty()
            ? Result<QByteArray>(whole())
            : Error {.kind = Error::Kind::Malformed, .detail = u"a model is there twice: %1"_s.arg(m_twice)};
    }

private:
    void putText(Writer &out, const QByteArray &text)
    {
        out.put(m_texts.add(text));
        out.put(static_cast<quint32>(text.size()));
    }

    void packRow(const ModelInfo &model, quint32 service)
    {
        const QByteArray id = model.id.toUtf8();
        const QByteArray name = model.service.toUtf8() + '\n' + id;
        if (m_seen.contains(name))
            m_twice = model.service + u' ' + model.id;
        m_seen.insert(name, true);
        m_ids += id;
        putText(m_rows, id);
        putText(m_rows, model.label.toUtf8());
        m_rows.put(service);
        m_rows.put(m_texts.add(model.api.toUtf8()));
        m_rows.put(static_cast<quint16>(model.api.toUtf8().size()));
        m_rows.put(static_cast<quint8>(model.mode));
        m_rows.put(flagsOf(model));
        m_rows.put(static_cast<quint32>(model.capabilities.toInt()));
        m_rows.put<qint32>(dayOf(model.deprecatedOn));
        m_rows.put(model.price ? m_prices.add(packPrice(*model.price)) : packed::noPrice);
        m_rows.put(limit32(model.contextTokens));
        m_rows.put(limit32(model.maxOutputTokens));
        m_rows.put(limit32(model.thinking.leastBudget));
        m_rows.put(limit32(model.thinking.mostBudget));
        m_rows.put(effortMask(model.thinking));
    }

    [[nodiscard]] QByteArray whole() const
    {
        QList<quint32> order(m_ids.size());
        std::iota(order.begin(), order.end(), 0U);
        std::stable_sort(
            order.begin(), order.end(), [this](quint32 a, quint32 b) { return m_ids.at(a) < m_ids.at(b); });
        Writer ids;
        for (const quint32 row : std::as_const(order))
            ids.put(row);
        const QByteArray body = m_services.bytes() + m_rows.bytes() + ids.bytes() + m_texts.bytes() + m_prices.bytes();
        const auto rowsAt = static_cast<quint32>(packed::headBytes + m_services.bytes().size());
        const auto idsAt = static_cast<quint32>(rowsAt + m_rows.bytes().size());
        const auto textAt = static_cast<quint32>(idsAt + ids.bytes().size());
        const auto pricesAt = static_cast<quint32>(textAt + m_texts.bytes().size());
        Writer places;
        for (const quint32 number :
            {static_cast<quint32>(m_serviceCount), static_cast<quint32>(m_ids.size()), rowsAt, idsAt, textAt, pricesAt})
            places.put(number);
        const QByteArray checked = places.bytes() + body;
        Writer head;
        for (const quint32 number : {packed::magic, packed::version,
                 static_cast<quint32>(packed::checkedFrom + checked.size()), packed::checksum(checked)})
            head.put(number);
        return head.bytes() + checked;
    }

    Writer m_services;
    Writer m_rows;
    Pool m_texts;
    Pool m_prices;
    QList<QByteArray> m_ids; // by row
    QHash<QByteArray, bool> m_seen;
    QString m_twice;
    int m_serviceCount = 0;
};

} // namespace

Result<QByteArray> packModels(const QList<ModelInfo> &models)
{
    return Packer().run(models);
}

} // namespace lineup
