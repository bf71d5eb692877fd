// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/FakeReports.h"
#include "tests/ui/keys/KeysFixture.h"
#include "ui/spend/SpendPage.h"

namespace lineup::test {

// A Spend page on a ledger in memory; the clock stands at noon of 14 March 2026, a Saturday.
struct SpendWorld : KeysFixture
{
    FakeReports reports;
    std::unique_ptr<ui::SpendPage> page;

    SpendWorld() { clock.time = QDateTime(QDate(2026, 3, 14), QTime(12, 0), Qt::UTC); }
    [[nodiscard]] QDate today() const { return clock.time.date(); }
    [[nodiscard]] ui::UiContext spendContext()
    {
        ui::UiContext made = context();
        made.reports = &reports;
        return made;
    }
    void open(const QSize &size = {1180, 760})
    {
        page = std::make_unique<ui::SpendPage>(spendContext());
        page->resize(size);
        page->show();
    }
    [[nodiscard]] ui::SpendView &view() const { return page->view(); }
};

// A call that cost `dollars` on a day of 2026 at noon.
inline FakeCall callOn(int month, int day, double dollars, const QString &model = QStringLiteral("acme/a-1"))
{
    FakeCall call;
    call.line.startedAt = QDateTime(QDate(2026, month, day), QTime(12, 0), Qt::UTC);
    call.line.requestedModel = model;
    call.line.service = model.section(QLatin1Char('/'), 0, 0);
    call.line.model = model.section(QLatin1Char('/'), 1);
    call.line.source = QStringLiteral("app");
    call.line.attempts = 1;
    call.line.cost = Money::fromNano(qRound64(dollars * 1e9));
    call.line.input = call.usage.inputFresh = 1000;
    call.line.output = call.usage.outputText = 100;
    call.usage.source = Usage::Source::Reported;
    call.line.total = std::chrono::seconds(2);
    return call;
}

} // namespace lineup::test
