// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/CatalogueModels.h"

#include "core/base/Log.h"
#include "core/domain/Vocabulary.h"
#include "core/providers/ModelMerge.h"
#include "core/providers/ModelTable.h"
#include "core/providers/ServiceAddress.h"

#include <QFile>
#include <QRegularExpression>
#include <QResource>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

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

// The name under which the tables have the service's models.
const QString &slugOf(const Service &service)
{
    return service.priceSlug.isEmpty() ? service.id : service.priceSlug;
}

PackedModels builtInTable()
{
    const QResource resource(u":/lineup/catalogue/models.packed"_s);
    const auto *data = reinterpret_cast<const char *>(resource.data());
    Result<PackedModels> table
        = PackedModels::open(QByteArray::fromRawData(data, resource.size()), PackedModels::Check::HeadOnly);
    if (!table)
        qCCritical(lcProviders) << "the built-in model table is broken:" << table.error().detail;
    return table.value_or(PackedModels());
}

Result<PackedModels> importedTable(const QString &name)
{
    QFile file(name);
    if (name.isEmpty() || !file.exists())
        return PackedModels();
    const Result<PackedModels> table = PackedModels::open(file.open(QFile::ReadOnly) ? file.readAll() : QByteArray());
    if (table)
        return table;
    qCWarning(lcProviders) << "the imported model table cannot be read:" << table.error().detail;
    return storageError(name, table.error().detail);
}

QList<ModelInfo> demoRows()
{
    QFile file(u":/lineup/demo/models.json"_s);
    const Result<QList<ModelInfo>> rows = readModelTable(file.open(QFile::ReadOnly) ? file.readAll() : QByteArray());
    if (!rows)
        qCCritical(lcProviders) << "the demo's model table is broken:" << rows.error().detail;
    return rows.value_or(QList<ModelInfo>());
}

QStringView withoutPrefix(QStringView id, const Service &service)
{
    QStringList prefixes {u"models"_s, service.id};
    prefixes += service.aliases;
    for (const QString &prefix : std::as_const(prefixes)) {
        if (id.size() > prefix.size() + 1 && id.startsWith(prefix) && id.at(prefix.size()) == u'/')
            return id.mid(prefix.size() + 1);
    }
    return id;
}

// "gpt-4o-2024-08-06", "claude-sonnet-4-20250514", "claude-sonnet-4@20250514"; empty: there is no date.
QString withoutDate(QStringView id)
{
    static const QRegularExpression date(u"^(.+)[-@](20\\d{2}-\\d{2}-\\d{2}|20\\d{6})$"_s);
    return date.match(id.toString()).captured(1);
}

// The known row for a model that a service lists, or that a person names.
qsizetype placeOf(const QHash<QString, qsizetype> &places, QStringView id, const Service &service)
{
    const qsizetype exact = places.value(keyFor(id), -1);
    return exact >= 0 ? exact : places.value(keyFor(withoutPrefix(id, service)), -1);
}

// The row that a dated version, or one for several regions, has most in common with.
// known: the rows of the tables; places: those and what was listed so far.
qsizetype relativeOf(const QHash<QString, qsizetype> &known, const QHash<QString, qsizetype> &places, QStringView id,
    const Service &service)
{
    const qsizetype undated = known.value(withoutDate(withoutPrefix(id, service)), -1);
    return undated >= 0 ? undated : places.value(keyFor(withoutRegion(service, id)), -1);
}

// What such a version has in common with the model of that name.
ModelInfo versionOf(ModelInfo model, QStringView id)
{
    model.id = id.toString();
    model.label.clear();
    model.price.reset();
    model.deprecatedOn = {};
    return model;
}

// What is known of the model that runs there holds for the deployment, but what it costs depends on how it was made.
// Its name tells nothing, not even where another model is called so.
ModelInfo deploymentOf(const ModelInfo &base, const ModelInfo &listed)
{
    ModelInfo out = joined(versionOf(base, listed.id), listed);
    out.base = listed.base;
    return out;
}

// The tiers of the service that cost what the standard one costs.
void addFlatTiers(Price &price, const QStringList &tiers)
{
    for (const QString &word : tiers) {
        const std::optional<ServiceTier> tier = serviceTierFromName(word);
        const bool told = std::any_of(price.levels.begin(), price.levels.end(),
            [tier](const Price::Level &level) { return level.serviceTier == tier; });
        if (!tier || told)
            continue;
        Price::Level level {.serviceTier = *tier, .plain = {}, .tiers = price.tiers};
        level.plain = {.input = price.input,
            .output = price.output,
            .cacheRead = price.cacheRead,
            .cacheWrite5m = price.cacheWrite5m,
            .cacheWrite1h = price.cacheWrite1h,
            .inputAudio = price.inputAudio};
        price.levels += level;
    }
}

} // namespace

QList<ModelInfo> laidOver(QList<ModelInfo> rows, const QList<ModelInfo> &over)
{
    if (over.isEmpty())
        return rows;
    QHash<std::pair<QString, QString>, qsizetype> places;
    for (qsizetype i = 0; i < rows.size(); ++i)
        places.insert({rows.at(i).service, rows.at(i).id}, i);
    for (const ModelInfo &row : over) {
        const auto found = places.constFind({row.service, row.id});
        if (found != places.constEnd())
            rows[*found] = row;
        else
            rows += row;
    }
    return rows;
}

void CatalogueModels::setServices(const QList<Service> &services)
{
    m_services = services;
    m_shelves.clear();
    m_ranksKnown = false;
}

void CatalogueModels::setListed(const QString &serviceId, const QList<ModelInfo> &listed)
{
    m_listed.insert(serviceId, listed);
    m_shelves.remove(serviceId);
    m_ranksKnown = false;
}

