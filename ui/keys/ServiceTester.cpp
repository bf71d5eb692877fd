// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/ServiceTester.h"

#include "core/providers/ServiceAddress.h"

namespace lineup::ui {

ServiceTester::ServiceTester(const UiContext &context, QObject *parent) : QObject(parent), m_context(context) { }

ServiceTester::~ServiceTester() = default;

void ServiceTester::test(const Service &service, const Credentials &typed)
{
    m_probe.reset(); // stops silently
    m_service = service.id;
    const Service row = resolved(service);
    findCredentials(m_context.vault, row, this, [this, row, typed](const FoundCredentials &found) {
        if (row.id != m_service)
            return;
        Credentials used = found.credentials;
        if (!typed.key.isEmpty())
            used.key = typed.key;
        used.fields.insert(typed.fields);
        const bool needed = !row.keyOptional && takesPlainKey(row.auth);
        if (used.key.isEmpty() && needed)
            Q_EMIT impossible(row.id, found.error);
        else
            begin(row, used, typed.key.isEmpty() && typed.fields.isEmpty());
    });
}

void ServiceTester::begin(const Service &service, const Credentials &credentials, bool kept)
{
    m_probe = std::make_unique<ServiceProbe>(service, credentials, m_context.network);
    connect(m_probe.get(), &ServiceProbe::stageFinished, this,
        [this, id = service.id](const ProbeStage &stage) { Q_EMIT stageFinished(id, stage); });
    connect(m_probe.get(), &ServiceProbe::finished, this, [this, id = service.id, kept](const ProbeResult &result) {
        m_probe.release()->deleteLater();
        Q_EMIT finished(id, result, kept);
    });
    Q_EMIT started(service);
    m_probe->start();
}

void ServiceTester::stop()
{
    m_service.clear();
    if (m_probe)
        m_probe->cancel();
}

} // namespace lineup::ui
