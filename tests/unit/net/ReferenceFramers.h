// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/Framer.h"

// Slow and simple readings of whole bodies, to compare the framers with.
// With unfinished, an event at the end that lacks its blank line counts; the WHATWG text says to discard it.
[[nodiscard]] QList<lineup::StreamEvent> referenceSse(QByteArray body, bool unfinished);
[[nodiscard]] QList<lineup::StreamEvent> referenceNdjson(const QByteArray &body);

// A recorded streamed answer, byte for byte.
struct StreamRecording
{
    QByteArray name;
    lineup::Framing framing = lineup::Framing::Sse;
    QByteArray body;
};
// Every recording of that kind below the folder.
[[nodiscard]] QList<StreamRecording> streamRecordings(const QString &folder);

// The body in pieces of at least `size` bytes that each end where an event ends: each can be split at every
// offset in reasonable time, and is a body of its own.
[[nodiscard]] QList<QByteArray> windows(const StreamRecording &recording, qsizetype size);
