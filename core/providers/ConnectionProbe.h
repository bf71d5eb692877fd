// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QElapsedTimer>
#include <QObject>
#include <QSslSocket>
#include <QTimer>
#include <QUrl>

namespace lineup {

// Opens a connection to an address, names each step of it, and closes it again without sending a byte of a request:
// an HttpClient tells only that the whole of it worked. Honours the system's proxy as HTTP does. One use an object.
// Signals, from the event loop: step for each that went well, in order (Name and Tls only where there is one), then
// exactly one finished.
class ConnectionProbe : public QObject
{
    Q_OBJECT
public:
    enum class Step { Name, Connect, Tls };
    Q_ENUM(Step)

    ConnectionProbe(const QUrl &url, std::chrono::milliseconds limit, QObject *parent = nullptr);
    ~ConnectionProbe() override;
    void start();

Q_SIGNALS:
    void step(lineup::ConnectionProbe::Step step, std::chrono::milliseconds took);
    // The step that failed is the one after the last that was told. Errors: Network, with code "name", "refused",
    // "unreachable", "proxy" or "tls"; Timeout.
    void finished(const std::optional<lineup::Error> &error);

private:
    void pass(Step step);
    void fail();
    void conclude(const std::optional<Error> &error);
    [[nodiscard]] bool encrypts() const;

    QUrl m_url;
    std::chrono::milliseconds m_limit;
    QSslSocket m_socket;
    QTimer m_timer;
    QElapsedTimer m_sinceStep;
    bool m_done = false;
};

} // namespace lineup
