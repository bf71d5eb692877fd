// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/PaneSet.h"

#include <QUndoCommand>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup::ui {
namespace {

class Step final : public QUndoCommand
{
public:
    Step(const QString &text, std::function<void()> redo, std::function<void()> undo)
        : QUndoCommand(text), m_redo(std::move(redo)), m_undo(std::move(undo))
    {
    }
    void redo() override { m_redo(); }
    void undo() override { m_undo(); }

private:
    std::function<void()> m_redo;
    std::function<void()> m_undo;
};

} // namespace

QJsonObject PaneRecord::toJson() const
{
    return {{u"model"_s, model}, {u"params"_s, params.toJson()}, {u"conversation"_s, conversation.toJson()}};
}

PaneRecord PaneRecord::fromJson(const QJsonObject &json)
{
    return {json[u"model"_s].toString(), PaneParams::fromJson(json[u"params"_s].toObject()),
        PaneConversation::fromJson(json[u"conversation"_s].toObject())};
}

PaneSet::PaneSet(CallStarter &starter, const Clock &clock, Describe describe, QObject *parent)
    : QObject(parent), m_starter(starter), m_clock(clock), m_describe(std::move(describe))
{
}

PaneSet::~PaneSet() = default;

int PaneSet::indexOf(const PaneSession *session) const
{
    const auto found = std::find(m_panes.begin(), m_panes.end(), session);
    return found == m_panes.end() ? -1 : int(found - m_panes.begin());
}

int PaneSet::running() const
{
    return int(
        std::count_if(m_panes.begin(), m_panes.end(), [](const PaneSession *pane) { return pane->isRunning(); }));
}

bool PaneSet::hasConversation() const
{
    return std::any_of(
        m_panes.begin(), m_panes.end(), [](const PaneSession *pane) { return !pane->conversation().isEmpty(); });
}

void PaneSet::push(const QString &text, std::function<void()> redo, std::function<void()> undo)
{
    m_undo.push(new Step(text, std::move(redo), std::move(undo)));
}

bool PaneSet::add(const PaneRecord &record)
{
    if (!canAdd())
        return false;
    const int index = count();
    push(
        tr("Add pane"), [this, index, record] { insert(index, record); }, [this, index] { take(index); });
    return true;
}

bool PaneSet::close(int index)
{
    if (index < 0 || index >= count() || count() == 1)
        return false;
    // The record is made when the step is done: a redo closes what is there by then.
    auto kept = std::make_shared<PaneRecord>();
    push(
        tr("Close pane"),
        [this, index, kept] {
            *kept = take(index);
            m_closed += {index, *kept};
        },
        [this, index, kept] {
            const auto last = std::find_if(
                m_closed.rbegin(), m_closed.rend(), [&](const Closed &closed) { return closed.record == *kept; });
            if (last != m_closed.rend())
                m_closed.erase(std::next(last).base());
            insert(index, *kept);
        });
    return true;
}

bool PaneSet::reopen()
{
    if (!canReopen())
        return false;
    const Closed closed = m_closed.last();
    const int index = qMin(closed.index, count());
    push(
        tr("Reopen pane"),
        [this, index, closed] {
            m_closed.removeLast();
            insert(index, closed.record);
        },
        [this, index, closed] {
            take(index);
            m_closed += closed;
        });
    return true;
}

bool PaneSet::move(int from, int to)
{
    if (from < 0 || to < 0 || from >= count() || to >= count() || from == to)
        return false;
    push(
        tr("Move pane"), [this, from, to] { shift(from, to); }, [this, from, to] { shift(to, from); });
    return true;
}

bool PaneSet::clear(int index)
{
    if (index < 0 || index >= count() || at(index)->conversation().isEmpty())
        return false;
    auto kept = std::make_shared<PaneConversation>();
    push(
        tr("Clear conversation"),
        [this, index, kept] {
            *kept = at(index)->snapshot();
            at(index)->setConversation({});
        },
        [this, index, kept] { at(index)->setConversation(*kept); });
    return true;
}

void PaneSet::replaceAll(const QList<PaneRecord> &next, const QString &text)
{
    auto kept = std::make_shared<QList<PaneRecord>>();
    push(
        text,
        [this, next, kept] {
            *kept = records();
            setRecords(next);
        },
        [this, kept] { setRecords(*kept); });
}

void PaneSet::load(const QList<PaneRecord> &next)
{
    setRecords(next.mid(0, maxPanes));
    m_closed.clear();
    m_undo.clear();
}

PaneRecord PaneSet::record(int index) const
{
    const PaneSession &pane = *m_panes[index];
    return {pane.model().modelString, pane.params(), pane.snapshot()};
}

QList<PaneRecord> PaneSet::records() const
{
    QList<PaneRecord> out;
    for (int i = 0; i < count(); ++i)
        out += record(i);
    return out;
}

void PaneSet::describeAgain()
{
    for (PaneSession *pane : std::as_const(m_panes))
        pane->setModel(m_describe(pane->model().modelString));
}

void PaneSet::insert(int index, const PaneRecord &record)
{
    auto *pane = new PaneSession(m_starter, m_clock, this);
    fill(*pane, record);
    m_panes.insert(index, pane);
    Q_EMIT added(index);
}

void PaneSet::fill(PaneSession &pane, const PaneRecord &record)
{
    pane.setModel(m_describe(record.model));
    pane.setParams(record.params);
    pane.setConversation(record.conversation);
}

PaneRecord PaneSet::take(int index)
{
    const PaneRecord kept = record(index);
    PaneSession *pane = m_panes.takeAt(index);
    Q_EMIT removed(index);
    delete pane;
    return kept;
}

void PaneSet::shift(int from, int to)
{
    m_panes.move(from, to);
    Q_EMIT moved(from, to);
}

void PaneSet::setRecords(const QList<PaneRecord> &records)
{
    // Those in front in which nothing has been asked are as good as new ones.
    int kept = 0;
    while (kept < count() && kept < records.size() && at(kept)->conversation().isEmpty())
        ++kept;
    while (count() > kept)
        take(count() - 1);
    for (int i = 0; i < kept; ++i)
        fill(*m_panes[i], records[i]);
    for (const PaneRecord &next : records.mid(kept))
        insert(count(), next);
}

} // namespace lineup::ui
