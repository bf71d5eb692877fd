// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QStringList>

#include <chrono>
#include <utility>

// What a LoopbackServer does with one request, said step by step; steps run in the order they are said in.
//     ServerScript::ok("text", "text/plain")
//     ServerScript::stream({"data: 1\n\n", "data: 2\n\n"}).pause(20ms).piece("data: 3\n\n").reset()
// The head goes out before the first piece, or at the end. Without a fault the answer ends as its length says.
class ServerScript
{
public:
    enum class Length { Content, Chunked, UntilClose };
    struct Step
    {
        enum class Kind {
            Send, // bytes as they are
            Pause, // for time
            Hold, // until the server is told to release one
            Forever, // bytes again and again, as fast as they are taken
            Stall, // nothing more; the connection stays open
            HalfClose, // nothing more to say, still listening
            Close,
            Reset // TCP RST
        };
        Kind kind = Kind::Send;
        QByteArray bytes;
        std::chrono::milliseconds time {0};
    };

    explicit ServerScript(int status = 200, Length length = Length::Content);
    [[nodiscard]] static ServerScript ok(const QByteArray &body, const QByteArray &type = "application/json");
    [[nodiscard]] static ServerScript stream(
        const QList<QByteArray> &pieces, const QByteArray &type = "text/event-stream");
    [[nodiscard]] static ServerScript redirect(int status, const QByteArray &location);
    [[nodiscard]] static ServerScript raw(const QByteArray &bytes); // instead of HTTP, then closes
    // A head that never ends: bytes again and again, lines or a part of one.
    [[nodiscard]] static ServerScript endlessHead(const QByteArray &bytes);
    [[nodiscard]] static ServerScript gzip(const QByteArray &packed, const QByteArray &type = "application/json");

    ServerScript &header(const QByteArray &name, const QByteArray &value);
    ServerScript &headerBytes(qint64 count); // many headers of that size together
    ServerScript &contentLength(qint64 count); // whatever the body is: a lie
    ServerScript &piece(const QByteArray &bytes);
    ServerScript &byteByByte(const QByteArray &bytes, std::chrono::milliseconds pauseBetween);
    ServerScript &pause(std::chrono::milliseconds time);
    ServerScript &hold(); // until LoopbackServer::release()
    ServerScript &forever(const QByteArray &bytes); // pieces without end
    ServerScript &bareBytes(const QByteArray &bytes); // into the body without chunk framing: a bad chunk
    ServerScript &bareForever(const QByteArray &bytes); // the same without end
    ServerScript &stall() { return fault(Step::Kind::Stall); }
    ServerScript &halfClose() { return fault(Step::Kind::HalfClose); }
    ServerScript &close() { return fault(Step::Kind::Close); }
    ServerScript &reset() { return fault(Step::Kind::Reset); }
    // The whole answer, head included, cut after that many bytes: closed, or reset.
    ServerScript &cutAfter(qint64 bytes, Step::Kind how = Step::Kind::Close);

    // Everything as it goes over the wire.
    [[nodiscard]] QList<Step> steps() const;
    // Of the answer without its pauses and faults; what cutAfter() counts in.
    [[nodiscard]] QByteArray wireBytes() const;

private:
    ServerScript &fault(Step::Kind kind);
    [[nodiscard]] QByteArray framed(const QByteArray &bytes) const;
    [[nodiscard]] QByteArray head() const;

    int m_status;
    Length m_length;
    QByteArray m_raw;
    QList<std::pair<QByteArray, QByteArray>> m_headers;
    qint64 m_saidLength = -1;
    qint64 m_bodyBytes = 0;
    QList<Step> m_body;
    bool m_faulty = false;
    qint64 m_cutAfter = -1;
    Step::Kind m_cutHow = Step::Kind::Close;
};

// The text packed with gzip; and a gzip file that unpacks to that many zero bytes.
[[nodiscard]] QByteArray gzipped(const QByteArray &text);
[[nodiscard]] QByteArray gzipBomb(qint64 unpackedBytes);
