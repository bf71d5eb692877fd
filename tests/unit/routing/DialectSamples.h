// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

// One short answer, "Hi, wörld", in each wire format, made up from the formats' descriptions.
struct DialectSample
{
    const char *name;
    QString model; // prefix chooses the dialect
    QByteArray plain;
    QByteArray stream;
    const char *streamType;
    const char *keyVariable;
    const char *keyHeader; // lower case
    QByteArray keyHeaderValue; // for the key "test-key-0123456789"
    QByteArray streamPath;
};

inline QList<DialectSample> dialectSamples()
{
    using namespace Qt::StringLiterals;
    return {
        {"openai-chat", u"openai/gpt-4o-mini"_s,
            R"({"id":"c1","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Hi, wörld"},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":4}})",
            "data: "
            "{\"id\":\"c1\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":"
            "\"Hi, \"}}]}\n\n"
            "data: {\"id\":\"c1\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"wörld\"}}]}\n\n"
            "data: "
            "{\"id\":\"c1\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
            "data: "
            "{\"id\":\"c1\",\"model\":\"m\",\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":4}}\n\n"
            "data: [DONE]\n\n",
            "text/event-stream", "OPENAI_API_KEY", "authorization", "Bearer test-key-0123456789", "/chat/completions"},
        {"anthropic", u"anthropic/claude-sonnet-4-6"_s,
            R"({"id":"m1","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":"Hi, wörld"}],"stop_reason":"end_turn","usage":{"input_tokens":9,"output_tokens":4}})",
            "event: message_start\ndata: "
            "{\"type\":\"message_start\",\"message\":{\"id\":\"m1\",\"model\":\"m\",\"content\":[],\"usage\":{\"input_"
            "tokens\":9,\"output_tokens\":1}}}\n\n"
            "event: content_block_start\ndata: "
            "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n"
            "event: content_block_delta\ndata: "
            "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Hi, \"}}\n\n"
            "event: ping\ndata: {\"type\":\"ping\"}\n\n"
            "event: content_block_delta\ndata: "
            "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"wörld\"}}\n\n"
            "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\n"
            "event: message_delta\ndata: "
            "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":4}}\n\n"
            "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n",
            "text/event-stream", "ANTHROPIC_API_KEY", "x-api-key", "test-key-0123456789", "/v1/messages"},
        {"gemini", u"gemini/gemini-2.0-flash"_s,
            R"({"candidates":[{"content":{"parts":[{"text":"Hi, wörld"}],"role":"model"},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":9,"candidatesTokenCount":4},"modelVersion":"m","responseId":"g1"})",
            "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hi, "
            "\"}],\"role\":\"model\"},\"index\":0}],\"usageMetadata\":{\"promptTokenCount\":9},\"modelVersion\":\"m\"}"
            "\r\n\r\n"
            "data: "
            "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"wörld\"}],\"role\":\"model\"},\"finishReason\":"
            "\"STOP\",\"index\":0}],\"usageMetadata\":{\"promptTokenCount\":9,\"candidatesTokenCount\":4},"
            "\"modelVersion\":\"m\"}\r\n\r\n",
            "text/event-stream", "GEMINI_API_KEY", "x-goog-api-key", "test-key-0123456789",
            "/models/gemini-2.0-flash:streamGenerateContent?alt=sse"},
        {"ollama", u"ollama/llama3.2"_s,
            R"({"model":"m","message":{"role":"assistant","content":"Hi, wörld"},"done":true,"done_reason":"stop","prompt_eval_count":9,"eval_count":4})",
            "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"Hi, \"},\"done\":false}\n"
            "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"wörld\"},\"done\":false}\n"
            "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done\":true,\"done_reason\":"
            "\"stop\",\"prompt_eval_count\":9,\"eval_count\":4}\n",
            "application/x-ndjson", "OLLAMA_API_KEY", "authorization", "Bearer test-key-0123456789", "/api/chat"},
    };
}
