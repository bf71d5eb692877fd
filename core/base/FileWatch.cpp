// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/base/FileWatch.h"

#include <QDir>
#include <QFileInfo>

namespace lineup {

namespace {

constexpr std::chrono::milliseconds settleTime {100};

// The file's folder, or the nearest one above it that is there.
QString folderFor(const QString &file)
{
    QString folder = QFileInfo(file).absolutePath();
    while (!QFileInfo(folder).isDir() && folder != QFileInfo(folder).absolutePath())
        folder = QFileInfo(folder).absolutePath();
    return folder;
}

} // namespace

FileWatch::FileWatch(const QString &file, QObject *parent) : QObject(parent), m_file(file)
{
    if (m_file.isEmpty())
        return;
    m_settle.setSingleShot(true);
    m_settle.setInterval(settleTime);
    connect(&m_settle, &QTimer::timeout, this, &FileWatch::look);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, &m_settle, qOverload<>(&QTimer::start));
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, [this] {
        m_touched = true;
        m_settle.start();
    });
    m_seen = stamp();
    heed();
}

FileWatch::Stamp FileWatch::stamp() const
{
    const QFileInfo info(m_file);
    if (!info.exists())
        return {};
    return {info.size(), info.lastModified(), info.metadataChangeTime()};
}

// A file that is replaced is lost to the watcher, its folder is not; and a folder that was made is nearer than before.
void FileWatch::heed()
{
    if (m_file.isEmpty())
        return;
    const QStringList folders = m_watcher.directories();
    const QString folder = folderFor(m_file);
    if (!folders.contains(folder)) {
        if (!folders.isEmpty())
            m_watcher.removePaths(folders);
        m_watcher.addPath(folder);
    }
    if (!m_watcher.files().contains(m_file) && QFileInfo(m_file).isFile())
        m_watcher.addPath(m_file);
}

void FileWatch::look()
{
    heed();
    const Stamp now = stamp();
    const bool differs = now != m_seen;
    m_seen = now;
    if (std::exchange(m_touched, false) || differs)
        Q_EMIT changed();
}

} // namespace lineup
