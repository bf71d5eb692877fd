// SPDX-License-Identifier: GPL-3.0-or-later
#include "ServerScript.h"

#include <algorithm>
#include <zlib.h>

using Kind = ServerScript::Step::Kind;

ServerScript::ServerScript(int status, Length length) : m_status(status), m_length(length) { }

ServerScript ServerScript::ok(const QByteArray &body, const QByteArray &type)
{
    ServerScript script;
    script.header("Content-Type", type).piece(body);
    return script;
}

ServerScript ServerScript::stream(const QList<QByteArray> &pieces, const QByteArray &type)
{
    ServerScript script(200, Length::Chunked);
    script.header("Content-Type", type);
    for (const QByteArray &bytes : pieces)
        script.piece(bytes);
    return script;
}

ServerScript ServerScript::redirect(int status, const QByteArray &location)
{
    ServerScript script(status);
    script.header("Location", location).piece("moved");
    return script;
}

ServerScript ServerScript::raw(const QByteArray &bytes)
{
    ServerScript script(0);
    script.m_raw = bytes;
    script.m_length = Length::UntilClose;
    return script;
}

ServerScript ServerScript::endlessHead(const QByteArray &bytes)
{
    return raw("HTTP/1.1 200 OK\r\nX-Filler: ").forever(bytes);
}

ServerScript ServerScript::gzip(const QByteArray &packed, const QByteArray &type)
{
    ServerScript script;
    script.header("Content-Type", type).header("Content-Encoding", "gzip").piece(packed);
    return script;
}

ServerScript &ServerScript::header(const QByteArray &name, const QByteArray &value)
{
    m_headers.append({name, value});
    return *this;
}

ServerScript &ServerScript::headerBytes(qint64 count)
{
    constexpr qint64 each = 1000;
    for (qint64 i = 0; i * each < count; ++i)
        header("X-Filler-" + QByteArray::number(i), QByteArray(each, 'h'));
    return *this;
}

ServerScript &ServerScript::contentLength(qint64 count)
{
    m_saidLength = count;
    return *this;
}

ServerScript &ServerScript::piece(const QByteArray &bytes)
{
    m_bodyBytes += bytes.size();
    if (!bytes.isEmpty()) // an empty chunk would end the body
        m_body.append({.kind = Kind::Send, .bytes = framed(bytes)});
    return *this;
}

ServerScript &ServerScript::byteByByte(const QByteArray &bytes, std::chrono::milliseconds pauseBetween)
{
    for (qsizetype i = 0; i < bytes.size(); ++i)
        piece(bytes.sliced(i, 1)).pause(pauseBetween);
    return *this;
}

ServerScript &ServerScript::pause(std::chrono::milliseconds time)
{
    m_body.append({.kind = Kind::Pause, .bytes = {}, .time = time});
    return *this;
}

ServerScript &ServerScript::hold()
{
    m_body.append({.kind = Kind::Hold});
    return *this;
}

ServerScript &ServerScript::forever(const QByteArray &bytes)
{
    m_faulty = true;
    m_body.append({.kind = Kind::Forever, .bytes = framed(bytes)});
    return *this;
}

ServerScript &ServerScript::bareBytes(const QByteArray &bytes)
{
    m_faulty = true;
    m_body.append({.kind = Kind::Send, .bytes = bytes});
    return *this;
}

ServerScript &ServerScript::bareForever(const QByteArray &bytes)
{
    m_faulty = true;
    m_body.append({.kind = Kind::Forever, .bytes = bytes});
    return *this;
}

ServerScript &ServerScript::cutAfter(qint64 bytes, Kind how)
{
    m_cutAfter = bytes;
    m_cutHow = how;
    return *this;
}

ServerScript &ServerScript::fault(Kind kind)
{
    m_faulty = true;
    m_body.append({.kind = kind, .bytes = {}});
    return *this;
}

QByteArray ServerScript::framed(const QByteArray &bytes) const
{
    if (m_length != Length::Chunked)
        return bytes;
    QByteArray out = QByteArray::number(bytes.size(), 16);
    out.append("\r\n").append(bytes).append("\r\n");
    return out;
}

QByteArray ServerScript::head() const
{
    if (m_status == 0)
        return m_raw;
    QByteArray out = "HTTP/1.1 ";
    out.append(QByteArray::number(m_status)).append(" Scripted\r\n");
    for (const auto &[name, value] : m_headers)
        out.append(name).append(": ").append(value).append("\r\n");
    if (m_length == Length::Chunked)
        out.append("Transfer-Encoding: chunked\r\n");
    else if (m_length == Length::Content)
        out.append("Content-Length: ")
            .append(QByteArray::number(m_saidLength < 0 ? m_bodyBytes : m_saidLength))
            .append("\r\n");
    else
        out.append("Connection: close\r\n");
    return out.append("\r\n");
}

static QList<ServerScript::Step> cut(const QList<ServerScript::Step> &steps, qint64 budget, Kind how)
{
    QList<ServerScript::Step> out;
    for (ServerScript::Step step : steps) {
        if (step.kind == Kind::Send) {
            step.bytes = step.bytes.left(budget);
            budget -= step.bytes.size();
        }
        out.append(step);
        if (budget <= 0)
            break;
    }
    out.append({.kind = how, .bytes = {}});
    return out;
}

QList<ServerScript::Step> ServerScript::steps() const
{
    QList<Step> out {{.kind = Kind::Send, .bytes = head()}};
    out.append(m_body);
    if (m_length == Length::Chunked && !m_faulty)
        out.append({.kind = Kind::Send, .bytes = "0\r\n\r\n"});
    if (m_length == Length::UntilClose && !m_faulty)
        out.append({.kind = Kind::Close, .bytes = {}});
    return m_cutAfter < 0 ? out : cut(out, m_cutAfter, m_cutHow);
}

QByteArray ServerScript::wireBytes() const
{
    QByteArray out;
    for (const Step &step : steps())
        out += step.kind == Kind::Send ? step.bytes : QByteArray();
    return out;
}

static QByteArray packed(const QByteArray &block, qint64 times)
{
    z_stream stream {};
    constexpr int gzipFormat = 15 + 16; // window bits, and zlib's mark for a gzip header
    deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, gzipFormat, 8, Z_DEFAULT_STRATEGY);
    QByteArray out;
    QByteArray room(64 * 1024, Qt::Uninitialized);
    QByteArray input = block; // zlib wants it writable
    for (qint64 i = 0; i < times; ++i) {
        stream.next_in = reinterpret_cast<Bytef *>(input.data());
        stream.avail_in = static_cast<uInt>(input.size());
        do {
            stream.next_out = reinterpret_cast<Bytef *>(room.data());
            stream.avail_out = static_cast<uInt>(room.size());
            deflate(&stream, i + 1 == times ? Z_FINISH : Z_NO_FLUSH);
            out.append(room.constData(), room.size() - static_cast<qsizetype>(stream.avail_out));
        } while (stream.avail_out == 0);
    }
    deflateEnd(&stream);
    return out;
}

QByteArray gzipped(const QByteArray &text)
{
    return packed(text, 1);
}

QByteArray gzipBomb(qint64 unpackedBytes)
{
    constexpr qint64 block = 1024 * 1024;
    return packed(QByteArray(block, '\0'), std::max<qint64>(1, unpackedBytes / block));
}
