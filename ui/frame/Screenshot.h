// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace lineup::ui {

class MainWindow;

// Runs the current page's demo and draws the window when it is over. GUI thread; the window outlives it.
class Screenshot : public QObject
{
    Q_OBJECT
public:
    static constexpr int longest = 120'000; // milliseconds for the demo

    Screenshot(MainWindow &window, QString file, QObject *parent = nullptr);
    void start();

Q_SIGNALS:
    void finished(bool written); // once

private:
    void look();

    MainWindow &m_window;
    QString m_file;
    QTimer m_timer;
    QElapsedTimer m_since;
    int m_quiet = 0; // looks in a row that found no call under way
};

} // namespace lineup::ui
