// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace lineup::cli {

// As long as this lives a log message is a JSON object on a line of standard error, as everything else there:
// {"log": {"level", "category", "message"}}. What looks like a key is hidden in it. Afterwards nothing is logged any
// more: Qt has some words to say while the program is taken down, when what writes them is gone. Made before the
// application object, in main().
class JsonLog
{
public:
    JsonLog();
    ~JsonLog();
    Q_DISABLE_COPY_MOVE(JsonLog)
};

} // namespace lineup::cli
