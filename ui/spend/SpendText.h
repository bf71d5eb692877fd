// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/spend/SpendState.h"

#include <QCoreApplication>
#include <QLocale>

namespace lineup::ui {

// What spending, its groups and its figures are called on a screen. Pure.
class SpendText
{
    Q_DECLARE_TR_FUNCTIONS(SpendText)
public:
    [[nodiscard]] static QString range(SpendRange range); // "30 days"
    [[nodiscard]] static QString span(const SpendSpan &span); // "1 Mar – 14 Mar 2026", by locale
    [[nodiscard]] static QString date(QDate day); // with its weekday
    [[nodiscard]] static QString group(SpendGroup group); // "Model"
    [[nodiscard]] static QString groups(SpendGroup group); // "Models"
    [[nodiscard]] static QString by(SpendGroup group); // "by model"
    [[nodiscard]] static QString metric(SpendMetric metric);
    [[nodiscard]] static QString status(const QString &word); // of a CallStatus
    // One of a group, for a list or a hover: a date written out, "no project" for an empty word.
    [[nodiscard]] static QString key(SpendGroup group, const QString &key);
    [[nodiscard]] static QString shortKey(SpendGroup group, const QString &key); // for an axis: "14 Mar"
    // A figure of a metric: money, a count, microseconds.
    [[nodiscard]] static QString value(SpendMetric metric, qint64 value);
    [[nodiscard]] static QString exact(SpendMetric metric, qint64 value); // with every digit there is
    // The same for programs: "0.0087", "1204", microseconds; no locale.
    [[nodiscard]] static QString plain(SpendMetric metric, qint64 value);
    [[nodiscard]] static QString unit(SpendMetric metric); // "USD", "tokens", …: for the head of a column
    // "12% more", "as much", "half as much…": what a figure is against an earlier one.
    [[nodiscard]] static QString change(qint64 now, qint64 before);
};

} // namespace lineup::ui
