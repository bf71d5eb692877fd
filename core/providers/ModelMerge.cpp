// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/ModelMerge.h"

#include "core/domain/PriceFields.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

using Capability = ModelInfo::Capability;

bool samePlain(const Price &a, const Price &b)
{
    return a.input == b.input && a.output == b.output;
}

// newer with what it does not tell taken from known.
Price filled(const Price &newer, const Price &known)
{
    Price out = newer;
    for (const PriceField &field : priceFields) {
        if (!(out.*field.member))
            out.*field.member = known.*field.member;
    }
    if (out.tiers.isEmpty())
        out.tiers = known.tiers;
    if (out.levels.isEmpty())
        out.levels = known.levels;
    return out;
}

std::optional<Price> newest(const std::optional<Price> &known, const std::optional<Price> &newer)
{
    if (!known || !newer)
        return newer ? newer : known;
    Price out = samePlain(*known, *newer) ? filled(*newer, *known) : *newer;
    Price undated = out;
    undated.asOf = known->asOf;
    return undated == *known ? *known : out;
}

qint64 firstKnown(qint64 a, qint64 b)
{
    return a > 0 ? a : b;
}

// "us.anthropic.claude-opus-4-7-v1:0", "claude-opus-4-7@20260416", "anthropic/claude-opus-4.7" → "claude-opus-4-7".
QString plainName(const QString &id)
{
    static const QRegularExpression front(u"^((us|eu|apac|au|jp|global)\\.)?[a-z]+\\."_s);
    static const QRegularExpression back(u"(-v\\d+(:\\d+)?|@\\d{8}|-\\d{8}|-\\d{4}-\\d{2}-\\d{2}|@default|:[a-z]+)$"_s);
    QString name = id.section(u'/', -1).toLower();
    name.remove(front);
    for (QString before; before != name;) {
        before = name;
        name.remove(back);
    }
    return name.replace(u'.', u'-');
}

} // namespace

ModelInfo updated(const ModelInfo &known, const ModelInfo &newer)
{
    ModelInfo out = known;
    out.label = known.label.isEmpty() ? newer.label : known.label;
    out.contextTokens = firstKnown(known.contextTokens, newer.contextTokens);
    out.maxOutputTokens = known.contextTokens > 0 ? known.maxOutputTokens : newer.maxOutputTokens;
    out.api = known.api.isEmpty() ? newer.api : known.api;
    if (newer.deprecatedOn.isValid())
        out.deprecatedOn = newer.deprecatedOn;
    if (!known.capabilitiesKnown && newer.capabilitiesKnown) {
        out.capabilities = newer.capabilities;
        out.capabilitiesKnown = true;
    }
    if (known.thinking == Thinking())
        out.thinking = newer.thinking;
    const bool moves = !known.price && known.id.endsWith(u"-latest");
    if (!known.free && !moves)
        out.price = newest(known.price, newer.price);
    return out;
}

ModelInfo joined(const ModelInfo &known, const ModelInfo &listed)
{
    ModelInfo out = known;
    out.id = listed.id;
    out.contextTokens = firstKnown(listed.contextTokens, known.contextTokens);
    out.maxOutputTokens = firstKnown(listed.maxOutputTokens, known.maxOutputTokens);
    out.price = newest(known.price, listed.price);
    out.free = listed.free || (known.free && !listed.price);
    if (!known.capabilitiesKnown && listed.capabilitiesKnown) {
        out.capabilities = listed.capabilities;
        out.capabilitiesKnown = true;
    }
    if (out.label.isEmpty())
        out.label = listed.label;
    return out;
}

ModelQuirks::ModelQuirks(const QList<ModelInfo> &checked)
{
    for (const ModelInfo &model : checked) {
        const ModelInfo::Capabilities quirks
            = model.capabilities & (Capability::NoTemperature | Capability::AdaptiveThinking | Capability::OneSampler);
        if (quirks)
            m_quirks[plainName(model.id)] |= quirks;
        if (model.thinking != Thinking())
            m_thinking[plainName(model.id)] = model.thinking;
    }
}

void ModelQuirks::addTo(ModelInfo &model) const
{
    if (model.mode != ModelInfo::Mode::Chat)
        return;
    const QString name = plainName(model.id);
    model.capabilities |= m_quirks.value(name);
    if (model.thinking == Thinking())
        model.thinking = m_thinking.value(name);
}

} // namespace lineup
