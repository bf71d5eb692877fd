// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/domain/ModelInfo.h"
#include "core/providers/Dialect.h"
#include "core/providers/Service.h"

#include <QObject>

namespace lineup {

// Every service and model that we know: the built-in rows, what the person added, and what a service's own
// listing said. Main thread. Cheap to construct; models are read on first use.
class Catalogue : public QObject
{
    Q_OBJECT
public:
    // customServicesFile: services that the person added (JSON, same schema as services.json); may be absent. A row
    // with the id and dialect of a built-in one changes that one.
    explicit Catalogue(QString customServicesFile = {}, QObject *parent = nullptr);
    ~Catalogue() override;

    [[nodiscard]] const QList<Service> &services() const;
    [[nodiscard]] const Service *service(QStringView idOrAlias) const;
    [[nodiscard]] QList<ModelInfo> models(QStringView serviceId) const;
    [[nodiscard]] QList<ModelInfo> chatModels(QStringView serviceId) const; // what a chat can be had with
    [[nodiscard]] std::optional<ModelInfo> model(QStringView serviceId, QStringView modelId) const;

    // LiteLLM's model string: a known prefix before the first '/', else a bare name looked up among the services
    // that the catalogue lists it for. apiBase, when not empty, replaces the service's address. A model's own api goes
    // before the service's dialect, and "responses/" before the model ("openai/responses/gpt-5") before both.
    // Errors: NotFound, with the likely meant names; BadRequest when a service needs an address and has none.
    [[nodiscard]] Result<Target> resolve(const QString &modelString, const QUrl &apiBase = {}) const;
    // The string that resolves to this model: "gpt-4o-mini" or "gemini/gemini-2.0-flash".
    [[nodiscard]] QString modelString(const ModelInfo &model) const;

    // The file of models and prices that the person imported (CatalogueImport), over the built-in ones; may be absent.
    // To be told again when it has changed. Emits modelsChanged for all.
    void setImportedModels(const QString &file);
    // The built-in models with the imported ones over them, of services that we know and others, without listings.
    [[nodiscard]] QList<ModelInfo> tableRows() const;
    // What a service's own listing said; merged with what we know, replaces the last listing. Emits modelsChanged.
    void setListedModels(const QString &serviceId, const QList<ModelInfo> &listed);
    [[nodiscard]] bool hasListing(const QString &serviceId) const; // it has named its models itself
    // A service that the person made or changed; kept in the file. Errors: Storage, BadRequest.
    [[nodiscard]] Result<bool> saveCustomService(const Service &service);
    // Keeps what the person has set on any service: its fields and, when not empty, another address. Empty values go
    // back to what is shipped. Errors: Storage, NotFound.
    [[nodiscard]] Result<bool> saveSettings(
        const QString &serviceId, const QHash<QString, QString> &settings, const QUrl &address = {});
    // Removes one, or takes back everything that was laid over a shipped one.
    [[nodiscard]] Result<bool> removeCustomService(const QString &id);
    // The file of prices that the person set (OwnPrices), over all others; may be absent. Read at once. To be told
    // again when somebody else has changed it. Emits modelsChanged for all.
    void setOwnPrices(const QString &file);
    // Sets the person's own price for a model, whether the catalogue knows it or not, or takes it back (false: there
    // was none). Emits modelsChanged for its service. Errors: Storage, NotFound for a service.
    [[nodiscard]] Result<bool> saveOwnPrice(const QString &serviceId, const QString &modelId, const Price &price);
    [[nodiscard]] Result<bool> removeOwnPrice(const QString &serviceId, const QString &modelId);
    [[nodiscard]] std::optional<Error> ownPricesError() const; // of the last read; empty: nothing is wrong
    // What was wrong with the custom file at the last read; empty: nothing. The last good state stays in use.
    [[nodiscard]] std::optional<Error> customFileError() const;

    // From now on what other programs write into these files is taken over as they write it: services, prices and
    // imported models. For a program that stays open.
    void watchFiles();
    // What is wrong with which of them; of each the last good state stays in use.
    [[nodiscard]] QList<Error> fileErrors() const;

Q_SIGNALS:
    void fileErrorsChanged(); // after watchFiles()
    void servicesChanged();
    void modelsChanged(const QString &serviceId); // empty: of many services

private:
    template<typename Fn>
    void watch(const QString &file, Fn reload);
    void tellFileErrors();

    class Private;
    std::unique_ptr<Private> d;
};

} // namespace lineup
