// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/PackedModels.h"

#include "core/domain/PriceFields.h"
#include "core/domain/Vocabulary.h"
#include "core/providers/PackedFormat.h"

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

using packed::Cursor;

template<typename Fields, typename Holder>
void getPrices(Cursor &in, const Fields &fields, Holder &holder)
{
    const auto mask = in.get<quint32>();
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if ((mask >> i) & 1U)
            holder.*fields[i].member = UnitPrice::fromAtto(in.get<qint64>());
    }
}

QList<Price::Tier> getTiers(Cursor &in)
{
    QList<Price::Tier> tiers(in.get<quint8>());
    for (Price::Tier &tier : tiers) {
        tier.aboveInputTokens = in.get<qint64>();
        getPrices(in, tierFields, tier);
    }
    return tiers;
}

QDate dateOf(qint32 day)
{
    return day > 0 ? QDate::fromJulianDay(day) : QDate();
}

Price unpackPrice(Cursor in)
{
    Price price;
    price.asOf = dateOf(in.get<qint32>());
    getPrices(in, priceFields, price);
    price.tiers = getTiers(in);
    price.levels.resize(in.get<quint8>());
    for (Price::Level &level : price.levels) {
        level.serviceTier = static_cast<ServiceTier>(qMin<quint8>(in.get<quint8>(), quint8(ServiceTier::Us)));
        getPrices(in, tierFields, level.plain);
        level.tiers = getTiers(in);
    }
    return price;
}

Thinking unpackThinking(Cursor &in, quint8 flags)
{
    Thinking out;
    out.leastBudget = in.get<quint32>();
    out.mostBudget = in.get<quint32>();
    out.canBeOff = !(flags & packed::AlwaysThinks);
    const auto mask = in.get<quint16>();
    if (!(flags & packed::EffortsKnown))
        return out;
    out.efforts.emplace();
    for (qsizetype i = 0; i < effortNames().size(); ++i) {
        if ((mask >> i) & 1U)
            *out.efforts += effortNames().at(i);
    }
    return out;
}

Error damaged(const QString &what)
{
    return {.kind = Error::Kind::Malformed, .detail = u"the packed model table is %1"_s.arg(what)};
}

} // namespace

Result<PackedModels> PackedModels::open(const QByteArray &bytes, Check check)
{
    Cursor head(bytes, 0);
    if (head.get<quint32>() != packed::magic || bytes.size() < packed::headBytes)
        return damaged(u"not one"_s);
    if (head.get<quint32>() != packed::version)
        return damaged(u"of another version"_s);
    if (head.get<quint32>() != bytes.size())
        return damaged(u"cut"_s);
    const auto sum = head.get<quint32>();
    if (check == Check::Everything && sum != packed::checksum(QByteArrayView(bytes).sliced(packed::checkedFrom)))
        return damaged(u"damaged"_s);
    PackedModels out;
    out.m_bytes = bytes;
    for (quint32 *number : {&out.m_services, &out.m_rows, &out.m_rowsAt, &out.m_idsAt, &out.m_textAt, &out.m_pricesAt})
        *number = head.get<quint32>();
    const bool fits = packed::headBytes + qint64(out.m_services) * packed::serviceBytes == out.m_rowsAt
        && out.m_rowsAt + qint64(out.m_rows) * packed::rowBytes == out.m_idsAt
        && out.m_idsAt + qint64(out.m_rows) * 4 == out.m_textAt && out.m_textAt <= out.m_pricesAt
        && out.m_pricesAt <= bytes.size();
    return fits ? Result<PackedModels>(out) : damaged(u"damaged"_s);
}

QByteArrayView PackedModels::text(quint32 offset, quint32 length) const
{
    const qint64 end = qint64(offset) + length;
    return m_textAt + end <= m_pricesAt ? QByteArrayView(m_bytes).sliced(m_textAt + qsizetype(offset), length)
                                        : QByteArrayView();
}

QByteArrayView PackedModels::idOf(quint32 row) const
{
    Cursor in(m_bytes, m_rowsAt + qsizetype(row) * packed::rowBytes);
    const auto at = in.get<quint32>();
    return text(at, in.get<quint32>());
}

