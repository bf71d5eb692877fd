// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compare/PaneSession.h"

#include <QCoreApplication>

namespace lineup::ui {

// The words about a pane's answer. Pure.
class PaneText
{
    Q_DECLARE_TR_FUNCTIONS(PaneText)
public:
    // One word or a short clause: "Thinking…", "Stopped by you".
    [[nodiscard]] static QString status(PaneSession::State state, const PaneAnswer *last);
    [[nodiscard]] static QString waiting(std::chrono::milliseconds left); // before the next try
    [[nodiscard]] static QString unfinished(const PaneAnswer &answer); // empty: by the person
    [[nodiscard]] static QString mappingLink(const MappingReport &report); // "1 parameter changed"
    [[nodiscard]] static QString mappingDetails(const MappingReport &report);
    // For a screen reader and the status bar, when an answer is over: "B finished, 512 tokens, $0.0087".
    [[nodiscard]] static QString ending(const QString &letter, const PaneAnswer &answer);
    // What is known of a model, in one or two lines, for a pane that has nothing to show yet.
    [[nodiscard]] static QString facts(const PaneModel &model);
};

} // namespace lineup::ui
