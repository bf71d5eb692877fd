// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/net/NetworkHttpClient.h"
#include "core/providers/Catalogue.h"
#include "core/providers/demo/ReplayHttpClient.h"
#include "core/routing/Router.h"
#include "tests/support/MemoryVault.h"

namespace lineup::test {

// Keeps what the router would write into the ledger.
class RecordingSink final : public CallSink
{
public:
    void record(const CallRecord &call) override { records += call; }
    QList<CallRecord> records;
};

// How one call ended.
struct CallOutcome
{
    std::optional<Result<Completion>> result; // empty: it did not end in time
    int finishedCount = 0;
    QList<Delta> deltas;
    Completion partial;
    CallRecord record;

    [[nodiscard]] QString complaint() const; // why it was not answered, for messages
    [[nodiscard]] bool answered() const { return result && result->has_value(); }
    [[nodiscard]] std::optional<Error::Kind> errorKind() const
    {
        return result && !result->has_value() ? std::optional(result->error().kind) : std::nullopt;
    }
};

// A router on the real network client, with a vault in memory; what tests of whole calls start from.
class RoutingBench
{
public:
    // gate: null keeps no budgets; it outlives the bench.
    explicit RoutingBench(SpendGate *gate = nullptr);

    [[nodiscard]] CallOutcome call(const ChatRequest &request, const CallOptions &options = {});

    SystemClock clock;
    Catalogue catalogue;
    MemoryVault vault;
    NetworkHttpClient network;
    ReplayHttpClient replay;
    RecordingSink sink;
    Router router;
};

[[nodiscard]] ChatRequest question(const QString &model, bool stream, const QString &text = QStringLiteral("Hello?"));

} // namespace lineup::test
