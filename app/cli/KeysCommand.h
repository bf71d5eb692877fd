// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/Command.h"

namespace lineup::cli {

// `lineup keys [list|set SERVICE|remove SERVICE]`. A key comes from standard input, never from an argument.
class KeysCommand final : public Command
{
    Q_OBJECT
public:
    enum class Action { List, Set, Remove };
    KeysCommand(Services &services, Action action, QString service, bool json)
        : Command(services), m_action(action), m_service(std::move(service)), m_json(json)
    {
    }
    void start() override;

private:
    void list();
    void onKeyKnown(const Service &service, const Result<KeyInfo> &info);
    void set(const Service &service);
    void remove(const Service &service);
    void report(const QString &text, const QString &result);

    Action m_action;
    QString m_service;
    bool m_json;
    QList<QPair<Service, Result<KeyInfo>>> m_known;
    qsizetype m_waiting = 0;
};

} // namespace lineup::cli
