// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/Command.h"

namespace lineup::cli {

// `lineup models`: what the catalogue knows; with --live also what the services' own listings say.
class ModelsCommand final : public Command
{
    Q_OBJECT
public:
    ModelsCommand(Services &services, QString service, QString filter, bool json)
        : Command(services), m_service(std::move(service)), m_filter(std::move(filter)), m_json(json)
    {
    }
    void start() override;

private:
    [[nodiscard]] QJsonObject modelJson(const ModelInfo &model) const;
    [[nodiscard]] QStringList modelRow(const ModelInfo &model) const;

    QString m_service;
    QString m_filter;
    bool m_json;
};

// `lineup services`: every service, and whether there is a key for it.
class ServicesCommand final : public Command
{
    Q_OBJECT
public:
    enum class Form { Table, Json, Markdown }; // Markdown: the README's table, without keys
    ServicesCommand(Services &services, Form form) : Command(services), m_form(form) { }
    void start() override;

private:
    void onKeyKnown(qsizetype index, const Result<KeyInfo> &info);
    void print() const;

    Form m_form;
    QList<Service> m_rows;
    QList<Result<KeyInfo>> m_keys;
    qsizetype m_waiting = 0;
};

// The words for a key's place, as the list commands show them.
[[nodiscard]] QString keyPlace(const Result<KeyInfo> &info, const QString &storageName);
[[nodiscard]] QJsonObject keyJson(const Result<KeyInfo> &info, const QString &storageName);

} // namespace lineup::cli
