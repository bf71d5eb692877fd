// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/Services.h"
#include "app/cli/Terminal.h"

#include <QObject>

namespace lineup::cli {

// What is said of a wrong command line: {"error": …} of the kind "usage".
[[nodiscard]] QJsonObject usageJson(const QString &what);

// One subcommand. start() is called once from the event loop; done(exit code) is emitted exactly once.
class Command : public QObject
{
    Q_OBJECT
public:
    explicit Command(Services &services) : m_services(services) { }
    virtual void start() = 0;
    virtual void interrupt() { Q_EMIT done(130); } // Ctrl+C, SIGTERM or SIGHUP; also before start()
    [[nodiscard]] virtual bool makesCalls() const { return false; } // which the ledger has to keep

Q_SIGNALS:
    void done(int exitCode);

protected:
    [[nodiscard]] Services &services() const { return m_services; }
    [[nodiscard]] const Terminal &terminal() const { return m_terminal; }
    void fail(const Error &error); // a JSON object on stderr, and done() with the code for its kind
    void refuse(
        const Error &mistake); // the same for a command line that only proved wrong when it was to be carried out

private:
    Services &m_services;
    Terminal m_terminal;
};

} // namespace lineup::cli
