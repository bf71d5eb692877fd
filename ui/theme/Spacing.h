// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The rhythm of every screen, in logical pixels. No other distances are used.
namespace lineup::ui::Spacing {

constexpr int hair = 4; // between an icon and its word
constexpr int small = 8; // between controls of one group
constexpr int medium = 12; // inside a card
constexpr int large = 16; // between groups
constexpr int huge = 24; // round a page

constexpr int radius = 8; // of a card
constexpr int controlRadius = 6; // of a button or a field inside of a card
constexpr int icon = 16;
constexpr int iconLarge = 20;

} // namespace lineup::ui::Spacing
