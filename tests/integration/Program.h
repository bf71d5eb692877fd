// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

#include <functional>
#include <memory>

// What one run of the program left behind.
struct ProgramRun
{
    int code = -1; // -1: it crashed, or did not end in time
    QByteArray out;
    QByteArray err;

    [[nodiscard]] QJsonObject json() const; // standard output as one object; empty when it is none
    [[nodiscard]] QList<QJsonObject> outLines() const; // one object a line; an empty one for a line that is none
    [[nodiscard]] QList<QJsonObject> errLines() const;
    [[nodiscard]] QJsonObject error() const; // "error" of the one line on standard error
};

// The built program in a home of its own and an environment with nothing in it: no display, no desktop bus, no keys.
// The event loop of the test runs meanwhile, so that a LoopbackServer of the same thread can answer.
class Program
{
public:
    Program();
    [[nodiscard]] static QString path();
    [[nodiscard]] QString dir() const { return m_dir.path(); } // everything the program may write lies in it
    [[nodiscard]] QString home() const { return m_dir.path() + QStringLiteral("/lineup"); } // LINEUP_HOME
    [[nodiscard]] QString write(const QString &name, const QByteArray &bytes) const; // a file; its path
    void set(const QString &variable, const QString &value) { m_environment.insert(variable, value); }
    void insert(const QProcessEnvironment &more) { m_environment.insert(more); }

    [[nodiscard]] std::unique_ptr<QProcess> start(const QStringList &arguments, const QByteArray &input = {}) const;
    void prepare(QProcess &process) const; // environment and folder, for a start by hand
    // whileRunning is called once when the program is running.
    [[nodiscard]] ProgramRun run(const QStringList &arguments, const QByteArray &input = {},
        const std::function<void(QProcess &)> &whileRunning = {}) const;
    [[nodiscard]] static ProgramRun finish(QProcess &process);

private:
    QTemporaryDir m_dir;
    QProcessEnvironment m_environment;
};
