// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/Catalogue.h"

#include "core/base/FileWatch.h"
#include "core/base/Log.h"
#include "core/providers/CatalogueModels.h"
#include "core/providers/CustomServices.h"
#include "core/providers/ServiceAddress.h"
#include "core/providers/ServiceTable.h"
#include "core/providers/Suggestions.h"

#include <QFile>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

// LiteLLM's way to choose the Responses API for a model of a service that has both.
constexpr QLatin1StringView responsesPrefix = "responses/"_L1;
const QString responsesApi = u"openai-responses"_s;

bool choosesResponses(const Service &service, const QString &name)
{
    return name.startsWith(responsesPrefix) && name.size() > responsesPrefix.size()
        && service.dialect.startsWith("openai-"_L1);
}

// The dialect that a model of the service is spoken to in. What the row says of a body's own shape is meant for the
// dialect that stands in the row.
void speak(Service &service, const QString &dialect)
{
    if (dialect.isEmpty() || dialect == service.dialect)
        return;
    service.dialect = dialect;
    service.quirks.extraBody = {};
    service.quirks.rename.clear();
}

} // namespace

class Catalogue::Private
{
public:
    explicit Private(QString customFile) : custom(std::move(customFile)) { }

    QByteArray shipped; // services.json
    QList<Service> builtIn;
    CustomServices custom;
    QList<Service> all;
    QHash<QString, qsizetype> places; // in all, by id and alias
    CatalogueModels models;
    QList<Error> told; // of the files

    void readBuiltIn();
    void rebuild();
    [[nodiscard]] const Service *find(QStringView idOrAlias) const;
    [[nodiscard]] Result<Target> target(const Service &service, const QString &name, const QUrl &apiBase) const;
    [[nodiscard]] Error unknownModel(const QString &modelString) const;
};

void Catalogue::Private::readBuiltIn()
{
    QFile file(u":/lineup/catalogue/services.json"_s);
    shipped = file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
    Result<QList<Service>> rows = readServiceTable(shipped, Patterns::Trusted);
    if (rows)
        builtIn = std::move(*rows);
    else
        qCCritical(lcProviders) << "the built-in service table is broken:" << rows.error().detail;
}

void Catalogue::Private::rebuild()
{
    all = builtIn;
    for (const Service &service : custom.rows()) {
        const auto same = std::find_if(all.begin(), all.end(), [&](const Service &s) { return s.id == service.id; });
        if (same == all.end())
            all += service;
        else
            *same = custom.laidOver(service, shipped);
    }
    // An id goes before an alias of the same name, and the first alias before a later one.
    places.clear();
    for (qsizetype i = 0; i < all.size(); ++i)
        places.insert(all.at(i).id, i);
    for (qsizetype i = 0; i < all.size(); ++i) {
        for (const QString &alias : all.at(i).aliases) {
            if (!places.contains(alias))
                places.insert(alias, i);
        }
    }
    models.setServices(all);
}

const Service *Catalogue::Private::find(QStringView idOrAlias) const
{
    const auto found = places.constFind(QString::fromRawData(idOrAlias.data(), idOrAlias.size()));
    return found == places.constEnd() ? nullptr : &all.at(*found);
}

