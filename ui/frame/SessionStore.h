// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QJsonObject>
#include <QObject>
#include <QThreadPool>
#include <QTimer>

namespace lineup::ui {

// What the window comes back with after a restart or a crash: its geometry and each page's state (line-up, drafts),
// one JSON file, replaced as a whole, readable by its owner only. Members that are not ours are kept as they were
// read. GUI thread; writing is done in a thread of its own, one write after another.
//   {"version": 1, "window": {…}, "pages": {"compare": {…}}}
class SessionStore : public QObject
{
    Q_OBJECT
public:
    static constexpr int version = 1;
    static constexpr int delay = 1000; // milliseconds from the first change to its write

    // Reads the file at once; it may be absent. What cannot be understood, or is of a newer version, is put aside as
    // file + ".broken" and its reason is in problem().
    explicit SessionStore(QString file, QObject *parent = nullptr);
    ~SessionStore() override; // waits for writes under way

    // What was wrong with the file at the start, for the status bar; empty: nothing.
    [[nodiscard]] QString problem() const { return m_problem; }

    [[nodiscard]] QJsonObject window() const;
    [[nodiscard]] QJsonObject page(const QString &id) const;
    void setWindow(const QJsonObject &state);
    void setPage(const QString &id, const QJsonObject &state);

    void touch(); // something has changed: aboutToSave and a write within a second
    void saveNow(); // writes now, and does not wait for it
    void dropBroken(); // takes away what was put aside, now or by an earlier start
    void flush(); // writes now, and is back when it is on disk; for the end of the program

Q_SIGNALS:
    void aboutToSave(); // the moment to call setWindow and setPage
    void failed(const lineup::Error &error); // Storage; once until a write succeeds again

private:
    void read();
    void putAside(const QString &why);
    void save();
    [[nodiscard]] QString aside() const { return m_file + QStringLiteral(".broken"); }
    void written(const std::optional<Error> &error);

    QString m_file;
    QString m_problem;
    QJsonObject m_root;
    QTimer m_timer;
    QThreadPool m_writer;
    bool m_failing = false;
};

} // namespace lineup::ui
