// SPDX-License-Identifier: GPL-3.0-or-later
// How many instructions one event of a streamed chat completion costs: through our decoder, and as a bare parse by
// QJsonDocument. bench_stream ours|qjson COUNT
#include "core/providers/openai/OpenAiChatDialect.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>
#include <cstdlib>
#include <cstring>

using namespace Qt::StringLiterals;

namespace {

const QByteArray head = R"({"id":"chatcmpl-bench0001","object":"chat.completion.chunk","created":1760000000,)"
                        R"("model":"bench-model-2026-01-01","service_tier":"default","system_fingerprint":"fp_bench",)"
                        R"("choices":[{"index":0,"delta":{"content":")";
const QByteArray tail = R"("},"logprobs":null,"finish_reason":null}],"usage":null})";
// By turns, so that no event is the one before: 17 characters for two.
const QByteArray events[] {head + " seven words" + tail, head + " four" + tail};

qint64 ours(int count)
{
    lineup::Target target;
    target.service.id = u"bench"_s;
    target.model = u"bench-model"_s;
    const std::unique_ptr<lineup::StreamDecoder> decoder = lineup::openAiChatDialect()->streamDecoder(target);
    qint64 characters = 0;
    for (int i = 0; i < count; ++i) {
        QList<lineup::Delta> deltas;
        if (decoder->decode({{}, events[i % 2]}, deltas))
            return -1;
        for (const lineup::Delta &delta : std::as_const(deltas))
            characters += delta.text.size();
    }
    return characters;
}

qint64 parsed(int count)
{
    qint64 members = 0;
    for (int i = 0; i < count; ++i)
        members += QJsonDocument::fromJson(events[i % 2]).object().size();
    return members;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    const int count = std::atoi(argv[2]);
    const bool bare = std::strcmp(argv[1], "qjson") == 0;
    const qint64 done = bare ? parsed(count) : ours(count);
    const qint64 expected = bare ? qint64(count) * 8 : qint64(count / 2) * 17 + (count % 2) * 12;
    std::printf("%lld\n", static_cast<long long>(done));
    return done == expected ? 0 : 1;
}
