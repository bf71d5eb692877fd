// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/RoutingBench.h"
#include "tests/unit/routing/DialectSamples.h"

#include <QElapsedTimer>
#include <QTemporaryDir>

#include <vector>

namespace lineup::test {

// A service of a person's own, somewhere on this machine. Its models are "ID/anything".
struct BenchService
{
    QString id;
    DialectSample sample; // whose format it speaks
    QUrl url;
    QByteArray key;
};

// One of many calls that run side by side.
struct RouteCall
{
    ReplyPtr reply;
    QString text; // of the deltas
    std::optional<Result<Completion>> result;
    int finishedCount = 0;
    QElapsedTimer since;
    std::chrono::milliseconds took {0};
};

// A router on the real network client whose catalogue has those services alone, for many calls at once.
class RouteBench
{
public:
    // sink: in place of the one that keeps the records here. gate null: no budget holds.
    explicit RouteBench(const QList<BenchService> &services, CallSink *sink = nullptr, SpendGate *gate = nullptr);

    RouteCall &send(const ChatRequest &request, const CallOptions &options = {});
    [[nodiscard]] bool waitForAll(std::chrono::milliseconds limit); // true: every call has ended
    [[nodiscard]] const std::vector<std::unique_ptr<RouteCall>> &calls() const { return m_calls; }

private:
    [[nodiscard]] static QString writeServices(const QTemporaryDir &folder, const QList<BenchService> &services);

    QTemporaryDir m_folder;

public:
    SystemClock clock;
    Catalogue catalogue;
    MemoryVault vault;
    NetworkHttpClient network;
    RecordingSink sink;
    Router router;

private:
    std::vector<std::unique_ptr<RouteCall>> m_calls;
    int m_open = 0;
};

} // namespace lineup::test
