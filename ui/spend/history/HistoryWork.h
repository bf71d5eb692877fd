// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Async.h"
#include "core/spend/maintenance/LedgerMaintenance.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace lineup::ui {

class Banner;

// One job on the ledger at a time: how far it is, a button that cancels it, and in words how it ended. Goes on beside
// the window. GUI thread; maintenance outlives it. Its end cancels what runs.
class HistoryWork : public QWidget
{
    Q_OBJECT
public:
    explicit HistoryWork(LedgerMaintenance &maintenance, QWidget *parent = nullptr);
    ~HistoryWork() override;

    // what: "Exporting the history…". show(result) says how it went; an error is told here, after a `before` of its
    // own that says what state it left ("Nothing was exported.").
    template<typename T, typename Fn>
    void run(const QString &what, const QString &before, const QFuture<Result<T>> &future, Fn show)
    {
        begin(what);
        whenDone(future, this, [this, before, show](const Result<T> &result) {
            end();
            if (result)
                show(*result);
            else
                fail(result.error(), before);
        });
    }
    [[nodiscard]] bool isBusy() const { return m_busy; }
    void tell(const QString &text, bool good = true); // false: something is to be done about it

Q_SIGNALS:
    void busyChanged(bool busy);

private:
    void begin(const QString &what);
    void end();
    void fail(const Error &error, const QString &before);
    void showProgress(qint64 done, qint64 total);
    void cancel();

    LedgerMaintenance &m_maintenance;
    Banner *m_result;
    QLabel *m_what;
    QProgressBar *m_progress;
    QPushButton *m_cancel;
    bool m_busy = false;
};

} // namespace lineup::ui
