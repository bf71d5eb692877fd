// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/LocalServers.h"

#include <QWidget>

namespace lineup::ui {

// Local servers that were found, each with Use. Hidden while there are none. GUI thread.
class SuggestionBar : public QWidget
{
    Q_OBJECT
public:
    explicit SuggestionBar(QWidget *parent = nullptr);
    // labels: names of the servers' services, in the same order.
    void setServers(const QList<LocalServer> &servers, const QStringList &labels);

Q_SIGNALS:
    void used(const lineup::LocalServer &server);
    void dismissed(const QString &service);
};

} // namespace lineup::ui
