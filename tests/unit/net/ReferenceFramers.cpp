// SPDX-License-Identifier: GPL-3.0-or-later
#include "ReferenceFramers.h"

#include <QDirIterator>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;
using lineup::Framing;
using lineup::StreamEvent;

QList<StreamEvent> referenceSse(QByteArray body, bool unfinished)
{
    if (body.startsWith("\xEF\xBB\xBF"))
        body.remove(0, 3);
    body.replace("\r\n", "\n").replace('\r', '\n');
    QList<QByteArray> lines = body.split('\n');
    const QByteArray afterLast = lines.takeLast(); // empty when the body ends with a line end
    if (unfinished)
        lines << afterLast << QByteArray();

    QList<StreamEvent> events;
    QByteArray name;
    QByteArrayList data;
    for (const QByteArray &line : std::as_const(lines)) {
        if (line.isEmpty()) {
            if (!data.isEmpty())
                events.append(StreamEvent {name, data.join('\n')});
            name.clear();
            data.clear();
            continue;
        }
        const qsizetype colon = line.indexOf(':');
        const QByteArray field = colon < 0 ? line : line.left(colon);
        QByteArray value = colon < 0 ? QByteArray() : line.mid(colon + 1);
        if (value.startsWith(' '))
            value.remove(0, 1);
        if (field == "data")
            data.append(value);
        if (field == "event")
            name = value;
    }
    return events;
}

QList<StreamEvent> referenceNdjson(const QByteArray &body)
{
    QList<StreamEvent> events;
    for (const QByteArray &line : body.split('\n')) {
        if (!line.trimmed().isEmpty())
            events.append(StreamEvent {{}, line.trimmed()});
    }
    return events;
}

static std::optional<Framing> framingOf(const QString &contentType, const QByteArray &body)
{
    // Some recordings lack the type, so the body has the last word.
    if (contentType.startsWith("text/event-stream"_L1) || body.startsWith("data:") || body.startsWith("event:"))
        return Framing::Sse;
    if (body.startsWith('['))
        return Framing::JsonArray;
    if (contentType.contains("ndjson"_L1) || contentType.contains("stream+json"_L1))
        return Framing::Ndjson;
    return std::nullopt;
}

QList<StreamRecording> streamRecordings(const QString &folder)
{
    QList<StreamRecording> found;
    QDirIterator files(folder, {u"*.json"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QJsonObject recording = QJsonDocument::fromJson(file.readAll()).object();
        const QJsonObject response = recording.value("response"_L1).toObject();
        if (recording.value("fidelity"_L1) != "bytes"_L1 || response.value("body_encoding"_L1) != "utf-8"_L1
            || !recording.value("streamed"_L1).toBool())
            continue;
        const QByteArray body = response.value("body"_L1).toString().toUtf8();
        const QString type = response.value("headers"_L1).toObject().value("content-type"_L1).toString();
        if (const auto framing = framingOf(type, body))
            found.append(
                {.name = QDir(folder).relativeFilePath(file.fileName()).toUtf8(), .framing = *framing, .body = body});
    }
    return found;
}

QList<QByteArray> windows(const StreamRecording &recording, qsizetype size)
{
    if (recording.framing == Framing::JsonArray)
        return {recording.body};
    const QByteArrayList ends
        = recording.framing == Framing::Ndjson ? QByteArrayList {"\n"} : QByteArrayList {"\n\n", "\r\n\r\n"};
    QList<QByteArray> parts;
    qsizetype from = 0;
    while (from < recording.body.size()) {
        qsizetype stop = recording.body.size();
        for (const QByteArray &end : ends) {
            const qsizetype at = recording.body.indexOf(end, from + size);
            if (at >= 0)
                stop = std::min(stop, at + end.size());
        }
        parts.append(recording.body.mid(from, stop - from));
        from = stop;
    }
    return parts;
}
