// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Async.h"
#include "tests/support/FakeHttpClient.h"
#include "tests/support/MemoryVault.h"
#include "tests/support/ScriptedCalls.h"
#include "ui/compare/ComparePage.h"

#include <QTest>

// A Compare page whose calls, clock, keys and ledger are the test's; the catalogue is the real one with a service of
// the test's own in it.
class TurnedClock final : public lineup::Clock
{
public:
    [[nodiscard]] QDateTime now() const override { return {QDate(2026, 3, 14), QTime(15, 9), Qt::UTC}; }
    [[nodiscard]] std::chrono::nanoseconds monotonic() const override { return time; }
    std::chrono::nanoseconds time {0};
};

class NoLedger final : public lineup::Ledger
{
    Q_OBJECT
public:
    template<typename T>
    using Answer = QFuture<lineup::Result<T>>;
    Answer<lineup::SpendTotals> totals(const QDateTime &, const QDateTime &) override
    {
        return done(lineup::SpendTotals {});
    }
    Answer<QList<lineup::CallRecord>> recent(int) override { return done(QList<lineup::CallRecord> {}); }
    Answer<bool> flush() override { return done(true); }
    [[nodiscard]] std::optional<lineup::Error> fault() const override { return {}; }
    void record(const lineup::CallRecord &) override { }

private:
    template<typename T>
    static Answer<T> done(T value)
    {
        return lineup::readyFuture(lineup::Result<T>(std::move(value)));
    }
};

struct CompareFixture
{
    explicit CompareFixture(lineup::Budgets *budgets = nullptr)
    {
        context.budgets = budgets;
        lineup::ModelInfo eyes {.id = QStringLiteral("eyes"), .service = QStringLiteral("ollama")};
        eyes.capabilities = lineup::ModelInfo::Capability::Vision;
        lineup::ModelInfo words {.id = QStringLiteral("words"), .service = QStringLiteral("ollama")};
        catalogue.setListedModels(QStringLiteral("ollama"), {eyes, words});
        auto made = std::make_unique<lineup::test::ScriptedStarter>();
        starter = made.get();
        page = std::make_unique<lineup::ui::ComparePage>(context, std::move(made));
        page->resize(1280, 800);
    }
    void show()
    {
        page->show();
        page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(page.get()));
    }
    // n panes, all set to a model that reads text only.
    void setPanes(int n)
    {
        QList<lineup::ui::PaneRecord> records;
        for (int i = 0; i < n; ++i)
            records += {.model = QStringLiteral("ollama/words")};
        page->panes().load(records);
        page->board()->setCurrent(0);
        page->focusMain();
    }
    lineup::PaneSession &pane(int index) { return *page->panes().at(index); }
    lineup::test::ScriptedReply &call(int index) { return *starter->calls[index]; }

    lineup::Catalogue catalogue;
    lineup::test::MemoryVault vault;
    lineup::test::FakeHttpClient network;
    TurnedClock clock;
    NoLedger ledger;
    lineup::Router router {{catalogue, vault, network, network, clock, nullptr}};
    lineup::ChainBook chains;
    lineup::ui::UiContext context {catalogue, vault, router, ledger, network, clock, chains};
    lineup::test::ScriptedStarter *starter = nullptr;
    std::unique_ptr<lineup::ui::ComparePage> page;
};
