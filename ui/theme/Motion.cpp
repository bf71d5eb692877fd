// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/Motion.h"

#include "ui/theme/DesktopHints.h"

#include <QtGlobal>

namespace lineup::ui::Motion {

int duration(int wanted)
{
    return DesktopHints::reducedMotion() ? 0 : qBound(0, wanted, longest);
}

} // namespace lineup::ui::Motion
