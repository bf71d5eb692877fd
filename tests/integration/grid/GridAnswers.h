// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/integration/grid/GridRows.h"

#include <QJsonValue>

namespace lineup::grid {

// An answer in which a service thinks, signs its thoughts where it does so, speaks and calls the tool weather.
struct SignedAnswer
{
    QString model; // one of the row's that does all this
    QByteArray body; // as it comes, not streamed; the thoughts are THOUGHTservice, signatures SIGNEDservice
    QJsonValue replayed; // what has to stand in the next request to the same service, as it is; undefined: nothing
};

// Whether the service can give such an answer at all.
[[nodiscard]] bool callsTools(const Row &row);
// Whether one takes the signatures of the other: the same makers' models, whoever carries them.
[[nodiscard]] bool shareSignatures(const Row &a, const Row &b);
[[nodiscard]] SignedAnswer signedAnswer(const Row &row);

// Whether the value stands anywhere in the other.
[[nodiscard]] bool holds(const QJsonValue &where, const QJsonValue &what);

} // namespace lineup::grid
