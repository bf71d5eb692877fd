// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/CallRecord.h"

#include <QCoreApplication>

namespace lineup::ui {

// What a call went through, in words; shared by panes, lists and the inspector. Pure functions, GUI thread.
class CallText
{
    Q_DECLARE_TR_FUNCTIONS(CallText)
public:
    // One line: "acme/large 429 0.4 s → other/m ok". Waits are told by routeDetails().
    [[nodiscard]] static QString route(const QList<RouteEvent> &events);
    // One line an event, with the time it began and took.
    [[nodiscard]] static QStringList routeDetails(const QList<RouteEvent> &events);
    [[nodiscard]] static QString skipReason(SkipReason reason);
    [[nodiscard]] static QStringList mapping(const MappingReport &report); // one line a note
    [[nodiscard]] static QStringList usage(const Usage &usage); // one line a bucket that is not zero
    [[nodiscard]] static QString costReason(Cost::Reason reason); // why it is not known
    [[nodiscard]] static QString cost(const Cost &cost); // exact, with where it comes from, or why it is not known

private:
    [[nodiscard]] static QString outcome(const RouteEvent &event);
};

} // namespace lineup::ui
