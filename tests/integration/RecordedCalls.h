// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/ChatRequest.h"
#include "core/providers/Catalogue.h"
#include "tests/support/DecodeStream.h"
#include "tests/support/Traffic.h"

namespace lineup::test {

// A recorded chat that was answered, as the shipped rows read it.
struct RecordedCall
{
    Recording recording;
    Target target; // with the model of the request, and what the catalogue knows of it
    Completion completion;
    std::optional<ChatRequest> request; // what was asked, in our terms; nothing: it is not kept, or not understood
};

// All of them, of every provider; without errors and without those that hold no answer.
[[nodiscard]] QList<RecordedCall> recordedCalls(const Catalogue &catalogue);

// What another client asked in a provider's own format, in our terms: texts, pictures, tools, calls and results, limits
// and search. Enough to count it; it is not sent.
[[nodiscard]] std::optional<ChatRequest> requestInOurTerms(const Recording &recording);

} // namespace lineup::test
