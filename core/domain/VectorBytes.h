// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <optional>

namespace lineup {

// Vectors as base64 of their numbers, little-endian floats of four bytes, as OpenAI's encoding_format "base64" has
// them. Pure functions; any thread.
[[nodiscard]] QByteArray vectorToBase64(const QList<float> &vector);
// Nothing for what is no base64, is empty, or ends inside a number. What is not finite comes out as it is.
[[nodiscard]] std::optional<QList<float>> vectorFromBase64(const QByteArray &base64);
// The same for vectors of whole numbers, one byte each, from -128 to 127.
[[nodiscard]] std::optional<QList<float>> vectorFromInt8Base64(const QByteArray &base64);

// The shortest decimal that reads back as the same float: "0.1", not "0.10000000149011612".
[[nodiscard]] QByteArray shortestDecimal(float value);

} // namespace lineup
