// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/EmbedCommand.h"

#include "app/cli/ExitCode.h"
#include "core/base/WordTable.h"
#include "core/domain/CompletionJson.h"
#include "core/domain/EmbeddingJson.h"
#include "core/domain/VectorBytes.h"

#include <QJsonArray>

#include <array>

using namespace Qt::StringLiterals;

namespace lineup::cli {

namespace {

constexpr std::array formats {
    std::pair {EmbedCommand::Format::Json, "json"_L1},
    std::pair {EmbedCommand::Format::JsonLines, "jsonl"_L1},
    std::pair {EmbedCommand::Format::Csv, "csv"_L1},
};

QString csvLine(const QList<float> &vector)
{
    QStringList out;
    out.reserve(vector.size());
    for (const float value : vector)
        out += QString::fromLatin1(shortestDecimal(value));
    return out.join(u',');
}

} // namespace

EmbedCommand::EmbedCommand(Services &services, EmbeddingRequest request, CommandOptions options, Format format)
    : Command(services), m_request(std::move(request)), m_options(std::move(options)), m_format(format)
{
}

std::optional<EmbedCommand::Format> EmbedCommand::formatFromName(QStringView name)
{
    return valueFor(formats, name);
}

void EmbedCommand::start()
{
    if (const auto wrong = assignKeys(m_options.keys, {m_request.model}, services().catalogue(), m_options.call)) {
        refuse(*wrong);
        return;
    }
    m_reply = services().router().embed(m_request, m_options.call);
    connect(m_reply.get(), &EmbeddingReply::finished, this, &EmbedCommand::onFinished);
}

void EmbedCommand::interrupt()
{
    if (m_reply)
        m_reply->abort();
    else
        Q_EMIT done(Interrupted);
}

void EmbedCommand::onFinished(const Result<EmbeddingResult> &result)
{
    if (!result) {
        terminal().jsonError({{u"error"_s, errorJson(result.error())}, {u"lineup"_s, callJson(m_reply->record())}});
        Q_EMIT done(exitCodeFor(result.error().kind));
        return;
    }
    EmbeddingResult named = *result;
    if (named.model.isEmpty())
        named.model = m_request.model;
    print(named);
    Q_EMIT done(Ok);
}

void EmbedCommand::print(const EmbeddingResult &result) const
{
    if (m_format == Format::Csv) {
        for (const QList<float> &vector : result.vectors)
            terminal().line(csvLine(vector));
        return;
    }
    QJsonObject out = embeddingJson(result, m_request.encodingFormat == "base64"_L1);
    if (m_format == Format::JsonLines) {
        for (const QJsonValue &entry : out.value("data"_L1).toArray())
            terminal().json({{u"index"_s, entry["index"_L1]}, {u"embedding"_s, entry["embedding"_L1]}});
        return;
    }
    if (m_format == Format::Full)
        out.insert(u"lineup"_s, callJson(m_reply->record()));
    terminal().json(out);
}

} // namespace lineup::cli
