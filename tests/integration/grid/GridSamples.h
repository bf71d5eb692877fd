// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/integration/grid/GridRows.h"

// Answers that say "ok" and nothing more, for the formats that several services speak.
namespace lineup::grid {

inline const QByteArray openAiAnswer
    = R"({"id":"c1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,
    "message":{"role":"assistant","content":"ok"},"finish_reason":"stop"}],
    "usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}})";
inline const QList<QByteArray> openAiStream {
    "data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
    "\"delta\":{\"content\":\"ok\"},\"finish_reason\":\"stop\"}]}\n\n",
    "data: [DONE]\n\n"};
inline const QByteArray anthropicAnswer = R"({"id":"m1","type":"message","role":"assistant","model":"m","content":[
    {"type":"text","text":"ok"}],"stop_reason":"end_turn","usage":{"input_tokens":1,"output_tokens":1}})";
inline const QList<QByteArray> anthropicStream {
    "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"m1\",\"type\":\"message\",\"role\":"
    "\"assistant\",\"model\":\"m\",\"content\":[],\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}}\n\n",
    "event: content_block_start\ndata: "
    "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\","
    "\"text\":\"\"}}\n\n",
    "event: content_block_delta\ndata: "
    "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\","
    "\"text\":\"ok\"}}\n\n",
    "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\n",
    "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":"
    "{\"output_tokens\":1}}\n\n",
    "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n"};
inline const QByteArray geminiAnswer = R"({"candidates":[{"content":{"role":"model","parts":[{"text":"ok"}]},
    "finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":1,"candidatesTokenCount":1,"totalTokenCount":2}})";

[[nodiscard]] inline Row openAi(const char *service, const QStringList &models)
{
    return {.service = service, .models = models, .answer = openAiAnswer, .stream = openAiStream};
}

} // namespace lineup::grid
