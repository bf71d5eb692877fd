// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/Credentials.h"
#include "core/providers/Dialect.h"
#include "core/routing/Router.h"

#include <QObject>

namespace lineup {

// What a call needs before it can be sent, whatever it asks for: the target that its model string names, and what
// its service is called with. One thread; destroying it stops it silently.
class CallSetup : public QObject
{
    Q_OBJECT
public:
    CallSetup(const Router::Dependencies &dependencies, const QString &model, const CallOptions &options,
        QObject *parent = nullptr);

    void start(); // from the event loop
    void stop() { m_stopped = true; } // done is not emitted any more
    // Known from before the key is looked for; empty: the model string names nothing.
    [[nodiscard]] const std::optional<Target> &target() const { return m_target; }
    [[nodiscard]] QString serviceId() const { return m_target ? m_target->service.id : QString(); }
    [[nodiscard]] HttpClient &client() const; // the network, or the demo's

Q_SIGNALS:
    // Exactly one of these, unless it was stopped, and never from inside start().
    void ready(const lineup::Credentials &credentials);
    void failed(const lineup::Error &error); // NotFound, BadRequest, Auth, and what the vault can end in

private:
    void resolve();
    void fetchKey();
    void useEnvironmentKey();
    void use(const Credentials &credentials);
    [[nodiscard]] bool keepsKeychainAway() const;

    Router::Dependencies m_dependencies;
    QString m_model;
    CallOptions m_options;
    std::optional<Target> m_target;
    bool m_stopped = false;
};

} // namespace lineup
