// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/budgets/ClaimOwner.h"

#include <QCoreApplication>
#include <QFile>
#include <QStringList>
#include <QSysInfo>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace lineup::ClaimOwner {

namespace {

// Of the system's first space of process numbers: include/linux/proc_ns.h, PROC_PID_INIT_INO.
constexpr QLatin1StringView firstSpace("pid:[4026531836]");

struct Name
{
    QString machine;
    QString boot;
    QString space;
    QString process;
    QString start;
    [[nodiscard]] bool isWhole() const { return !boot.isEmpty() && !space.isEmpty() && !start.isEmpty(); }
    [[nodiscard]] QString text() const { return QStringList {machine, boot, space, process, start}.join(u'/'); }
};

QString contents(const QString &path)
{
    QFile file(path); // of /proc: has no size
    return file.open(QFile::ReadOnly) ? QString::fromLocal8Bit(file.readAll()).trimmed() : QString();
}

// When a process that runs was started, in ticks since the boot; empty: none of that number runs. proc(5), field 22;
// the name before it may hold anything.
QString startOf(const QString &process)
{
    const QString stat = contents(u"/proc/%1/stat"_s.arg(process));
    const QStringList fields = stat.mid(stat.lastIndexOf(u')') + 2).split(u' ');
    const QString state = fields.value(0); // field 3
    const bool isOver = state == "Z"_L1 || state == "X"_L1;
    return isOver ? QString() : fields.value(19);
}

const Name &own()
{
    static const Name name = [] {
        const QString process = QString::number(QCoreApplication::applicationPid());
        return Name {QString::fromLatin1(QSysInfo::machineUniqueId()), contents(u"/proc/sys/kernel/random/boot_id"_s),
            QFile::symLinkTarget(u"/proc/self/ns/pid"_s).section(u'/', -1), process, startOf(process)};
    }();
    return name;
}

} // namespace

QString ofThisProcess()
{
    static const QString unknown = QUuid::createUuid().toString(QUuid::WithoutBraces);
    return own().isWhole() ? own().text() : unknown;
}

Life look(const QString &owner)
{
    if (owner == ofThisProcess())
        return Life::Alive;
    const QStringList parts = owner.split(u'/');
    const Name name {parts.value(0), parts.value(1), parts.value(2), parts.value(3), parts.value(4)};
    if (parts.size() != 5 || !own().isWhole() || name.machine != own().machine || name.space != own().space)
        return Life::Unknown;
    if (name.boot != own().boot) // containers may share the machine's name, not its first space
        return name.space == firstSpace ? Life::Dead : Life::Unknown;
    return startOf(name.process) == name.start ? Life::Alive : Life::Dead;
}

} // namespace lineup::ClaimOwner
