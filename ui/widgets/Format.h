// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Money.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <chrono>

namespace lineup::ui {

// Numbers as people read them, by locale. The one place where a figure becomes text on a screen; exact for money: no
// floating point on the way. Pure functions; any thread once the translator is installed.
class Format
{
    Q_DECLARE_TR_FUNCTIONS(Format)
public:
    // To the digits that matter: cents from a dollar up, two significant digits below: "$12.40", "$0.42", "$0.0087".
    [[nodiscard]] static QString money(Money amount, const QLocale &locale = QLocale());
    // Every digit there is, at least two decimals; for tooltips: "$0.008734500" is "$0.0087345".
    [[nodiscard]] static QString exactMoney(Money amount, const QLocale &locale = QLocale());
    // A price of one unit as the price of a million: "$2.50", "$0.0375".
    [[nodiscard]] static QString perMillion(UnitPrice price, const QLocale &locale = QLocale());

    // "42 ms", "0.42 s", "12.3 s", "3 min", "3 min 20 s", "2 h 5 min", "3 d 4 h". Negative is taken as zero.
    [[nodiscard]] static QString duration(std::chrono::microseconds time, const QLocale &locale = QLocale());
    // "just now", "2 min ago", "3 h ago", else the date and time in local time.
    [[nodiscard]] static QString ago(const QDateTime &then, const QDateTime &now, const QLocale &locale = QLocale());

    // "1,204" in English, "1.204" in German; from a million on "1.2 M".
    [[nodiscard]] static QString count(qint64 number, const QLocale &locale = QLocale());
    // Sizes of contexts and prompts: "512", "1.5k", "128k", "1M" (a k is a thousand).
    [[nodiscard]] static QString tokens(qint64 number, const QLocale &locale = QLocale());
    // "88 t/s", "4.2 t/s".
    [[nodiscard]] static QString rate(double tokensPerSecond, const QLocale &locale = QLocale());
    // 0.82 is "82%" or what the locale writes.
    [[nodiscard]] static QString percent(double share, const QLocale &locale = QLocale());
};

} // namespace lineup::ui
