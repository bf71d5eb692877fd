// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/spend/reports/Reports.h"

#include <QCoreApplication>
#include <QTimeZone>
#include <QVariant>

namespace lineup::ui {

// What a column of CallsModel says of a call. Pure; GUI thread.
class CallLineText
{
    Q_DECLARE_TR_FUNCTIONS(CallLineText)
public:
    [[nodiscard]] static QString title(int column);
    [[nodiscard]] static Qt::Alignment alignment(int column); // figures stand at the right
    [[nodiscard]] static QString text(const CallLine &line, int column, const QTimeZone &zone);
    [[nodiscard]] static QString hint(const CallLine &line, int column, const QTimeZone &zone);
    [[nodiscard]] static QVariant sign(const CallLine &line, int column);
    // The same for programs, a cell a member; the names stand in csvHead().
    [[nodiscard]] static QStringList csvHead();
    [[nodiscard]] static QStringList csvCells(const CallLine &line);

private:
    [[nodiscard]] static QString cost(const CallLine &line);
    [[nodiscard]] static QString costHint(const CallLine &line);
};

} // namespace lineup::ui
