// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/DecodeStream.h"
#include "tests/support/Traffic.h"

#include <QTest>

Q_DECLARE_METATYPE(lineup::test::Recording)

namespace lineup::test {

// What holds for recorded answers of every dialect, wherever the network cuts them. A value. The complaints are empty
// when there is nothing to complain about; the answer that is held against is the one read in a single piece.
class TrafficCheck
{
public:
    enum class Counted { Perhaps, Never }; // the usage of an answer whose end is missing: never more than estimated

    TrafficCheck(const Dialect &dialect, Target target, Framing framing)
        : m_dialect(dialect), m_target(std::move(target)), m_framing(framing)
    {
    }

    // For a _data function: column "recording". A row of its own says that there is none, and fails.
    static void addRows(const QList<Recording> &list)
    {
        QTest::addColumn<Recording>("recording");
        for (const Recording &recording : list)
            QTest::newRow(qPrintable(recording.name)) << recording;
        if (list.isEmpty())
            QTest::newRow("none") << Recording();
    }

    [[nodiscard]] golden::Decoded decode(const Recording &recording) const
    {
        return recording.streamed ? decodePieces({recording.body})
                                  : golden::decodePlain(m_dialect, m_target, recording.body);
    }

    // Byte by byte, and cut in two at each of cuts(): the same answer, whole, without an error.
    [[nodiscard]] QString cutComplaint(const Recording &recording, qsizetype limit = 20'000) const
    {
        const QByteArray &body = recording.body;
        const QList<Delta> whole = decode(recording).deltas;
        if (decodePieces(bytesOf(body)).deltas != whole)
            return byteByByte();
        for (const qsizetype at : cuts(body, limit)) {
            const golden::Decoded out = decodePieces({body.left(at), body.mid(at)});
            if (out.error || out.deltas != whole || !out.completion.complete)
                return QStringLiteral("cut at byte %1 it reads differently").arg(at);
        }
        return {};
    }

    // The same by the framer's events, which are quicker to compare: a decoder sees nothing else, so where they are
    // equal the answer is.
    [[nodiscard]] QString eventComplaint(const Recording &recording) const
    {
        const QByteArrayView body = recording.body;
        const QList<StreamEvent> whole = golden::frameEvents(m_framing, {body});
        const golden::Decoded out = decodePieces(bytesOf(recording.body));
        if (whole.isEmpty() || out.error || out.deltas != decode(recording).deltas)
            return byteByByte();
        for (const qsizetype at : cuts(recording.body)) {
            if (golden::frameEvents(m_framing, {body.first(at), body.sliced(at)}) != whole)
                return QStringLiteral("other events when cut at %1").arg(at);
        }
        return {};
    }

    // Broken off at forty places up to `last`, where the provider's last word begins: what came is a beginning of the
    // answer, and it never counts as whole. A piece that was cut may be called malformed.
    [[nodiscard]] QString beginningComplaint(const Recording &recording, qsizetype last, Counted counted) const
    {
        const QString whole = decode(recording).completion.text();
        if (last <= 0)
            return QStringLiteral("the last word is not found");
        constexpr int places = 40;
        for (int i = 1; i <= places; ++i) {
            const golden::Decoded out = decodePieces({recording.body.left(last * i / places)});
            const bool otherError = out.error && out.error->kind != Error::Kind::Malformed;
            const bool billed = counted == Counted::Never && out.completion.usage.source == Usage::Source::Reported;
            if (otherError || billed || out.completion.complete || !whole.startsWith(out.completion.text()))
                return QStringLiteral("broken off after %1 bytes it is taken for something else")
                    .arg(last * i / places);
        }
        return {};
    }

private:
    [[nodiscard]] golden::Decoded decodePieces(const QList<QByteArray> &pieces) const
    {
        return golden::decodePieces(m_dialect, m_target, m_framing, pieces);
    }
    [[nodiscard]] static QList<QByteArray> bytesOf(const QByteArray &body)
    {
        QList<QByteArray> out;
        for (qsizetype i = 0; i < body.size(); ++i)
            out += body.mid(i, 1);
        return out;
    }
    [[nodiscard]] static QString byteByByte() { return QStringLiteral("byte by byte it reads differently"); }

    const Dialect &m_dialect;
    Target m_target;
    Framing m_framing;
};

} // namespace lineup::test
