// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Async.h"

#include <QObject>

namespace lineup::ui {

// A round of questions to the ledger that belong together. A new round drops what the one before has not answered, so
// that an old answer never overwrites a newer one. After each round exactly one of done, failed or cancelled. GUI
// thread.
class Inquiry : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    void begin(); // a new round
    template<typename T, typename Fn>
    void ask(const QFuture<Result<T>> &future, Fn fn)
    {
        ++m_open;
        setBusy(true);
        whenDone(future, m_round, [this, round = m_generation, fn = std::move(fn)](const Result<T> &answer) mutable {
            if (round != m_generation)
                return;
            if (answer)
                fn(*answer);
            if (round == m_generation) // the answer may have begun another
                settle(answer ? std::nullopt : std::optional(answer.error()));
        });
    }
    void cancel(); // nothing of this round is waited for any more
    [[nodiscard]] bool isBusy() const { return m_busy; }

Q_SIGNALS:
    void done();
    void failed(const lineup::Error &error); // the first of the round
    void cancelled();
    void busyChanged(bool busy);

private:
    void settle(const std::optional<Error> &error);
    void setBusy(bool busy);

    QObject *m_round = new QObject(this);
    std::optional<Error> m_error;
    int m_generation = 0;
    int m_open = 0;
    bool m_busy = false;
};

} // namespace lineup::ui
