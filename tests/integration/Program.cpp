// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/Program.h"

#include <QDir>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

constexpr int mostMilliseconds = 60'000;

QList<QJsonObject> objects(const QByteArray &text)
{
    QList<QJsonObject> out;
    QList<QByteArray> lines = text.split('\n');
    if (lines.last().isEmpty())
        lines.removeLast();
    for (const QByteArray &line : lines)
        out += QJsonDocument::fromJson(line).object();
    return out;
}

} // namespace

QJsonObject ProgramRun::json() const
{
    return QJsonDocument::fromJson(out).object();
}

QList<QJsonObject> ProgramRun::outLines() const
{
    return objects(out);
}

QList<QJsonObject> ProgramRun::errLines() const
{
    return objects(err);
}

QJsonObject ProgramRun::error() const
{
    const QList<QJsonObject> lines = errLines();
    return lines.size() == 1 ? lines.first().value("error"_L1).toObject() : QJsonObject();
}

Program::Program()
{
    for (const char *name :
        {"PATH", "LD_LIBRARY_PATH", "ASAN_OPTIONS", "TSAN_OPTIONS", "UBSAN_OPTIONS", "QT_PLUGIN_PATH"}) {
        if (qEnvironmentVariableIsSet(name))
            set(QString::fromLatin1(name), qEnvironmentVariable(name));
    }
    QDir(dir()).mkpath(u"run"_s);
    QFile::setPermissions(dir() + u"/run"_s, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    set(u"HOME"_s, dir());
    set(u"LINEUP_HOME"_s, home());
    set(u"XDG_RUNTIME_DIR"_s, dir() + u"/run"_s);
    set(u"LC_ALL"_s, u"C.UTF-8"_s);
    set(u"LINEUP_DEMO_SPEED"_s, u"1000"_s);
}

QString Program::path()
{
    return QStringLiteral(LINEUP_BINARY_DIR "/bin/lineup");
}

QString Program::write(const QString &name, const QByteArray &bytes) const
{
    QFile file(dir() + u'/' + name);
    if (!file.open(QFile::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write a file of the test");
    return file.fileName();
}

void Program::prepare(QProcess &process) const
{
    process.setProcessEnvironment(m_environment);
    process.setWorkingDirectory(dir());
}

std::unique_ptr<QProcess> Program::start(const QStringList &arguments, const QByteArray &input) const
{
    auto process = std::make_unique<QProcess>();
    prepare(*process);
    process->start(path(), arguments);
    process->write(input);
    process->closeWriteChannel();
    return process;
}

ProgramRun Program::run(
    const QStringList &arguments, const QByteArray &input, const std::function<void(QProcess &)> &whileRunning) const
{
    const std::unique_ptr<QProcess> process = start(arguments, input);
    if (whileRunning && QTest::qWaitFor([&] { return process->state() != QProcess::Starting; }, mostMilliseconds))
        whileRunning(*process);
    return finish(*process);
}

ProgramRun Program::finish(QProcess &process)
{
    const bool ended
        = QTest::qWaitFor([&process] { return process.state() == QProcess::NotRunning; }, mostMilliseconds);
    const bool well
        = ended && process.error() == QProcess::UnknownError && process.exitStatus() == QProcess::NormalExit;
    if (!well)
        qInfo() << "the program:" << process.error() << process.errorString() << process.exitStatus()
                << process.exitCode();
    return {.code = well ? process.exitCode() : -1,
        .out = process.readAllStandardOutput(),
        .err = process.readAllStandardError()};
}
