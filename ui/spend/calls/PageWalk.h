// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/spend/reports/Reports.h"

#include <QHash>

namespace lineup::ui {

// Which pages of a long list of calls are at hand, and which question brings the next one nearer. The ledger gives
// calls only behind another call, so that a page far away is walked to, from the nearest page whose ends are known, the
// list's first or its last; on the way only the ends of pages are kept. Reckons, asks nobody. A value.
class PageWalk
{
public:
    static constexpr int pageSize = 200;
    static constexpr int mostPages = 60; // at hand, the longest unused goes first
    static constexpr int leap = 25; // pages in one question on the way

    // What to ask: `count` calls after `after` (or from the end of the list that it begins at), forwards or backwards.
    struct Step
    {
        bool backwards = false;
        std::optional<CallLine> after;
        int firstPage = 0; // of those that come, in the list's order
        int pages = 1;
        int count = 0;
    };

    void reset(qint64 total); // nothing is at hand
    [[nodiscard]] qint64 total() const { return m_total; }
    [[nodiscard]] int pageCount() const { return int((m_total + pageSize - 1) / pageSize); }
    [[nodiscard]] int rowsOf(int page) const;
    [[nodiscard]] bool has(int page) const { return m_pages.contains(page); }
    [[nodiscard]] const CallLine *line(qint64 row); // null: its page is not at hand
    // The next question on the way to a page that is not at hand.
    [[nodiscard]] Step stepTo(int page) const;
    // Its answer, in the order it came. Keeps the pages round `wanted`; false when it is not what was expected: the
    // ledger has changed meanwhile.
    bool take(const Step &step, QList<CallLine> lines, int wanted);

private:
    struct Ends
    {
        CallLine first;
        CallLine last;
    };
    void keep(int page, const QList<CallLine> &lines);

    qint64 m_total = 0;
    QHash<int, QList<CallLine>> m_pages;
    QHash<int, Ends> m_ends;
    QList<int> m_used; // pages at hand, the latest used last
};

} // namespace lineup::ui
