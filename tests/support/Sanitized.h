// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lineup::test {

// Under a sanitizer everything takes many times as long. What does the same at every byte or with every request is done
// there at one place in so many; the plain build does all of it.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr int thinning = 7;
#else
inline constexpr int thinning = 1;
#endif

} // namespace lineup::test
