// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lineup {

// The program with a window: reads the arguments, makes the services, runs the window. Returns the exit code.
[[nodiscard]] int runWindowMain(int argc, char **argv);

} // namespace lineup
