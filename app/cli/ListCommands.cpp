// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/ListCommands.h"

#include "app/cli/ExitCode.h"
#include "core/base/Async.h"
#include "core/domain/CompletionJson.h"
#include "core/domain/Vocabulary.h"
#include "core/providers/ServiceAbilities.h"
#include "core/providers/ServiceAddress.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace lineup::cli {

namespace {

// Prices are read per million tokens by people, and kept per token by us.
QString perMillion(const std::optional<UnitPrice> &price)
{
    return price ? price->toDecimalPerMillion() : QString();
}

QString thousands(qint64 tokens)
{
    if (tokens <= 0)
        return u"–"_s;
    return tokens >= 10'000 ? u"%1k"_s.arg(tokens / 1000) : QString::number(tokens);
}

QJsonValue numberOrNull(qint64 value)
{
    return value > 0 ? QJsonValue(value) : QJsonValue(QJsonValue::Null);
}

QJsonValue textOrNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
}

} // namespace

QString keyPlace(const Result<KeyInfo> &info, const QString &storageName)
{
    if (!info)
        return u"unknown: "_s + info.error().detail;
    switch (info->source) {
    case KeySource::None:
        return u"no key"_s;
    case KeySource::Keychain:
        return storageName;
    case KeySource::Environment:
        return u"environment: "_s + info->variable;
    case KeySource::Session:
        return u"this run only"_s;
    }
    return {};
}

QJsonObject keyJson(const Result<KeyInfo> &info, const QString &storageName)
{
    static constexpr const char *sources[] {"none", "keychain", "environment", "session"};
    if (!info)
        return {{u"source"_s, u"unknown"_s}, {u"error"_s, errorJson(info.error())}};
    QJsonObject out {{u"source"_s, QString::fromLatin1(sources[static_cast<int>(info->source)])}};
    if (info->source == KeySource::Keychain)
        out.insert(u"storage"_s, storageName);
    if (!info->variable.isEmpty())
        out.insert(u"variable"_s, info->variable);
    if (!info->lastFour.isEmpty())
        out.insert(u"last_four"_s, info->lastFour);
    return out;
}

QJsonObject ModelsCommand::modelJson(const ModelInfo &model) const
{
    QJsonObject out {{u"model"_s, services().catalogue().modelString(model)}, {u"service"_s, model.service},
        {u"id"_s, model.id}, {u"context_tokens"_s, numberOrNull(model.contextTokens)},
        {u"max_output_tokens"_s, numberOrNull(model.maxOutputTokens)},
        {u"capabilities"_s, QJsonArray::fromStringList(capabilityNames(model.capabilities))}, {u"free"_s, model.free},
        {u"demo"_s, model.demo}, {u"mode"_s, modelModeName(model.mode)}, {u"listing_only"_s, model.listingOnly},
        {u"deprecated"_s, textOrNull(model.deprecatedOn.toString(Qt::ISODate))}, {u"price"_s, QJsonValue::Null},
        {u"own_price"_s, model.ownPrice}};
    if (model.price) {
        out.insert(u"price"_s,
            QJsonObject {{u"unit"_s, u"USD per million tokens"_s},
                {u"input"_s, textOrNull(perMillion(model.price->input))},
                {u"output"_s, textOrNull(perMillion(model.price->output))},
                {u"cache_read"_s, textOrNull(perMillion(model.price->cacheRead))},
                {u"cache_write_5m"_s, textOrNull(perMillion(model.price->cacheWrite5m))},
                {u"as_of"_s, textOrNull(model.price->asOf.toString(Qt::ISODate))}});
    }
    return out;
}

QStringList ModelsCommand::modelRow(const ModelInfo &model) const
{
    const auto money = [&model](const std::optional<UnitPrice> &price) {
        return price ? perMillion(price) : model.free ? u"free"_s : u"–"_s;
    };
    const Price price = model.price.value_or(Price());
    QStringList badges;
    for (const ModelInfo::Capability badge :
        {ModelInfo::Capability::Vision, ModelInfo::Capability::Tools, ModelInfo::Capability::Reasoning}) {
        if (model.can(badge))
            badges += capabilityName(badge);
    }
    if (model.mode != ModelInfo::Mode::Chat)
        badges += modelModeName(model.mode);
    if (model.listingOnly)
        badges += u"listed"_s;
    if (model.demo)
        badges += u"demo"_s;
    if (model.ownPrice)
        badges += u"your price"_s;
    return {services().catalogue().modelString(model), thousands(model.contextTokens), thousands(model.maxOutputTokens),
        money(price.input), money(price.output), badges.join(", "_L1)};
}

