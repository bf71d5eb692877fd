// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QFuture>
#include <QFutureWatcher>
#include <QPromise>

#include <type_traits>

namespace lineup {

// Runs fn(result) on context's thread when the future is done; never when the context has gone first.
// The only way one-shot work is consumed: QFuture::then(context, …) aborts a debug build when its context
// dies first, and cancelling what it returns does not reach the promise (measured on Qt 6.4.2).
// A cancelled future that holds no result calls fn with a default-made value, or with Cancelled for a Result.
template<typename T, typename Fn>
void whenDone(const QFuture<T> &future, QObject *context, Fn fn)
{
    auto *watcher = new QFutureWatcher<T>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, fn = std::move(fn)]() mutable {
        watcher->deleteLater();
        if (watcher->future().resultCount() > 0) {
            fn(watcher->result());
        } else if constexpr (std::is_constructible_v<T, Error>) {
            fn(T(Error {.kind = Error::Kind::Cancelled, .detail = {}}));
        } else {
            fn(T());
        }
    });
    watcher->setFuture(future);
}

// A future that is done already.
template<typename T>
[[nodiscard]] QFuture<T> readyFuture(T value)
{
    QPromise<T> promise;
    promise.start();
    promise.addResult(std::move(value));
    promise.finish();
    return promise.future();
}

} // namespace lineup
