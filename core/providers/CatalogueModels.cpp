// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/CatalogueModels.h"

#include "core/base/Log.h"
#include "core/providers/ModelTable.h"
#include "core/providers/ServiceAddress.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

// What a listing says about a model is newer; what only we know stays.
void merge(ModelInfo &known, const ModelInfo &listed)
{
    if (listed.contextTokens > 0)
        known.contextTokens = listed.contextTokens;
    if (listed.maxOutputTokens > 0)
        known.maxOutputTokens = listed.maxOutputTokens;
    if (listed.price)
        known.price = listed.price;
    if (!known.capabilitiesKnown && listed.capabilitiesKnown) {
        known.capabilities = listed.capabilities;
        known.capabilitiesKnown = true;
    }
    if (known.label.isEmpty())
        known.label = listed.label;
}

// "us.anthropic.x" calls anthropic.x in several regions of one part of the world: what it can do is the same, what it
// costs need not be.
QStringView withoutRegion(const Service &service, QStringView id)
{
    if (!service.dialect.startsWith("bedrock-"_L1))
        return {};
    for (const QStringView prefix : {u"us.", u"eu.", u"apac.", u"global.", u"us-gov.", u"jp.", u"au.", u"ca."}) {
        if (id.startsWith(prefix))
            return id.sliced(prefix.size());
    }
    return {};
}

ModelInfo inRegions(ModelInfo model, QStringView id)
{
    model.id = id.toString();
    model.price.reset();
    return model;
}

// A key for a look-up, without a copy of the text.
QString keyFor(QStringView text)
{
    return QString::fromRawData(text.data(), text.size());
}

// Asked at each look-up, because the environment may name another address.
bool isFreeOfCharge(const Service &service)
{
    return service.local && isPrivateAddress(effectiveBaseUrl(service));
}

} // namespace

void CatalogueModels::setServices(const QList<Service> &services)
{
    m_services = services;
    m_shelves.clear();
    m_ownersKnown = false;
}

void CatalogueModels::setListed(const QString &serviceId, const QList<ModelInfo> &listed)
{
    m_listed.insert(serviceId, listed);
    m_shelves.remove(serviceId);
    m_ownersKnown = false;
}

void CatalogueModels::readTables() const
{
    if (std::exchange(m_tableRead, true))
        return;
    for (const QString &path : {u":/lineup/catalogue/models.json"_s, u":/lineup/demo/models.json"_s}) {
        QFile file(path);
        const Result<QList<ModelInfo>> rows
            = readModelTable(file.open(QFile::ReadOnly) ? file.readAll() : QByteArray());
        if (!rows)
            qCCritical(lcProviders) << "the built-in model table is broken:" << rows.error().detail;
        for (const ModelInfo &model : rows.value_or(QList<ModelInfo>()))
            m_table[model.service] += model;
    }
}

CatalogueModels::Shelf CatalogueModels::build(const Service &service) const
{
    readTables();
    Shelf out;
    out.models = m_table.value(service.priceSlug.isEmpty() ? service.id : service.priceSlug);
    const QList<ModelInfo> listed = m_listed.value(service.id);
    out.models.reserve(out.models.size() + listed.size());
    for (qsizetype i = 0; i < out.models.size(); ++i)
        out.places.insert(out.models.at(i).id, i);
    for (const ModelInfo &model : listed) {
        const auto known = out.places.constFind(model.id);
        if (known != out.places.constEnd()) {
            merge(out.models[*known], model);
            continue;
        }
        const auto bare = out.places.constFind(keyFor(withoutRegion(service, model.id)));
        ModelInfo made = model;
        if (bare != out.places.constEnd()) {
            made = inRegions(out.models.at(*bare), model.id);
            merge(made, model);
        }
        out.places.insert(model.id, out.models.size());
        out.models += made;
    }
    for (ModelInfo &model : out.models) {
        model.service = service.id;
        model.demo = service.demo;
    }
    return out;
}

const CatalogueModels::Shelf &CatalogueModels::shelf(const Service &service) const
{
    const auto found = m_shelves.constFind(service.id);
    return found != m_shelves.constEnd() ? *found : *m_shelves.insert(service.id, build(service));
}

QList<ModelInfo> CatalogueModels::all(const Service &service) const
{
    QList<ModelInfo> out = shelf(service).models;
    if (isFreeOfCharge(service)) {
        for (ModelInfo &model : out)
            model.free = true;
    }
    return out;
}

std::optional<ModelInfo> CatalogueModels::find(const Service &service, QStringView id) const
{
    const Shelf &place = shelf(service);
    const auto found = place.places.constFind(keyFor(id));
    if (found == place.places.constEnd()) {
        const auto bare = place.places.constFind(keyFor(withoutRegion(service, id)));
        if (bare == place.places.constEnd())
            return std::nullopt;
        return inRegions(place.models.at(*bare), id);
    }
    ModelInfo out = place.models.at(*found);
    out.free = out.free || isFreeOfCharge(service);
    return out;
}

QString CatalogueModels::ownerOf(QStringView bareModel) const
{
    if (!m_ownersKnown) {
        m_owners.clear();
        for (const Service &service : m_services) {
            if (service.demo)
                continue;
            for (const ModelInfo &model : shelf(service).models) {
                if (!m_owners.contains(model.id))
                    m_owners.insert(model.id, service.id);
            }
        }
        m_ownersKnown = true;
    }
    return m_owners.value(keyFor(bareModel));
}

} // namespace lineup
