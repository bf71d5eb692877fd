// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QSocketNotifier;

namespace lineup::ui {

// Turns SIGTERM, SIGINT and SIGHUP into a signal of the event loop, so that the program ends cleanly. One a process;
// restores what was there before when it goes. Does nothing on systems without these signals. GUI thread.
class TerminationWatcher : public QObject
{
    Q_OBJECT
public:
    explicit TerminationWatcher(QObject *parent = nullptr);
    ~TerminationWatcher() override;

Q_SIGNALS:
    void requested();

private:
    QSocketNotifier *m_notifier = nullptr;
};

} // namespace lineup::ui