QString PackedModels::serviceOf(quint32 row) const
{
    Cursor in(m_bytes, m_rowsAt + qsizetype(row) * packed::rowBytes + 16);
    Cursor service(m_bytes, packed::headBytes + qsizetype(in.get<quint32>()) * packed::serviceBytes);
    const auto at = service.get<quint32>();
    return QString::fromUtf8(text(at, service.get<quint32>()));
}

ModelInfo PackedModels::at(qsizetype row) const
{
    ModelInfo out;
    if (row < 0 || row >= m_rows)
        return out;
    const auto number = static_cast<quint32>(row);
    out.id = QString::fromUtf8(idOf(number));
    out.service = serviceOf(number);
    Cursor in(m_bytes, m_rowsAt + row * packed::rowBytes + 8);
    const auto labelAt = in.get<quint32>();
    out.label = QString::fromUtf8(text(labelAt, in.get<quint32>()));
    (void)in.get<quint32>(); // the service
    const auto apiAt = in.get<quint32>();
    out.api = QString::fromUtf8(text(apiAt, in.get<quint16>()));
    out.mode = in.get<quint8>() == 1 ? ModelInfo::Mode::Embedding : ModelInfo::Mode::Chat;
    const auto flags = in.get<quint8>();
    out.capabilitiesKnown = flags & packed::CapabilitiesKnown;
    out.free = flags & packed::Free;
    out.demo = flags & packed::Demo;
    out.capabilities = ModelInfo::Capabilities::fromInt(in.get<quint32>());
    out.deprecatedOn = dateOf(in.get<qint32>());
    const auto priceAt = in.get<quint32>();
    if (priceAt != packed::noPrice)
        out.price = unpackPrice(Cursor(m_bytes, m_pricesAt + qsizetype(priceAt)));
    out.contextTokens = in.get<quint32>();
    out.maxOutputTokens = in.get<quint32>();
    out.thinking = unpackThinking(in, flags);
    return out;
}

QStringList PackedModels::services() const
{
    QStringList out;
    for (quint32 i = 0; i < m_services; ++i) {
        Cursor in(m_bytes, packed::headBytes + qsizetype(i) * packed::serviceBytes);
        const auto at = in.get<quint32>();
        out += QString::fromUtf8(text(at, in.get<quint32>()));
    }
    return out;
}

QList<ModelInfo> PackedModels::models(QStringView service) const
{
    const QByteArray wanted = service.toUtf8();
    QList<ModelInfo> out;
    for (quint32 i = 0; i < m_services; ++i) {
        Cursor in(m_bytes, packed::headBytes + qsizetype(i) * packed::serviceBytes);
        const auto at = in.get<quint32>();
        if (text(at, in.get<quint32>()) != wanted)
            continue;
        const auto first = in.get<quint32>();
        const quint32 count = first < m_rows ? qMin(in.get<quint32>(), m_rows - first) : 0;
        out.reserve(count);
        for (quint32 row = first; row < first + count; ++row)
            out += this->at(row);
    }
    return out;
}

QList<quint32> PackedModels::rowsOf(QStringView id) const
{
    const QByteArray wanted = id.toUtf8();
    const auto rowAt = [this](quint32 place) { return Cursor(m_bytes, m_idsAt + qsizetype(place) * 4).get<quint32>(); };
    quint32 low = 0;
    for (quint32 high = m_rows; low < high;) {
        const quint32 middle = low + (high - low) / 2;
        if (idOf(rowAt(middle)) < QByteArrayView(wanted))
            low = middle + 1;
        else
            high = middle;
    }
    QList<quint32> out;
    for (; low < m_rows && idOf(rowAt(low)) == wanted; ++low)
        out += rowAt(low);
    return out;
}

QStringList PackedModels::servicesWith(QStringView id) const
{
    QStringList out;
    for (const quint32 row : rowsOf(id))
        out += serviceOf(row);
    return out;
}

std::optional<ModelInfo> PackedModels::find(QStringView service, QStringView id) const
{
    for (const quint32 row : rowsOf(id)) {
        if (serviceOf(row) == service)
            return at(row);
    }
    return std::nullopt;
}

} // namespace lineup
