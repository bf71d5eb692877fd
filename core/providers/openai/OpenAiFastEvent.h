// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

#include <optional>

namespace lineup {

// What the usual event of a streamed answer holds: names that repeat in each event, and a piece of text.
struct OpenAiFastEvent
{
    QByteArrayView id; // these four as they stand in the event, without escapes; empty: not there
    QByteArrayView model;
    QByteArrayView systemFingerprint;
    QByteArrayView serviceTier;
    QString text;
};

// Reads a chunk whose only news is choices[0].delta.content. Nothing for every other event, for one with a member that
// is not known here, and for anything that is not plainly valid: those are for the JSON parser. In front of it because
// almost every event of a stream is of this kind, and building a tree of objects for each is most of the work.
// Pure; the views point into the bytes; allocates the text alone.
[[nodiscard]] std::optional<OpenAiFastEvent> readOpenAiFastEvent(QByteArrayView bytes);

} // namespace lineup
