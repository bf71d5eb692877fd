// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compare/PaneSession.h"

#include <QUndoStack>

#include <functional>

namespace lineup::ui {

// A pane as it is kept: in undo steps, in the list of closed ones, in the state file. A value.
struct PaneRecord
{
    QString model; // model string
    PaneParams params;
    PaneConversation conversation;

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static PaneRecord fromJson(const QJsonObject &json);
    bool operator==(const PaneRecord &) const = default;
};

// The panes of a comparison, in order, and every change to them as an undoable step. Main thread. What it is given
// outlives it; it owns the sessions. A session that is closed stops its call and keeps what came.
class PaneSet : public QObject
{
    Q_OBJECT
public:
    static constexpr int maxPanes = 8;
    using Describe = std::function<PaneModel(const QString &)>;

    PaneSet(CallStarter &starter, const Clock &clock, Describe describe, QObject *parent = nullptr);
    ~PaneSet() override;

    [[nodiscard]] int count() const { return int(m_panes.size()); }
    [[nodiscard]] PaneSession *at(int index) const { return m_panes.value(index); }
    [[nodiscard]] int indexOf(const PaneSession *session) const;
    [[nodiscard]] const QList<PaneSession *> &sessions() const { return m_panes; }
    [[nodiscard]] int running() const;
    [[nodiscard]] bool hasConversation() const;
    [[nodiscard]] QUndoStack *undoStack() { return &m_undo; }

    // Undoable. Each returns false when it cannot be done.
    bool add(const PaneRecord &record);
    bool close(int index);
    bool reopen(); // the pane closed last, where it was
    bool move(int from, int to);
    bool clear(int index); // the conversation
    void replaceAll(const QList<PaneRecord> &records, const QString &text);
    [[nodiscard]] bool canAdd() const { return count() < maxPanes; }
    [[nodiscard]] bool canReopen() const { return canAdd() && !m_closed.isEmpty(); }

    // Not undoable: at start and on restoring.
    void load(const QList<PaneRecord> &records);
    // As they are now; answers under way are in it as interrupted.
    [[nodiscard]] QList<PaneRecord> records() const;
    [[nodiscard]] PaneRecord record(int index) const;
    void describeAgain(); // the catalogue has changed

Q_SIGNALS:
    void added(int index);
    void removed(int index); // the session is gone from the list, and deleted after this
    void moved(int from, int to);

private:
    struct Closed
    {
        int index = 0;
        PaneRecord record;
    };
    void insert(int index, const PaneRecord &record);
    void fill(PaneSession &pane, const PaneRecord &record);
    PaneRecord take(int index);
    void shift(int from, int to);
    void setRecords(const QList<PaneRecord> &records);
    void push(const QString &text, std::function<void()> redo, std::function<void()> undo);

    CallStarter &m_starter;
    const Clock &m_clock;
    Describe m_describe;
    QList<PaneSession *> m_panes;
    QList<Closed> m_closed; // the last one was closed last
    QUndoStack m_undo;
};

} // namespace lineup::ui
