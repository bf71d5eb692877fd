// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/base/Paths.h"

#include <QDir>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace lineup::Paths {

namespace {

QString made(const QString &path)
{
    QDir().mkpath(path);
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return path;
}

QString place(QStringView name, const QString &otherwise)
{
    const QString home = qEnvironmentVariable("LINEUP_HOME");
    return made(home.isEmpty() ? otherwise : QDir(home).absoluteFilePath(name.toString()));
}

QString standard(QStandardPaths::StandardLocation location)
{
    return QStandardPaths::writableLocation(location) + u"/lineup"_s;
}

} // namespace

QString configDir()
{
    return place(u"config", standard(QStandardPaths::GenericConfigLocation));
}

QString dataDir()
{
    return place(u"data", standard(QStandardPaths::GenericDataLocation));
}

QString stateDir()
{
    // QStandardPaths has StateLocation only from Qt 6.7 on.
    QString base = qEnvironmentVariable("XDG_STATE_HOME");
    if (base.isEmpty())
        base = QDir::homePath() + u"/.local/state"_s;
    return place(u"state", base + u"/lineup"_s);
}

QString cacheDir()
{
    return place(u"cache", standard(QStandardPaths::GenericCacheLocation));
}

QString runtimeDir()
{
    return place(u"run", standard(QStandardPaths::RuntimeLocation));
}

} // namespace lineup::Paths
