// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/FakeBudgets.h"
#include "tests/ui/keys/KeysFixture.h"
#include "ui/chains/ChainsPage.h"
#include "ui/chains/StepsTable.h"

#include <QTest>

namespace lineup::test {

// A book in a folder of its own.
struct ChainsWorld : KeysFixture
{
    ChainBook book {home.filePath(QStringLiteral("chains.json"))};
    FakeBudgets budgets {clock};
    [[nodiscard]] ui::UiContext chainContext()
    {
        return {catalogue, vault, router, ledger, network, clock, book, nullptr, &budgets};
    }
};

[[nodiscard]] inline Chain threeSteps()
{
    Chain chain {.name = QStringLiteral("three")};
    for (const QString &model :
        {QStringLiteral("acme/a-1"), QStringLiteral("openai/gpt-4o-mini"), QStringLiteral("demo/steady")}) {
        RouteStep step;
        step.targets = {{.model = model}};
        chain.steps += step;
    }
    return chain;
}

// The page of chains in a window of its own, and what tests of it look at.
class ChainsFixture
{
protected:
    void renew() { m_world = std::make_unique<ChainsWorld>(); }
    void clear()
    {
        m_page.reset();
        m_world.reset();
    }
    void open(const QList<Chain> &chains, const QSize &size = {1180, 720})
    {
        for (const Chain &chain : chains)
            QVERIFY(m_world->book.save(chain));
        m_page = std::make_unique<ui::ChainsPage>(m_world->chainContext());
        m_page->resize(size);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
        m_page->activateWindow();
    }
    template<typename T>
    [[nodiscard]] T *child(const QString &name) const
    {
        return m_page->findChild<T *>(name);
    }
    [[nodiscard]] const Chain &three() const
    {
        static const Chain none;
        const Chain *chain = m_world->book.find(QStringLiteral("three"));
        return chain ? *chain : none;
    }
    [[nodiscard]] QStringList order() const // of the steps' services
    {
        QStringList out;
        for (const RouteStep &step : three().steps)
            out += step.targets.value(0).model.section(u'/', 0, 0);
        return out;
    }
    [[nodiscard]] ui::StepsTable *steps() const { return m_page->findChild<ui::StepsTable *>(); }
    void at(int row, int column) const
    {
        steps()->setFocus();
        steps()->setCurrentIndex(steps()->model()->index(row, column));
    }

    std::unique_ptr<ChainsWorld> m_world;
    std::unique_ptr<ui::ChainsPage> m_page;
};

} // namespace lineup::test
