// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>
#include <QUrl>

namespace lineup::ui {

// What an address as typed amounts to. A value.
struct AddressCheck
{
    Q_DECLARE_TR_FUNCTIONS(AddressCheck)
public:
    enum class Verdict { Good, Doubtful, Wrong };
    Verdict verdict = Verdict::Wrong;
    QUrl url; // not Wrong: the address to use
    QString hint; // translated; empty when there is nothing to say
    QString suggestion; // an address that is likely meant; empty: none

    // Judges the base address of a service that speaks OpenAI's dialect. The most common mistake is a missing or
    // doubled /v1, the next one the whole address of a call. Pure.
    [[nodiscard]] static AddressCheck of(const QString &text);
};

} // namespace lineup::ui
