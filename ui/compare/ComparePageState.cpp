// SPDX-License-Identifier: GPL-3.0-or-later
// What is kept between two runs of the program.
#include "ui/compare/CompareActions.h"
#include "ui/compare/ComparePage.h"
#include "ui/compare/PromptBar.h"
#include "ui/compare/PromptEditor.h"

#include <QJsonArray>
#include <QMetaEnum>

using namespace Qt::StringLiterals;

namespace lineup::ui {
namespace {

constexpr int stateVersion = 1;
// The editor goes through all of them; the file keeps the last ones.
constexpr qsizetype keptPrompts = 30;

} // namespace

QJsonObject ComparePage::saveState() const
{
    QJsonArray panes;
    for (PaneRecord record : m_set.records()) {
        if (!m_keepsHistory)
            record.conversation = {};
        panes += record.toJson();
    }
    QJsonArray sizes;
    for (const int size : m_board->area()->sizes())
        sizes += size;
    const QStringList history = m_keepsHistory ? m_prompt->editor()->history() : QStringList();
    const auto layouts = QMetaEnum::fromType<PaneArea::Layout>();
    return {{u"version"_s, stateVersion}, {u"panes"_s, panes}, {u"current"_s, m_board->current()},
        {u"layout"_s, QString::fromLatin1(layouts.valueToKey(int(m_board->area()->layoutKind()))).toLower()},
        {u"sizes"_s, sizes}, {u"prompt"_s, m_prompt->editor()->toPlainText()},
        {u"history"_s, QJsonArray::fromStringList(history.mid(qMax<qsizetype>(0, history.size() - keptPrompts)))},
        {u"system"_s, m_prompt->systemPrompt()}, {u"systemOpen"_s, m_prompt->isSystemOpen()}};
}

void ComparePage::restoreState(const QJsonObject &state)
{
    if (state[u"version"_s].toInt() != stateVersion)
        return;
    QList<PaneRecord> records;
    for (const QJsonValue &value : state[u"panes"_s].toArray()) {
        records += PaneRecord::fromJson(value.toObject());
        if (!m_keepsHistory)
            records.last().conversation = {};
    }
    if (!records.isEmpty())
        m_set.load(records);
    const QString layout = state[u"layout"_s].toString();
    setArea(layout == "grid"_L1   ? PaneArea::Layout::Grid
            : layout == "tabs"_L1 ? PaneArea::Layout::Tabs
                                  : PaneArea::Layout::Columns);
    QList<int> sizes;
    for (const QJsonValue &value : state[u"sizes"_s].toArray())
        sizes += value.toInt();
    m_board->area()->setSizes(sizes);
    QStringList history;
    if (m_keepsHistory) {
        for (const QJsonValue &value : state[u"history"_s].toArray())
            history += value.toString();
    }
    m_prompt->editor()->setHistory(history);
    m_prompt->editor()->setPlainText(state[u"prompt"_s].toString());
    m_prompt->setSystemPrompt(state[u"system"_s].toString());
    m_prompt->setSystemOpen(state[u"systemOpen"_s].toBool());
    m_actions->systemPrompt->setChecked(m_prompt->isSystemOpen());
    m_board->setCurrent(state[u"current"_s].toInt());
    updateActions();
    updateStart();
    updateEstimate();
}

} // namespace lineup::ui
