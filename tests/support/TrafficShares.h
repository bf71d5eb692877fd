// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/Traffic.h"

namespace lineup::test {

// Which test answers for which recordings. Each of these tests takes its recordings from here and holds every one of
// them against something that is not our decoder: a second, simple reading, facts read by hand, or both.
struct TrafficShare
{
    const char *test;
    const char *provider; // folder; "": each
    const char *api;
};
[[nodiscard]] const QList<TrafficShare> &trafficShares();

// The recordings that this test answers for, by folder and number.
[[nodiscard]] QList<Recording> shareOf(QLatin1StringView test);

} // namespace lineup::test
