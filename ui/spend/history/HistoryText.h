// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/spend/maintenance/LedgerAudit.h"
#include "core/spend/maintenance/LedgerTransfer.h"

#include <QCoreApplication>

namespace lineup::ui {

// How work on the history went, in words. Pure.
class HistoryText
{
    Q_DECLARE_TR_FUNCTIONS(HistoryText)
public:
    [[nodiscard]] static QString exported(const TransferResult &result, const QString &file);
    [[nodiscard]] static QString imported(const TransferResult &result);
    [[nodiscard]] static QString taken(qint64 calls);
    [[nodiscard]] static QString checked(const LedgerAudit &audit);
    [[nodiscard]] static QString repaired(const LedgerAudit &audit);
};

} // namespace lineup::ui