void ModelsCommand::start()
{
    const Catalogue &catalogue = services().catalogue();
    if (!m_service.isEmpty() && !catalogue.service(m_service)) {
        fail({.kind = Error::Kind::NotFound,
            .detail = u"there is no service named \"%1\"; see lineup services"_s.arg(m_service)});
        return;
    }
    QJsonArray json;
    QList<QStringList> rows {{u"model"_s, u"context"_s, u"output"_s, u"$/M in"_s, u"$/M out"_s, u"can"_s}};
    for (const Chain &chain : m_service.isEmpty() ? services().chains().chains() : QList<Chain>()) {
        if (!chain.modelString().contains(m_filter, Qt::CaseInsensitive))
            continue;
        json += QJsonObject {{u"model"_s, chain.modelString()}, {u"chain"_s, true}};
        rows += {chain.modelString(), u"–"_s, u"–"_s, u"–"_s, u"–"_s, u"chain"_s};
    }
    for (const Service &service : catalogue.services()) {
        if (!m_service.isEmpty() && catalogue.service(m_service)->id != service.id)
            continue;
        for (const ModelInfo &model : catalogue.models(service.id)) {
            if (!catalogue.modelString(model).contains(m_filter, Qt::CaseInsensitive))
                continue;
            if (m_json)
                json += modelJson(model);
            else
                rows += modelRow(model);
        }
    }
    if (m_json) {
        terminal().prettyJson({{u"models"_s, json}});
    } else {
        for (const QString &line : Terminal::table(rows, {1, 2, 3, 4}))
            terminal().line(line);
    }
    Q_EMIT done(Ok);
}

void ServicesCommand::start()
{
    if (m_form == Form::Markdown) {
        terminal().line(servicesAsMarkdown(services().catalogue()).chopped(1));
        Q_EMIT done(Ok);
        return;
    }
    m_rows = services().catalogue().services();
    m_waiting = m_rows.size();
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        m_keys += Result<KeyInfo>(KeyInfo());
        whenDone(services().vault().info(m_rows.at(i).id, m_rows.at(i).keyEnvironment), this,
            [this, i](const Result<KeyInfo> &info) { onKeyKnown(i, info); });
    }
}

void ServicesCommand::onKeyKnown(qsizetype index, const Result<KeyInfo> &info)
{
    m_keys[index] = info;
    if (--m_waiting > 0)
        return;
    print();
    Q_EMIT done(Ok);
}

void ServicesCommand::print() const
{
    const QString storage = services().vault().storageName();
    QJsonArray json;
    QList<QStringList> rows {{u"service"_s, u"name"_s, u"key"_s, u"address"_s}};
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        const Service &service = m_rows.at(i);
        const QString address = effectiveBaseUrl(service).toString();
        const QString place = service.demo ? u"none needed"_s
            : service.local && m_keys.at(i) && m_keys.at(i)->source == KeySource::None
            ? u"none needed"_s
            : keyPlace(m_keys.at(i), storage);
        rows += {service.id, service.label, place, service.demo ? u"(built in)"_s : address};
        json += QJsonObject {{u"id"_s, service.id}, {u"label"_s, service.label}, {u"dialect"_s, service.dialect},
            {u"base_url"_s, address}, {u"local"_s, service.local}, {u"demo"_s, service.demo},
            {u"key_environment"_s, QJsonArray::fromStringList(service.keyEnvironment)},
            {u"key"_s, keyJson(m_keys.at(i), storage)}};
    }
    if (m_form == Form::Json) {
        terminal().prettyJson({{u"services"_s, json}});
        return;
    }
    for (const QString &line : Terminal::table(rows, {}))
        terminal().line(line);
}

} // namespace lineup::cli
