// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/ModelDirectory.h"

#include "core/base/Async.h"
#include "core/routing/PlanOfRequest.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup::ui {
namespace {

bool takesKey(const Service &service)
{
    return service.auth != AuthScheme::None && !service.demo && !service.local;
}

// How many models of a service an offer puts side by side.
constexpr int offered = 2;

} // namespace

ModelDirectory::ModelDirectory(Catalogue &catalogue, KeyVault &vault, const ChainBook *chains, QObject *parent)
    : QObject(parent), m_catalogue(catalogue), m_vault(vault), m_chains(chains)
{
    if (m_chains)
        connect(m_chains, &ChainBook::changed, this, &ModelDirectory::update);
    connect(&m_catalogue, &Catalogue::servicesChanged, this, [this] {
        update();
        refreshKeys();
    });
    connect(&m_catalogue, &Catalogue::modelsChanged, this, &ModelDirectory::update);
    connect(&m_vault, &KeyVault::keyChanged, this, [this](const QString &id) {
        if (const Service *service = m_catalogue.service(id))
            askOne(*service);
    });
    connect(&m_vault, &KeyVault::stateChanged, this, &ModelDirectory::refreshKeys);
}

PaneModel ModelDirectory::describe(const QString &modelString) const
{
    PaneModel model {.modelString = modelString, .label = modelString};
    if (modelString.isEmpty())
        return model;
    if (modelString.startsWith(chainPrefix))
        return describeChain(modelString);
    const Result<Target> target = m_catalogue.resolve(modelString);
    if (!target) {
        model.problem = target.error().detail;
        return model;
    }
    model.service = target->service.id;
    model.serviceLabel = target->service.label;
    model.local = target->service.local;
    model.demo = target->service.demo;
    model.info = target->info;
    model.label = target->info && !target->info->label.isEmpty() ? target->info->label : target->model;
    return model;
}

PaneModel ModelDirectory::describeChain(const QString &modelString) const
{
    const QString name = modelString.sliced(chainPrefix.size());
    PaneModel model {.modelString = modelString, .label = name, .serviceLabel = tr("Chain")};
    const Chain *chain = m_chains ? m_chains->find(name) : nullptr;
    if (!chain) {
        model.problem = tr("there is no chain named \"%1\"").arg(name);
        return model;
    }
    model.chain = true;
    model.demo = true;
    const QList<RouteStep> steps = planOf(*chain, {}, m_chains).steps;
    for (const RouteStep &step : steps) {
        for (const RouteTarget &each : step.targets) {
            const Result<Target> target = m_catalogue.resolve(each.model);
            model.demo = model.demo && target && target->service.demo;
        }
    }
    if (const Result<Target> first = m_catalogue.resolve(steps.value(0).targets.value(0).model))
        model.firstAsked = first->info;
    return model;
}

ModelTreeModel *ModelDirectory::tree()
{
    if (m_tree == nullptr) {
        m_tree = new ModelTreeModel(this);
        m_tree->setGroups(modelGroups(m_catalogue, usable(), m_chains));
    }
    return m_tree;
}

bool ModelDirectory::needsKey(const QString &id) const
{
    const Service *service = m_catalogue.service(id);
    return service != nullptr && takesKey(*service) && !service->keyOptional && !isUsable(service->id);
}

bool ModelDirectory::isUsable(const QString &service) const
{
    return m_keys.value(service).source != KeySource::None || m_elsewhere.contains(service);
}

QSet<QString> ModelDirectory::usable() const
{
    QSet<QString> out;
    for (const Service &service : m_catalogue.services()) {
        if (isUsable(service.id))
            out += service.id;
    }
    return out;
}

void ModelDirectory::update()
{
    if (m_tree != nullptr)
        m_tree->setGroups(modelGroups(m_catalogue, usable(), m_chains));
    Q_EMIT changed();
}

void ModelDirectory::refreshKeys()
{
    for (const Service &service : m_catalogue.services()) {
        if (takesKey(service))
            askOne(service);
    }
}

void ModelDirectory::askOne(const Service &service)
{
    ++m_pending;
    whenDone(
        m_vault.info(service.id, service.keyEnvironment), this, [this, id = service.id](const Result<KeyInfo> &info) {
            // A keychain that cannot be read says nothing about the key: what was known stays.
            if (const Service *known = m_catalogue.service(id); known && info)
                setKey(*known, *info);
            if (--m_pending > 0)
                return;
            const bool first = !m_keysKnown;
            m_keysKnown = true;
            if (m_differs || first)
                update();
            m_differs = false;
        });
}

void ModelDirectory::setKey(const Service &service, const KeyInfo &info)
{
    const std::optional<FoundElsewhere> now
        = info.source == KeySource::None ? credentialsElsewhere(service) : std::nullopt;
    const auto before = m_elsewhere.constFind(service.id);
    if (m_keys.value(service.id) == info && (before == m_elsewhere.constEnd() ? !now : now == *before))
        return;
    m_keys[service.id] = info;
    m_elsewhere.remove(service.id);
    if (now)
        m_elsewhere.insert(service.id, *now);
    m_differs = true;
}

ModelDirectory::Offer ModelDirectory::offerOf(const Service &service) const
{
    Offer offer {.service = service.id, .label = service.label};
    const KeyInfo key = m_keys.value(service.id);
    if (key.source == KeySource::Environment)
        offer.variable = key.variable;
    else if (const FoundElsewhere other = m_elsewhere.value(service.id); other.kind == FoundElsewhere::Kind::Variable)
        offer.variable = other.name; // empty where there is none
    const QList<ModelInfo> models = m_catalogue.chatModels(service.id);
    offer.modelCount = int(models.size());
    QList<ModelInfo> first;
    for (const QString &id : service.suggested) {
        const auto known = std::find_if(models.begin(), models.end(), [&](const ModelInfo &m) { return m.id == id; });
        if (known != models.end())
            first += *known;
    }
    for (const ModelInfo &model : first + models) {
        const QString name = m_catalogue.modelString(model);
        if (offer.models.size() < offered && !offer.models.contains(name))
            offer.models += name;
    }
    return offer;
}

QStringList ModelDirectory::demoModels() const
{
    QStringList out;
    for (const Service &service : m_catalogue.services()) {
        if (!service.demo)
            continue;
        for (const ModelInfo &model : m_catalogue.chatModels(service.id))
            out += m_catalogue.modelString(model);
    }
    return out;
}

QList<ModelDirectory::Offer> ModelDirectory::localOffers() const
{
    QList<Offer> out;
    for (const Service &service : m_catalogue.services()) {
        if (!service.local || !m_catalogue.hasListing(service.id))
            continue;
        if (const Offer offer = offerOf(service); !offer.models.isEmpty())
            out += offer;
    }
    return out;
}

QList<ModelDirectory::Offer> ModelDirectory::keyOffers() const
{
    QList<Offer> out;
    for (const Service &service : m_catalogue.services()) {
        if (takesKey(service) && isUsable(service.id))
            out += offerOf(service);
    }
    return out;
}

QList<ModelDirectory::Offer> ModelDirectory::environmentOffers() const
{
    QList<Offer> out = keyOffers();
    out.removeIf([](const Offer &offer) { return offer.variable.isEmpty() || offer.models.isEmpty(); });
    return out;
}

} // namespace lineup::ui
