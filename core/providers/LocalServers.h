// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/net/HttpClient.h"
#include "core/providers/ServiceProbe.h"

#include <QTimer>

#include <vector>

namespace lineup {

// A local server that answered with its models.
struct LocalServer
{
    QString service; // id
    QList<ModelInfo> models; // may be empty: it runs and has none loaded
};

// Finds the model servers that run on this machine by asking each known local service for its models: an open port
// says nothing about who listens. Asks only addresses on this machine, without any key, each at most for the limit.
// Never asks by itself; call search() when a page that shows them is shown. One thread. client outlives it.
class LocalServers : public QObject
{
    Q_OBJECT
public:
    explicit LocalServers(HttpClient &client, DialectLookup dialects = dialectById,
        std::chrono::milliseconds limit = std::chrono::milliseconds(300), QObject *parent = nullptr);
    ~LocalServers() override;

    // services: those with local set are asked, at their effective address. A search that is under way is given up.
    // One finished follows from the event loop.
    void search(const QList<Service> &services);
    [[nodiscard]] const QList<LocalServer> &servers() const { return m_found; } // of the last search

Q_SIGNALS:
    void finished(const QList<lineup::LocalServer> &servers); // in the order of the services

private:
    struct Question;
    void ask(const Service &service);
    void answered(Question &question, const std::optional<Error> &error);
    void concludeWhenDone();

    HttpClient &m_client;
    DialectLookup m_dialects;
    std::chrono::milliseconds m_limit;
    std::vector<std::unique_ptr<Question>> m_questions;
    QTimer m_deadline;
    QList<LocalServer> m_found;
    size_t m_open = 0;
    bool m_searching = false;
};

} // namespace lineup

Q_DECLARE_METATYPE(lineup::LocalServer)
