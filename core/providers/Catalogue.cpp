// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/Catalogue.h"

#include "core/base/JsonReader.h"
#include "core/base/Log.h"
#include "core/providers/ModelTable.h"
#include "core/providers/ServiceAddress.h"
#include "core/providers/ServiceTable.h"
#include "core/providers/Suggestions.h"

#include <QFile>
#include <QJsonDocument>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

QByteArray readResource(const QString &path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

// What a listing says about a model is newer; what only we know stays.
ModelInfo merged(const ModelInfo &known, const ModelInfo &listed)
{
    ModelInfo out = known;
    if (listed.contextTokens > 0)
        out.contextTokens = listed.contextTokens;
    if (listed.maxOutputTokens > 0)
        out.maxOutputTokens = listed.maxOutputTokens;
    if (listed.price)
        out.price = listed.price;
    if (!known.capabilitiesKnown && listed.capabilitiesKnown) {
        out.capabilities = listed.capabilities;
        out.capabilitiesKnown = true;
    }
    if (out.label.isEmpty())
        out.label = listed.label;
    return out;
}

} // namespace

class Catalogue::Private
{
public:
    QString customFile;
    QList<Service> builtIn;
    QList<Service> custom;
    QList<Service> all;
    std::optional<Error> customError;
    QHash<QString, QList<ModelInfo>> listed; // by service id
    mutable QHash<QString, QList<ModelInfo>> table; // by service id, read on first use
    mutable bool tableRead = false;

    void readBuiltIn();
    void readCustom();
    void rebuild();
    void readModels() const;
    [[nodiscard]] const Service *find(QStringView idOrAlias) const;
    [[nodiscard]] QList<ModelInfo> modelsOf(const Service &service) const;
    [[nodiscard]] std::optional<ModelInfo> modelOf(const Service &service, QStringView id) const;
    [[nodiscard]] Result<Target> target(const Service &service, const QString &model, const QUrl &apiBase) const;
    [[nodiscard]] const Service *serviceListing(QStringView bareModel) const;
    [[nodiscard]] Error unknownModel(const QString &modelString) const;
    [[nodiscard]] Result<bool> write(const QList<Service> &rows) const;
};

void Catalogue::Private::readBuiltIn()
{
    Result<QList<Service>> rows = readServiceTable(readResource(u":/lineup/catalogue/services.json"_s));
    if (rows)
        builtIn = std::move(*rows);
    else
        qCCritical(lcProviders) << "the built-in service table is broken:" << rows.error().detail;
}

void Catalogue::Private::readCustom()
{
    QFile file(customFile);
    if (customFile.isEmpty() || !file.exists())
        return;
    if (!file.open(QFile::ReadOnly)) {
        customError = Error {.kind = Error::Kind::Storage, .detail = u"%1: %2"_s.arg(customFile, file.errorString())};
        return;
    }
    Result<QList<Service>> rows = readServiceTable(file.readAll());
    if (!rows) {
        customError = Error {.kind = Error::Kind::Storage, .detail = u"%1: %2"_s.arg(customFile, rows.error().detail)};
        return;
    }
    custom = std::move(*rows);
    for (Service &service : custom)
        service.custom = true;
}

void Catalogue::Private::rebuild()
{
    all = builtIn;
    for (const Service &service : std::as_const(custom)) {
        const auto same = std::find_if(all.begin(), all.end(), [&](const Service &s) { return s.id == service.id; });
        if (same == all.end())
            all += service;
        else
            *same = service;
    }
}

void Catalogue::Private::readModels() const
{
    if (std::exchange(tableRead, true))
        return;
    for (const QString &path : {u":/lineup/catalogue/models.json"_s, u":/lineup/demo/models.json"_s}) {
        const Result<QList<ModelInfo>> rows = readModelTable(readResource(path));
        if (!rows)
            qCCritical(lcProviders) << "the built-in model table is broken:" << rows.error().detail;
        for (const ModelInfo &model : rows.value_or(QList<ModelInfo>()))
            table[model.service] += model;
    }
}

const Service *Catalogue::Private::find(QStringView idOrAlias) const
{
    for (const Service &service : all) {
        if (service.id == idOrAlias || service.aliases.contains(idOrAlias))
            return &service;
    }
    return nullptr;
}

QList<ModelInfo> Catalogue::Private::modelsOf(const Service &service) const
{
    readModels();
    QList<ModelInfo> out = table.value(service.priceSlug.isEmpty() ? service.id : service.priceSlug);
    for (ModelInfo &model : out) {
        model.service = service.id;
        model.demo = service.demo;
    }
    for (const ModelInfo &model : listed.value(service.id)) {
        const auto known = std::find_if(out.begin(), out.end(), [&](const ModelInfo &m) { return m.id == model.id; });
        if (known == out.end())
            out += model;
        else
            *known = merged(*known, model);
    }
    const bool freeOfCharge = service.local && isPrivateAddress(effectiveBaseUrl(service));
    for (ModelInfo &model : out)
        model.free = model.free || freeOfCharge;
    return out;
}

std::optional<ModelInfo> Catalogue::Private::modelOf(const Service &service, QStringView id) const
{
    for (const ModelInfo &model : modelsOf(service)) {
        if (model.id == id)
            return model;
    }
    return std::nullopt;
}

