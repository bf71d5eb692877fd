// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QFileSystemWatcher>
#include <QTimer>

namespace lineup {

// Tells when a file was made, written, replaced or removed, by whoever, also while its folder is not there yet. It
// waits until no more is written for a moment, because some editors empty a file before they fill it; what it tells of
// may be this program's own writing. Main thread.
class FileWatch : public QObject
{
    Q_OBJECT
public:
    explicit FileWatch(const QString &file, QObject *parent = nullptr); // empty: it never tells anything

    void heed(); // the file or its folder was made just now: from here on watched as well

Q_SIGNALS:
    void changed();

private:
    // What a file is told from the one before it by. A moment of its own is not enough: clocks are coarse.
    struct Stamp
    {
        qint64 size = -1; // -1: it is not there
        QDateTime written;
        QDateTime replaced;
        bool operator==(const Stamp &) const = default;
    };
    [[nodiscard]] Stamp stamp() const;
    void look();

    QString m_file;
    QFileSystemWatcher m_watcher;
    QTimer m_settle;
    Stamp m_seen;
    bool m_touched = false; // the watcher has named the file itself
};

} // namespace lineup
