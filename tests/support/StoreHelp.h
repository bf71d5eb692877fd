// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFuture>
#include <QProcess>
#include <QTemporaryDir>

#include <unistd.h>

namespace lineup::test {

// Blocks until the database's thread has done it.
template<typename T>
T wait(QFuture<T> future)
{
    future.waitForFinished();
    return future.result();
}

inline QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

inline bool writeFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QFile::WriteOnly) && file.write(bytes) == bytes.size();
}

// Another process that holds the write lock of a database.
class Locker
{
public:
    explicit Locker(const QString &file)
    {
        m_process.start(QCoreApplication::applicationDirPath() + QStringLiteral("/store_child"), {file});
        m_locked = m_process.waitForReadyRead(20'000) && m_process.readLine().trimmed() == "locked";
    }
    ~Locker() { release(); }
    Q_DISABLE_COPY_MOVE(Locker)
    [[nodiscard]] bool isLocked() const { return m_locked; }
    void release()
    {
        m_process.closeWriteChannel();
        m_process.waitForFinished(20'000);
    }

private:
    QProcess m_process;
    bool m_locked = false;
};

// What file permissions say means nothing to root: while this lives root is nobody.
class Nobody
{
public:
    explicit Nobody(const QString &folder)
    {
        if (geteuid() != 0)
            return;
        constexpr uid_t nobody = 65534;
        m_isRoot = chown(QFile::encodeName(folder).constData(), nobody, nobody) == 0;
        for (const QFileInfo &info : QDir(folder).entryInfoList(QDir::Files))
            m_isRoot = chown(QFile::encodeName(info.filePath()).constData(), nobody, nobody) == 0 && m_isRoot;
        m_isRoot = m_isRoot && setresuid(nobody, nobody, 0) == 0;
    }
    ~Nobody()
    {
        if (m_isRoot && setresuid(0, 0, 0) != 0)
            qFatal("cannot become root again");
    }
    Q_DISABLE_COPY_MOVE(Nobody)

private:
    bool m_isRoot = false;
};

} // namespace lineup::test