Result<Target> Catalogue::Private::target(const Service &service, const QString &name, const QUrl &apiBase) const
{
    const bool chosen = choosesResponses(service, name) && !models.find(service, name);
    const QString model = chosen ? name.mid(responsesPrefix.size()) : name;
    Target out {.service = resolved(service), .model = model, .info = models.find(service, model)};
    speak(out.service, chosen ? responsesApi : out.info ? out.info->api : QString());
    if (!apiBase.isEmpty())
        out.service.baseUrl = apiBase;
    out.service = out.service.baseUrl.isEmpty() ? out.service : forModel(out.service, model);
    if (const QStringList missing = missingFields(service); !missing.isEmpty() && out.service.baseUrl.isEmpty()) {
        return Error {.kind = Error::Kind::BadRequest,
            .detail = u"%1 needs to know: %2"_s.arg(service.label, missing.join(", "_L1)),
            .service = service.id};
    }
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

Error Catalogue::Private::unknownModel(const QString &modelString) const
{
    QStringList names;
    for (const Service &service : all) {
        for (const ModelInfo &model : models.all(service))
            names += {model.id, service.id + u'/' + model.id};
    }
    const QStringList likely = closestNames(modelString, names);
    QString detail = u"no service is known for the model \"%1\""_s.arg(modelString);
    if (!likely.isEmpty())
        detail += u"; did you mean %1?"_s.arg(likely.join(", "_L1));
    return {.kind = Error::Kind::NotFound, .detail = detail};
}

Catalogue::Catalogue(QString customServicesFile, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(std::move(customServicesFile)))
{
    d->readBuiltIn();
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
    return found ? d->models.all(*found) : QList<ModelInfo>();
}

QList<ModelInfo> Catalogue::chatModels(QStringView serviceId) const
{
    QList<ModelInfo> out = models(serviceId);
    out.removeIf([](const ModelInfo &model) { return model.mode != ModelInfo::Mode::Chat; });
    return out;
}

std::optional<ModelInfo> Catalogue::model(QStringView serviceId, QStringView modelId) const
{
    const Service *found = d->find(serviceId);
    return found ? d->models.find(*found, modelId) : std::nullopt;
}

Result<Target> Catalogue::resolve(const QString &modelString, const QUrl &apiBase) const
{
    const qsizetype slash = modelString.indexOf(u'/');
    if (slash > 0 && slash + 1 < modelString.size()) {
        if (const Service *found = d->find(QStringView(modelString).left(slash))) {
            const QString rest = modelString.mid(slash + 1);
            // A few models carry their own service's name ("openrouter/auto"): then the whole string is the id.
            const bool whole = !d->models.find(*found, rest) && d->models.find(*found, modelString);
            return d->target(*found, whole ? modelString : rest, apiBase);
        }
    }
    if (const Service *found = d->find(d->models.ownerOf(modelString)))
        return d->target(*found, modelString, apiBase);
    if (!apiBase.isEmpty() && !modelString.isEmpty()) {
        if (const Service *any = d->find(u"openai_like"))
            return d->target(*any, modelString, apiBase);
    }
    return d->unknownModel(modelString);
}

QString Catalogue::modelString(const ModelInfo &model) const
{
    const qsizetype slash = model.id.indexOf(u'/');
    const bool readsAsPrefix = slash > 0 && d->find(QStringView(model.id).left(slash));
    const bool bare = !readsAsPrefix && d->models.ownerOf(model.id) == model.service;
    return bare ? model.id : QString(model.service + u'/' + model.id);
}

void Catalogue::setImportedModels(const QString &file)
{
    d->models.setImportedFile(file);
    Q_EMIT modelsChanged({});
}

void Catalogue::setOwnPrices(const QString &file)
{
    d->models.setOwn(OwnPrices(file));
    Q_EMIT modelsChanged({});
}

Result<bool> Catalogue::saveOwnPrice(const QString &serviceId, const QString &modelId, const Price &price)
{
    if (!service(serviceId))
        return Error {.kind = Error::Kind::NotFound, .detail = u"there is no service \"%1\""_s.arg(serviceId)};
    const Result<bool> saved = d->models.own().set(serviceId, modelId, price);
    if (saved)
        Q_EMIT modelsChanged(serviceId);
    return saved;
}

Result<bool> Catalogue::removeOwnPrice(const QString &serviceId, const QString &modelId)
{
    const Result<bool> removed = d->models.own().remove(serviceId, modelId);
    if (removed && *removed)
        Q_EMIT modelsChanged(serviceId);
    return removed;
}

std::optional<Error> Catalogue::ownPricesError() const
{
    return d->models.own().error();
}

QList<ModelInfo> Catalogue::tableRows() const
{
    return d->models.tableRows();
}

void Catalogue::setListedModels(const QString &serviceId, const QList<ModelInfo> &listed)
{
    d->models.setListed(serviceId, listed);
    Q_EMIT modelsChanged(serviceId);
}

bool Catalogue::hasListing(const QString &serviceId) const
{
    return d->models.hasListing(serviceId);
}

Result<bool> Catalogue::saveCustomService(const Service &service)
{
    const bool hasAddress = !service.baseUrl.isEmpty() || !service.baseUrlPattern.isEmpty();
    if (service.id.isEmpty() || service.id.contains(u'/') || !hasAddress || !dialectById(service.dialect))
        return Error {.kind = Error::Kind::BadRequest,
            .detail = u"a service needs a name without '/', an address and a dialect"_s};
    const Result<bool> saved = d->custom.save(service);
    if (saved) {
        d->rebuild();
        Q_EMIT servicesChanged();
    }
    return saved;
}

Result<bool> Catalogue::saveSettings(
    const QString &serviceId, const QHash<QString, QString> &settings, const QUrl &address)
{
    const auto shipped = std::find_if(
        d->builtIn.begin(), d->builtIn.end(), [&](const Service &service) { return service.id == serviceId; });
    const Service *current = service(serviceId);
    if (!current)
        return Error {.kind = Error::Kind::NotFound, .detail = u"there is no service \"%1\""_s.arg(serviceId)};
    if (shipped == d->builtIn.end()) {
        Service own = *current;
        own.settings = settings;
        if (!address.isEmpty())
            own.baseUrl = address;
        return saveCustomService(own);
    }
    QJsonObject values;
    for (auto it = settings.begin(); it != settings.end(); ++it) {
        if (!it.value().isEmpty())
            values.insert(it.key(), it.value());
    }
    const bool ownAddress = !address.isEmpty() && address != shipped->baseUrl;
    const Result<bool> saved = d->custom.saveOver(*shipped,
        {{u"settings"_s, values.isEmpty() ? QJsonValue() : QJsonValue(values)},
            {u"base_url"_s, ownAddress ? QJsonValue(address.toString()) : QJsonValue()}});
    if (saved) {
        d->rebuild();
        Q_EMIT servicesChanged();
    }
    return saved;
}

Result<bool> Catalogue::removeCustomService(const QString &id)
{
    const Result<bool> removed = d->custom.remove(id);
    if (removed && *removed) {
        d->rebuild();
        Q_EMIT servicesChanged();
    }
    return removed;
}

std::optional<Error> Catalogue::customFileError() const
{
    return d->custom.error();
}

template<typename Fn>
void Catalogue::watch(const QString &file, Fn reload)
{
    auto *watch = new FileWatch(file, this);
    connect(watch, &FileWatch::changed, this, [this, reload] {
        reload();
        tellFileErrors();
    });
}

void Catalogue::watchFiles()
{
    d->told = fileErrors();
    watch(d->custom.file(), [this] {
        if (!d->custom.reload())
            return;
        d->rebuild();
        Q_EMIT servicesChanged();
    });
    watch(d->models.own().file(), [this] {
        if (d->models.own().reload())
            Q_EMIT modelsChanged({});
    });
    watch(d->models.importedFile(), [this] { setImportedModels(d->models.importedFile()); });
}

QList<Error> Catalogue::fileErrors() const
{
    QList<Error> out;
    for (const std::optional<Error> &error : {d->custom.error(), ownPricesError(), d->models.importedError()}) {
        if (error)
            out += *error;
    }
    return out;
}

void Catalogue::tellFileErrors()
{
    const QList<Error> now = fileErrors();
    if (now != std::exchange(d->told, now))
        Q_EMIT fileErrorsChanged();
}

} // namespace lineup