void CatalogueModels::setImportedFile(const QString &file)
{
    m_importedFile = file;
    m_importedRead = false;
    m_shelves.clear();
}

void CatalogueModels::readTables() const
{
    if (!std::exchange(m_builtInRead, true))
        m_builtIn = builtInTable();
    if (std::exchange(m_importedRead, true))
        return;
    const Result<PackedModels> imported = importedTable(m_importedFile);
    m_importedError = imported ? std::nullopt : std::optional(imported.error());
    if (imported)
        m_imported = *imported;
}

std::optional<Error> CatalogueModels::importedError() const
{
    if (!m_importedFile.isEmpty())
        readTables();
    return m_importedError;
}

QList<ModelInfo> CatalogueModels::rowsOf(const Service &service) const
{
    if (service.demo)
        return demoRows();
    readTables();
    return laidOver(m_builtIn.models(slugOf(service)), m_imported.models(slugOf(service)));
}

QList<ModelInfo> CatalogueModels::tableRows() const
{
    readTables();
    QList<ModelInfo> rows;
    QList<ModelInfo> over;
    rows.reserve(m_builtIn.size());
    for (qsizetype i = 0; i < m_builtIn.size(); ++i)
        rows += m_builtIn.at(i);
    for (qsizetype i = 0; i < m_imported.size(); ++i)
        over += m_imported.at(i);
    return laidOver(std::move(rows), over);
}

void CatalogueModels::Shelf::put(const ModelInfo &model)
{
    const auto place = places.constFind(model.id);
    if (place != places.constEnd()) {
        models[*place] = model;
        return;
    }
    places.insert(model.id, models.size());
    models += model;
}

CatalogueModels::Shelf CatalogueModels::build(const Service &service) const
{
    Shelf out;
    out.models = rowsOf(service);
    const QList<ModelInfo> listed = m_listed.value(service.id);
    out.models.reserve(out.models.size() + listed.size());
    for (qsizetype i = 0; i < out.models.size(); ++i)
        out.places.insert(out.models.at(i).id, i);
    const QHash<QString, qsizetype> known = out.places;
    const QList<ModelInfo> table = out.models;
    for (const ModelInfo &model : listed) {
        if (!model.base.isEmpty()) {
            const qsizetype base = placeOf(known, model.base, service);
            ModelInfo row = base >= 0 ? deploymentOf(table.at(base), model) : model;
            row.listingOnly = true;
            out.put(row);
            continue;
        }
        const qsizetype same = placeOf(out.places, model.id, service);
        if (same >= 0 && out.models.at(same).id == model.id) {
            out.models[same] = joined(out.models.at(same), model);
            continue;
        }
        const qsizetype relative = relativeOf(known, out.places, model.id, service);
        ModelInfo row = same >= 0 ? joined(out.models.at(same), model)
            : relative >= 0       ? joined(versionOf(out.models.at(relative), model.id), model)
                                  : model;
        row.listingOnly = same < 0;
        out.places.insert(row.id, out.models.size());
        out.models += row;
    }
    for (ModelInfo &model : out.models) {
        model.service = service.id;
        model.demo = service.demo;
        if (model.price)
            addFlatTiers(*model.price, service.quirks.flatTiers);
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
    if (!m_own.isEmpty()) {
        for (ModelInfo &model : out)
            putOwn(model, service);
    }
    return out;
}

void CatalogueModels::putOwn(ModelInfo &model, const Service &service) const
{
    const std::optional<Price> own = m_own.find(service.id, model.id);
    if (!own)
        return;
    model.price = own;
    model.ownPrice = true;
    model.free = false;
}

std::optional<ModelInfo> CatalogueModels::find(const Service &service, QStringView id) const
{
    const Shelf &place = shelf(service);
    const qsizetype same = placeOf(place.places, id, service);
    const qsizetype relative = same < 0 ? relativeOf(place.places, place.places, id, service) : -1;
    const bool priced = m_own.find(service.id, id.toString()).has_value();
    if (same < 0 && relative < 0 && !priced)
        return std::nullopt;
    ModelInfo out = same >= 0 ? place.models.at(same)
        : relative >= 0       ? versionOf(place.models.at(relative), id)
                              : ModelInfo {.service = service.id, .capabilitiesKnown = false};
    out.id = id.toString();
    out.free = out.free || isFreeOfCharge(service);
    putOwn(out, service);
    return out;
}

void CatalogueModels::learnRanks() const
{
    if (std::exchange(m_ranksKnown, true))
        return;
    m_ranks.clear();
    m_listedBy.clear();
    for (qsizetype i = 0; i < m_services.size(); ++i) {
        const Service &service = m_services.at(i);
        // A bare name belongs to nobody who first has to be told a project or an account.
        if (service.demo || !service.baseUrlPattern.isEmpty())
            continue;
        if (!m_ranks.contains(slugOf(service)))
            m_ranks.insert(slugOf(service), i);
        for (const ModelInfo &model : m_listed.value(service.id)) {
            if (!m_listedBy.contains(model.id))
                m_listedBy.insert(model.id, i);
        }
    }
}

QString CatalogueModels::ownerOf(QStringView bareModel) const
{
    readTables();
    learnRanks();
    qsizetype first = m_listedBy.value(keyFor(bareModel), m_services.size());
    for (const PackedModels *table : {&m_builtIn, &m_imported}) {
        for (const QString &slug : table->servicesWith(bareModel))
            first = qMin(first, m_ranks.value(slug, m_services.size()));
    }
    return first < m_services.size() ? m_services.at(first).id : QString();
}

} // namespace lineup