Result<Target> Catalogue::Private::target(const Service &service, const QString &model, const QUrl &apiBase) const
{
    Target out {.service = service, .model = model, .info = modelOf(service, model)};
    out.service.baseUrl = apiBase.isEmpty() ? effectiveBaseUrl(service) : apiBase;
    if (out.service.baseUrl.isEmpty()) {
        return Error {.kind = Error::Kind::BadRequest,
            .detail = u"%1 needs an address"_s.arg(service.label),
            .service = service.id};
    }
    if (!out.info && service.local && isPrivateAddress(out.service.baseUrl)) {
        out.info = ModelInfo {.id = model, .service = service.id, .capabilitiesKnown = false, .free = true};
    } else if (out.info && service.local) {
        out.info->free = isPrivateAddress(out.service.baseUrl);
    }
    return out;
}

const Service *Catalogue::Private::serviceListing(QStringView bareModel) const
{
    for (const Service &service : all) {
        if (!service.demo && modelOf(service, bareModel))
            return &service;
    }
    return nullptr;
}

Error Catalogue::Private::unknownModel(const QString &modelString) const
{
    QStringList names;
    for (const Service &service : all) {
        for (const ModelInfo &model : modelsOf(service))
            names += {model.id, service.id + u'/' + model.id};
    }
    const QStringList likely = closestNames(modelString, names);
    QString detail = u"no service is known for the model \"%1\""_s.arg(modelString);
    if (!likely.isEmpty())
        detail += u"; did you mean %1?"_s.arg(likely.join(", "_L1));
    return {.kind = Error::Kind::NotFound, .detail = detail};
}

Result<bool> Catalogue::Private::write(const QList<Service> &rows) const
{
    // A file that could not be read holds what the person wrote: it is set aside, not overwritten.
    if (customError && QFile::exists(customFile) && !QFile::rename(customFile, customFile + u".broken"_s))
        return *customError;
    QJsonArray array;
    for (const Service &service : rows)
        array += writeServiceRow(service);
    QSaveFile file(customFile);
    const QByteArray json = QJsonDocument(QJsonObject {{u"schema"_s, 1}, {u"services"_s, array}}).toJson();
    if (!file.open(QFile::WriteOnly) || file.write(json) != json.size() || !file.commit())
        return Error {.kind = Error::Kind::Storage, .detail = u"%1: %2"_s.arg(customFile, file.errorString())};
    return true;
}

Catalogue::Catalogue(QString customServicesFile, QObject *parent) : QObject(parent), d(std::make_unique<Private>())
{
    d->customFile = std::move(customServicesFile);
    d->readBuiltIn();
    d->readCustom();
    d->rebuild();
}

Catalogue::~Catalogue() = default;

const QList<Service> &Catalogue::services() const
{
    return d->all;
}

const Service *Catalogue::service(QStringView idOrAlias) const
{
    return d->find(idOrAlias);
}

QList<ModelInfo> Catalogue::models(QStringView serviceId) const
{
    const Service *found = d->find(serviceId);
    return found ? d->modelsOf(*found) : QList<ModelInfo>();
}

std::optional<ModelInfo> Catalogue::model(QStringView serviceId, QStringView modelId) const
{
    const Service *found = d->find(serviceId);
    return found ? d->modelOf(*found, modelId) : std::nullopt;
}

Result<Target> Catalogue::resolve(const QString &modelString, const QUrl &apiBase) const
{
    const qsizetype slash = modelString.indexOf(u'/');
    if (slash > 0 && slash + 1 < modelString.size()) {
        if (const Service *found = d->find(QStringView(modelString).left(slash))) {
            const QString rest = modelString.mid(slash + 1);
            // A few models carry their own service's name ("openrouter/auto"): then the whole string is the id.
            const bool whole = !d->modelOf(*found, rest) && d->modelOf(*found, modelString);
            return d->target(*found, whole ? modelString : rest, apiBase);
        }
    }
    if (const Service *found = d->serviceListing(modelString))
        return d->target(*found, modelString, apiBase);
    if (!apiBase.isEmpty() && !modelString.isEmpty()) {
        if (const Service *any = d->find(u"openai_like"))
            return d->target(*any, modelString, apiBase);
    }
    return d->unknownModel(modelString);
}

QString Catalogue::modelString(const ModelInfo &model) const
{
    const Service *owner = d->serviceListing(model.id);
    const bool bare
        = owner && owner->id == model.service && !d->find(QStringView(model.id).left(model.id.indexOf(u'/')));
    return bare ? model.id : QString(model.service + u'/' + model.id);
}

void Catalogue::setListedModels(const QString &serviceId, const QList<ModelInfo> &listed)
{
    d->listed.insert(serviceId, listed);
    Q_EMIT modelsChanged(serviceId);
}

Result<bool> Catalogue::saveCustomService(const Service &service)
{
    if (service.id.isEmpty() || service.id.contains(u'/') || service.baseUrl.isEmpty() || !dialectById(service.dialect))
        return Error {.kind = Error::Kind::BadRequest,
            .detail = u"a service needs a name without '/', an address and a dialect"_s};
    QList<Service> rows = d->custom;
    rows.removeIf([&](const Service &row) { return row.id == service.id; });
    rows += service;
    rows.last().custom = true;
    if (const Result<bool> written = d->write(rows); !written)
        return written.error();
    d->custom = rows;
    d->rebuild();
    Q_EMIT servicesChanged();
    return true;
}

Result<bool> Catalogue::removeCustomService(const QString &id)
{
    QList<Service> rows = d->custom;
    if (rows.removeIf([&](const Service &row) { return row.id == id; }) == 0)
        return false;
    if (const Result<bool> written = d->write(rows); !written)
        return written.error();
    d->custom = rows;
    d->rebuild();
    Q_EMIT servicesChanged();
    return true;
}

std::optional<Error> Catalogue::customFileError() const
{
    return d->customError;
}

} // namespace lineup
