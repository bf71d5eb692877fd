// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/routing/Simulator.h"
#include "core/routing/StepOutcome.h"

#include <QCoreApplication>

namespace lineup::ui {

// What chains, their rules and their routes are called on a screen. Pure.
class ChainText
{
    Q_DECLARE_TR_FUNCTIONS(ChainText)
public:
    [[nodiscard]] static QString errorClass(ErrorClass value); // "Rate limited"
    [[nodiscard]] static QString errorClassHead(ErrorClass value); // the same in two lines, for a narrow column
    [[nodiscard]] static QString errorClassHint(ErrorClass value);
    // "Usual", "Usual + 1", or the classes themselves where they are few.
    [[nodiscard]] static QString classes(ErrorClasses value);
    [[nodiscard]] static QString allClasses(ErrorClasses value); // by name, with commas
    [[nodiscard]] static QString outcome(const StepOutcome &outcome); // "retry 2×, then next"
    [[nodiscard]] static QString shortOutcome(const StepOutcome &outcome); // "2× → next"
    [[nodiscard]] static QString timeouts(const StepTimeouts &timeouts); // "10 s / 30 s / –", "usual"
    [[nodiscard]] static QString errorKind(Error::Kind kind); // "rate limited"
    [[nodiscard]] static QString skipReason(SkipReason reason);
    [[nodiscard]] static QString event(const RouteEvent &event); // "rate limited (429)"
    [[nodiscard]] static QString preset(Preset preset);
    [[nodiscard]] static QString balance(Balance balance);
    [[nodiscard]] static QString cost(const Cost &cost);
    // "acme/b answered after 0.7 s; 0.3 s were lost on the way; $0.0021."
    [[nodiscard]] static QString result(const Simulation &simulation);
    // What differs first: who answers, or where the way there has changed.
    [[nodiscard]] static QString change(const ScenarioChange &change);
};

} // namespace lineup::ui
