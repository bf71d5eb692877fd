// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/Icons.h"

#include "ui/theme/LineIconEngine.h"

#include <QDir>
#include <QFile>
#include <QHash>
#include <QLoggingCategory>
#include <QPixmap>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

Q_LOGGING_CATEGORY(lcTheme, "lineup.theme", QtWarningMsg)

constexpr double drawingUnit = 20; // the side of the drawings' own grid
constexpr auto folder = ":/lineup/icons/"_L1;

// The file of an icon; empty when there is none.
QString fileOf(const QString &name)
{
    static const QHash<QString, QString> others {
        {u"reasoning"_s, u"brain"_s},
        {u"tools"_s, u"wrench"_s},
        {u"vision"_s, u"eye"_s},
        {u"demo"_s, u"dice"_s},
    };
    const QString file = folder + others.value(name, name) + ".svg"_L1;
    if (QFile::exists(file))
        return file;
    qCWarning(lcTheme) << "There is no icon named" << name;
    return {};
}

QIcon made(const QString &name, std::optional<Meaning> meaning, const QColor &color)
{
    const QString file = fileOf(name);
    return file.isEmpty() ? QIcon() : QIcon(new LineIconEngine(file, meaning, color));
}

} // namespace

QIcon icon(const QString &name)
{
    return made(name, {}, {});
}

QIcon icon(const QString &name, Meaning meaning)
{
    return made(name, meaning, {});
}

QIcon icon(const QString &name, const QColor &color)
{
    return made(name, {}, color);
}

QPixmap lineDrawing(const QString &name, int side, const QColor &color, qreal devicePixelRatio)
{
    const QString file = fileOf(name);
    if (file.isEmpty())
        return {};
    const int pixels = qRound(side * devicePixelRatio);
    QPixmap drawn = renderLineIcon(file, {pixels, pixels}, color, 2.0 * drawingUnit / side);
    drawn.setDevicePixelRatio(devicePixelRatio);
    return drawn;
}

// By our own engine like the others: Qt's is a plugin, which Debian 13 has in a package of its own.
QIcon applicationIcon()
{
    return QIcon(new LineIconEngine(folder + "lineup.svg"_L1, {}, {}));
}

QStringList iconNames()
{
    QStringList names;
    for (const QString &file : QDir(folder).entryList({u"*.svg"_s}, QDir::Files, QDir::Name)) {
        if (!file.startsWith("lineup"_L1))
            names.append(file.chopped(4));
    }
    return names;
}

} // namespace lineup::ui
