// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/Service.h"
#include "core/providers/ServiceProbe.h"

#include <QCoreApplication>

namespace lineup::ui {

// What a person reads about a test of a service and about the vault, translated.
struct ProbeText
{
    Q_DECLARE_TR_FUNCTIONS(ProbeText)
public:
    [[nodiscard]] static QString stageName(ProbeStage::Step step); // "Connection"
    [[nodiscard]] static QString stageLine(const ProbeStage &stage); // "accepted · 42 ms"
    // What failed and what to do, in one or two sentences.
    [[nodiscard]] static QString failure(const ProbeStage &stage, const Service &service);
    // Why a key could not be stored, read or removed, and what to do.
    [[nodiscard]] static QString vaultFailure(const Error &error, const QString &storageName);
};

} // namespace lineup::ui
