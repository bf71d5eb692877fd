// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spend/TabView.h"

#include "ui/spend/FilterBar.h"
#include "ui/spend/SpendText.h"

using namespace Qt::StringLiterals;

namespace lineup::ui {

TabView::TabView(SpendView &view, Reports &reports, QWidget *parent) : QWidget(parent), m_view(view), m_reports(reports)
{
    connect(&m_inquiry, &Inquiry::failed, this, [this] { m_stale = true; });
    connect(&m_inquiry, &Inquiry::cancelled, this, [this] { m_stale = true; });
}

void TabView::setActive(bool active)
{
    m_active = active;
    if (m_active && m_stale)
        refresh();
}

void TabView::refresh()
{
    m_stale = true;
    if (!m_active)
        return;
    m_stale = false;
    load();
}

QString TabView::subtitle() const
{
    QStringList parts {SpendText::span(m_view.span())};
    for (const SpendGroup group : wordGroups()) {
        for (const QString &word : filterWords(m_view.state().place.words, group))
            parts += filterWordText(group, word);
    }
    return parts.join(u" · "_s);
}

} // namespace lineup::ui
