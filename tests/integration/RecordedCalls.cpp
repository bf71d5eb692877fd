// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/RecordedCalls.h"

#include <QDir>
#include <QRegularExpression>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace lineup::test {

namespace {

// The service that a folder of recordings is of, where it is not named like it.
QString serviceOf(const QString &folder)
{
    static const QHash<QString, QString> others {{u"alibaba"_s, u"dashscope_intl"_s},
        {u"bedrock-mantle"_s, u"bedrock_mantle"_s}, {u"vertex"_s, u"vertex_ai"_s},
        {u"vercel-gateway"_s, u"vercel_ai_gateway"_s}, {u"gpustack"_s, u"openai_like"_s},
        {u"avian"_s, u"openai_like"_s}};
    return others.value(folder, folder);
}

QString dialectOf(const QString &api)
{
    static const QHash<QString, QString> dialects {{u"chat.completions"_s, u"openai-chat"_s},
        {u"messages"_s, u"anthropic"_s}, {u"generateContent"_s, u"gemini"_s}, {u"streamGenerateContent"_s, u"gemini"_s},
        {u"responses"_s, u"openai-responses"_s}, {u"converse"_s, u"bedrock-converse"_s},
        {u"converse-stream"_s, u"bedrock-converse"_s}, {u"invoke"_s, u"bedrock-invoke"_s},
        {u"invoke-stream"_s, u"bedrock-invoke"_s}, {u"ollama.chat"_s, u"ollama"_s}, {u"cohere.v2.chat"_s, u"cohere"_s}};
    return dialects.value(api);
}

QString modelOf(const Recording &recording)
{
    static const QRegularExpression inPath(u"/(?:models|model)/([^/:]+(?:%3A\\d|:\\d)?)"_s);
    const QString named = recording.request.toObject().value("model"_L1).toString();
    const QString path = inPath.match(recording.path).captured(1);
    return named.isEmpty() ? QUrl::fromPercentEncoding(path.toLatin1()) : named;
}

Framing framingOf(const Recording &recording)
{
    if (recording.api.contains("-stream"_L1))
        return Framing::AwsEventStream;
    const QByteArray start = recording.body.trimmed().left(1);
    return start == "[" ? Framing::JsonArray : start == "{" ? Framing::Ndjson : Framing::Sse;
}

std::optional<RecordedCall> callOf(const Recording &recording, const Catalogue &catalogue)
{
    const Service *service = catalogue.service(serviceOf(recording.name.section(u'/', 0, 0)));
    const QString dialect = dialectOf(recording.api);
    if (!service || dialect.isEmpty() || recording.head.status >= 400)
        return std::nullopt;
    RecordedCall out {.recording = recording,
        .target = {.service = *service, .model = modelOf(recording), .info = {}},
        .completion = {},
        .request = requestInOurTerms(recording)};
    out.target.service.dialect = dialect;
    out.target.info = catalogue.model(service->id, out.target.model);
    const Dialect &reader = *dialectById(dialect);
    const golden::Decoded decoded = recording.streamed
        ? golden::decodePieces(reader, out.target, framingOf(recording), {recording.body})
        : golden::decodePlain(reader, out.target, recording.body);
    if (decoded.error || decoded.completion.choices.isEmpty())
        return std::nullopt;
    out.completion = decoded.completion;
    return out;
}

} // namespace

QList<RecordedCall> recordedCalls(const Catalogue &catalogue)
{
    QList<RecordedCall> out;
    for (const QString &folder : QDir(trafficFolder()).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        for (const Recording &recording : recordings(folder)) {
            if (std::optional<RecordedCall> call = callOf(recording, catalogue))
                out += *std::move(call);
        }
    }
    return out;
}

} // namespace lineup::test
