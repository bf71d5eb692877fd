// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/SessionStore.h"

#include "core/base/JsonReader.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

constexpr qint64 largest = 256 * 1024 * 1024;

std::optional<Error> writeFile(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    const bool done = file.open(QIODevice::WriteOnly) && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        && file.write(bytes) == bytes.size() && file.commit();
    if (done)
        return {};
    return storageError(path, file.errorString());
}

} // namespace

SessionStore::SessionStore(QString file, QObject *parent) : QObject(parent), m_file(std::move(file))
{
    m_writer.setMaxThreadCount(1);
    m_timer.setSingleShot(true);
    m_timer.setInterval(delay);
    connect(&m_timer, &QTimer::timeout, this, &SessionStore::save);
    read();
}

SessionStore::~SessionStore()
{
    m_writer.waitForDone();
}

void SessionStore::read()
{
    QFile file(m_file);
    if (!file.exists())
        return;
    if (!file.open(QIODevice::ReadOnly) || file.size() > largest) {
        putAside(tr("it cannot be read"));
        return;
    }
    const Result<QJsonObject> root = parseJsonObject(file.readAll());
    file.close();
    if (!root) {
        putAside(tr("it is damaged"));
    } else if (root->value("version"_L1).toInt() < 1 || root->value("version"_L1).toInt() > version) {
        putAside(tr("another version of Lineup wrote it"));
    } else {
        m_root = *root;
    }
}

void SessionStore::putAside(const QString &why)
{
    QFile::remove(aside());
    QFile::rename(m_file, aside());
    m_problem = tr("The last session was not restored: %1. It is kept as %2.").arg(why, QFileInfo(aside()).fileName());
}

QJsonObject SessionStore::window() const
{
    return m_root.value("window"_L1).toObject();
}

QJsonObject SessionStore::page(const QString &id) const
{
    return m_root.value("pages"_L1).toObject().value(id).toObject();
}

void SessionStore::setWindow(const QJsonObject &state)
{
    m_root.insert("window"_L1, state);
}

void SessionStore::setPage(const QString &id, const QJsonObject &state)
{
    QJsonObject pages = m_root.value("pages"_L1).toObject();
    pages.insert(id, state);
    m_root.insert("pages"_L1, pages);
}

void SessionStore::touch()
{
    // Not started anew: someone who types without a pause is saved every second too.
    if (!m_timer.isActive())
        m_timer.start();
}

void SessionStore::save()
{
    Q_EMIT aboutToSave();
    m_root.insert("version"_L1, version);
    m_writer.start([this, file = m_file, root = m_root] {
        const std::optional<Error> error = writeFile(file, QJsonDocument(root).toJson());
        QMetaObject::invokeMethod(
            this, [this, error] { written(error); }, Qt::QueuedConnection);
    });
}

void SessionStore::saveNow()
{
    m_timer.stop();
    save();
}

void SessionStore::dropBroken()
{
    QFile::remove(aside());
}

void SessionStore::flush()
{
    saveNow();
    m_writer.waitForDone();
}

void SessionStore::written(const std::optional<Error> &error)
{
    if (error && !m_failing)
        Q_EMIT failed(*error);
    m_failing = error.has_value();
}

} // namespace lineup::ui
