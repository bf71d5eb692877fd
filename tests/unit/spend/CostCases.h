// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

namespace lineup::test {

// What a provider bills for one answer by its published rule. Worked out in decimals from the price page named beside
// it, not by our code; the sum is how.
struct CostCase
{
    const char *name;
    const char *model; // a model string
    const char *usage; // the provider's own counts, as it sends them
    const char *more; // further members of its answer, or ""; "queries": what Gemini searched for
    const char *asked; // members of the request that decide the price, or ""
    qint64 nano; // nano-dollars, half a one rounded up; -1: not known
    const char *sum; // tokens x dollars for a million; or why it is not known
    const char *source;
};

[[nodiscard]] QList<CostCase> costCasesOfOpenAi();
[[nodiscard]] QList<CostCase> costCasesOfAnthropic(); // and Bedrock, which counts like it
[[nodiscard]] QList<CostCase> costCasesOfGoogle();
[[nodiscard]] QList<CostCase> costCasesOfOthers();

} // namespace lineup::test
