// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lineup::cli {

// From now on a log message is a JSON object on a line of standard error, as everything else there:
// {"log": {"level", "category", "message"}}. What looks like a key is hidden in it. Call it before the application
// object is made, once.
void logAsJson();

} // namespace lineup::cli
