// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

namespace lineup::ui {

// What a person reads when a call has failed, translated, plain text. The provider's own words are error.detail:
// show them beneath, selectable, as they are.
struct ErrorSentence
{
    QString what; // what happened: "OpenAI asks for fewer requests."
    QString why; // the likely cause, in general
    QString todo; // what helps; empty where nothing has to be done
    bool operator==(const ErrorSentence &) const = default;
};

// serviceLabel: the service's name for people; empty: "The service". The one table of these sentences.
[[nodiscard]] ErrorSentence errorSentence(const Error &error, const QString &serviceLabel);

// Whether sending the same again may help, so that a Retry button makes sense.
[[nodiscard]] bool mayRetry(Error::Kind kind);

} // namespace lineup::ui
