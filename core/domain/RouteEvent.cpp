// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/domain/RouteEvent.h"

#include "core/base/WordTable.h"

#include <array>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

constexpr std::array skipWords {
    std::pair {SkipReason::None, ""_L1},
    std::pair {SkipReason::NoKey, "no_key"_L1},
    std::pair {SkipReason::Unknown, "unknown_model"_L1},
    std::pair {SkipReason::ContextTooSmall, "context_too_small"_L1},
    std::pair {SkipReason::NoImages, "no_images"_L1},
    std::pair {SkipReason::NoTools, "no_tools"_L1},
    std::pair {SkipReason::NoAudio, "no_audio"_L1},
    std::pair {SkipReason::NoFiles, "no_files"_L1},
    std::pair {SkipReason::Cooling, "cooling"_L1},
    std::pair {SkipReason::TooDear, "too_dear"_L1},
    std::pair {SkipReason::Budget, "budget"_L1},
};

} // namespace

QString skipReasonName(SkipReason reason)
{
    return wordFor(skipWords, reason);
}

std::optional<SkipReason> skipReasonFromName(QStringView name)
{
    return valueFor(skipWords, name);
}

} // namespace lineup
