// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/Traffic.h"

#include <QJsonObject>

namespace lineup::test {

// A second, deliberately simple reading of one chat completion, to compare the real one with: fields joined, the last
// usage kept. Reads the first choice only; the recordings have no more.
struct ReferenceAnswer
{
    QString text;
    QString reasoning;
    QString refusal;
    QStringList toolNames;
    QStringList toolArguments;
    QString finish; // the last word that was not empty
    QJsonObject usage; // the last that was there
    QJsonObject error;
    bool sawDone = false;
};

[[nodiscard]] ReferenceAnswer readReference(const Recording &recording);

} // namespace lineup::test
