// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/Dialect.h"

#include <QJsonObject>

namespace lineup {

// One prediction as the service tells it. A value.
class ReplicatePrediction
{
public:
    // Nothing when the bytes are no prediction.
    [[nodiscard]] static std::optional<ReplicatePrediction> read(const QByteArray &body);

    [[nodiscard]] QString id() const;
    [[nodiscard]] bool isRunning() const; // "starting" or "processing"
    [[nodiscard]] QUrl streamAddress() const; // https only; empty when there is none
    // The output as one delta, or the error that it ended with.
    [[nodiscard]] Result<QList<Delta>> answer(const Service &service) const;

private:
    explicit ReplicatePrediction(QJsonObject object) : m_object(std::move(object)) { }
    [[nodiscard]] std::optional<QString> outputText() const;

    QJsonObject m_object;
};

// The words that a prediction failed with, as an error.
[[nodiscard]] Error replicateFailure(const QString &words, const Service &service);

} // namespace lineup
