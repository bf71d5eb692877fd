// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/ServiceProbe.h"
#include "ui/frame/UiContext.h"

#include <QObject>

namespace lineup::ui {

// Tests one service at a time: fetches what is kept for it, or takes what was just typed, and runs a ServiceProbe.
// GUI thread; the context outlives it.
class ServiceTester : public QObject
{
    Q_OBJECT
public:
    explicit ServiceTester(const UiContext &context, QObject *parent = nullptr);
    ~ServiceTester() override;

    // typed: what stands in the fields of the detail goes before what is kept. A test that is running is stopped.
    void test(const Service &service, const Credentials &typed);
    void stop();
    [[nodiscard]] QString running() const { return m_probe ? m_service : QString(); } // the service's id

Q_SIGNALS:
    void started(const lineup::Service &service);
    void stageFinished(const QString &service, const lineup::ProbeStage &stage);
    // kept: the credentials were those that are kept, so that the result speaks of the service's row.
    void finished(const QString &service, const lineup::ProbeResult &result, bool kept);
    // There is nothing to test with. error: why the vault could not be asked; empty: it holds no key.
    void impossible(const QString &service, const std::optional<lineup::Error> &error);

private:
    void begin(const Service &service, const Credentials &credentials, bool kept);

    UiContext m_context;
    std::unique_ptr<ServiceProbe> m_probe;
    QString m_service; // the last one asked for
};

} // namespace lineup::ui
