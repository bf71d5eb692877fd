// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/Dialect.h"

namespace lineup::golden {

// What came out of one answer.
struct Decoded
{
    Completion completion;
    QList<Delta> deltas;
    std::optional<Error> error;
};

inline Completion assemble(const QList<Delta> &deltas, bool complete)
{
    CompletionBuilder builder;
    for (const Delta &delta : deltas)
        builder.apply(delta);
    return builder.build(complete);
}

// The events of these pieces; none at all when the framer complains.
inline QList<StreamEvent> frameEvents(Framing framing, const QList<QByteArrayView> &pieces)
{
    const std::unique_ptr<Framer> framer = makeFramer(framing);
    QList<StreamEvent> events;
    for (const QByteArrayView piece : pieces) {
        if (framer->feed(piece, events))
            return {};
    }
    return framer->finish(events) ? QList<StreamEvent>() : events;
}

// The bytes of a streamed answer through framer and decoder, in these pieces.
inline Decoded decodePieces(
    const Dialect &dialect, const Target &target, Framing framing, const QList<QByteArray> &pieces)
{
    Decoded out;
    const std::unique_ptr<Framer> framer = makeFramer(framing);
    const std::unique_ptr<StreamDecoder> decoder = dialect.streamDecoder(target);
    const auto take = [&](const QList<StreamEvent> &events) {
        for (const StreamEvent &event : events) {
            if (!out.error)
                out.error = decoder->decode(event, out.deltas);
        }
    };
    for (const QByteArray &piece : pieces) {
        QList<StreamEvent> events;
        if (const auto fault = framer->feed(piece, events); fault && !out.error)
            out.error = fault;
        take(events);
    }
    QList<StreamEvent> events;
    if (const auto fault = framer->finish(events); fault && !out.error)
        out.error = fault;
    take(events);
    decoder->finish(out.deltas);
    out.completion = assemble(out.deltas, decoder->complete());
    return out;
}

inline Decoded decodePlain(const Dialect &dialect, const Target &target, const QByteArray &body)
{
    Decoded out;
    const Result<QList<Delta>> deltas = dialect.decode(body, target);
    if (!deltas) {
        out.error = deltas.error();
        return out;
    }
    out.deltas = *deltas;
    out.completion = assemble(out.deltas, true);
    return out;
}

} // namespace lineup::golden
