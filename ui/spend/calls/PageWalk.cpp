// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spend/calls/PageWalk.h"

#include <algorithm>

namespace lineup::ui {

namespace {
constexpr int kept = 2; // pages beside the wanted one, of an answer with many
} // namespace

void PageWalk::reset(qint64 total)
{
    m_total = total;
    m_pages.clear();
    m_ends.clear();
    m_used.clear();
}

int PageWalk::rowsOf(int page) const
{
    return int(std::clamp<qint64>(m_total - qint64(page) * pageSize, 0, pageSize));
}

const CallLine *PageWalk::line(qint64 row)
{
    const int page = int(row / pageSize);
    const auto found = m_pages.constFind(page);
    if (found == m_pages.cend() || row % pageSize >= found->size())
        return nullptr;
    if (m_used.isEmpty() || m_used.last() != page) {
        m_used.removeOne(page);
        m_used += page;
    }
    return &found->at(row % pageSize);
}

PageWalk::Step PageWalk::stepTo(int page) const
{
    int before = -1; // the nearest one whose end is known; -1: the front of the list
    int behind = pageCount(); // the same from the other side
    for (auto ends = m_ends.cbegin(); ends != m_ends.cend(); ++ends) {
        if (ends.key() < page)
            before = std::max(before, ends.key());
        else if (ends.key() > page)
            behind = std::min(behind, ends.key());
    }
    Step step;
    step.backwards = behind - page < page - before;
    step.pages = std::min(leap, step.backwards ? behind - page : page - before);
    if (step.backwards) {
        step.firstPage = behind - step.pages;
        if (behind < pageCount())
            step.after = m_ends.value(behind).first;
    } else {
        step.firstPage = before + 1;
        if (before >= 0)
            step.after = m_ends.value(before).last;
    }
    for (int i = 0; i < step.pages; ++i)
        step.count += rowsOf(step.firstPage + i);
    return step;
}

bool PageWalk::take(const Step &step, QList<CallLine> lines, int wanted)
{
    const bool whole = lines.size() == step.count;
    if (step.backwards)
        std::reverse(lines.begin(), lines.end());
    if (!whole) // fewer than there were: whatever came fills the page, so that nobody asks again and again
        lines.resize(step.count);
    qsizetype at = 0;
    for (int page = step.firstPage; page < step.firstPage + step.pages; ++page) {
        const QList<CallLine> mine = lines.mid(at, rowsOf(page));
        at += mine.size();
        if (mine.isEmpty())
            break;
        m_ends.insert(page, {.first = mine.first(), .last = mine.last()});
        if (std::abs(page - wanted) <= kept)
            keep(page, mine);
    }
    return whole;
}

void PageWalk::keep(int page, const QList<CallLine> &lines)
{
    m_pages.insert(page, lines);
    m_used.removeOne(page);
    m_used += page;
    while (m_used.size() > mostPages)
        m_pages.remove(m_used.takeFirst());
}

} // namespace lineup::ui
