// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/grid/GridRequests.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <random>

using namespace Qt::StringLiterals;

namespace lineup::grid {

namespace {

struct Piece
{
    const char *name;
    const char *members; // of the body, without braces
};

// Values that are no provider's default, so that none of them may vanish.
constexpr Piece parameters[] {
    {"few tokens", R"("max_tokens":64)"},
    {"too many tokens", R"("max_tokens":900000)"},
    {"max_completion_tokens", R"("max_completion_tokens":3000)"},
    {"temperature 0", R"("temperature":0)"},
    {"temperature 0.7", R"("temperature":0.7)"},
    {"temperature 1.8", R"("temperature":1.8)"},
    {"top_p", R"("top_p":0.5)"},
    {"high top_p", R"("top_p":0.97)"},
    {"top_k", R"("top_k":40)"},
    {"n", R"("n":2)"},
    {"one stop", R"("stop":"END")"},
    {"stops", R"("stop":["a1","b2"])"},
    {"many stops", R"("stop":["a1","b2","c3","d4","e5","f6"])"},
    {"seed", R"("seed":7)"},
    {"presence_penalty", R"("presence_penalty":0.5)"},
    {"frequency_penalty", R"("frequency_penalty":-0.5)"},
    {"logit_bias", R"("logit_bias":{"50256":-100})"},
    {"logprobs", R"("logprobs":true)"},
    {"top_logprobs", R"("logprobs":true,"top_logprobs":3)"},
    {"json_object", R"("response_format":{"type":"json_object"})"},
    {"json_schema", R"("response_format":{"type":"json_schema","json_schema":{"name":"town","strict":true,"schema":
        {"type":"object","properties":{"town":{"type":"string"}},"required":["town"],"additionalProperties":false}}})"},
    {"json_schema with limits",
        R"("response_format":{"type":"json_schema","json_schema":{"name":"list","description":"a list",
        "schema":{"type":"object","properties":{"n":{"type":"integer","minimum":1,"maximum":9}}}}})"},
    {"tool", R"("tools":[{"type":"function","function":{"name":"weather","description":"tells the weather","parameters":
        {"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}}])"},
    {"two tools", R"("tools":[{"type":"function","function":{"name":"now"}},{"type":"function","function":{"name":"add",
        "strict":true,"parameters":{"type":"object","properties":{"a":{"type":"number"}},"required":["a"],
        "additionalProperties":false}}}])"},
    {"tool with a caching mark", R"("tools":[{"type":"function","cache_control":{"type":"ephemeral"},
        "function":{"name":"weather","parameters":{"type":"object","properties":{}}}}])"},
    {"effort none", R"("reasoning_effort":"none")"},
    {"effort minimal", R"("reasoning_effort":"minimal")"},
    {"effort low", R"("reasoning_effort":"low")"},
    {"effort medium", R"("reasoning_effort":"medium")"},
    {"effort high", R"("reasoning_effort":"high")"},
    {"effort xhigh", R"("reasoning_effort":"xhigh")"},
    {"thinking off", R"("thinking":{"type":"disabled"})"},
    {"small budget", R"("thinking":{"type":"enabled","budget_tokens":500})"},
    {"budget", R"("thinking":{"type":"enabled","budget_tokens":6000})"},
    {"large budget", R"("thinking":{"type":"enabled","budget_tokens":20000})"},
    {"user", R"("user":"person-17")"},
    {"tier auto", R"("service_tier":"auto")"},
    {"tier default", R"("service_tier":"default")"},
    {"tier flex", R"("service_tier":"flex")"},
    {"tier priority", R"("service_tier":"priority")"},
    {"spoken", R"("modalities":["text","audio"],"audio":{"voice":"alloy","format":"mp3"})"},
    {"prediction", R"("prediction":{"type":"content","content":"as before"})"},
    {"verbosity", R"("verbosity":"low")"},
    {"search", R"("web_search_options":{"search_context_size":"low"})"},
    {"stream_options", R"("stream_options":{"include_usage":false})"},
    {"metadata", R"("metadata":{"run":"17"})"},
    {"extra_body", R"("extra_body":{"x_extra":{"deep":1}})"},
    {"unknown member", R"("x_unknown":"given")"},
    {"two samplers", R"("temperature":0.4,"top_p":0.6)"},
};

// Only together with tools.
constexpr Piece choices[] {
    {"auto", R"("tool_choice":"auto")"},
    {"none", R"("tool_choice":"none")"},
    {"required", R"("tool_choice":"required")"},
    {"named", R"("tool_choice":{"type":"function","function":{"name":"weather"}})"},
    {"one at a time", R"("parallel_tool_calls":false)"},
    {"several at a time", R"("parallel_tool_calls":true)"},
};

// Each text that has to arrive is one word that is written together.
constexpr Piece conversations[] {
    {"question", R"({"role":"user","content":"MARKa"})"},
    {"system", R"({"role":"system","content":"MARKa"},{"role":"user","content":"MARKb"})"},
    {"developer", R"({"role":"developer","content":"MARKa"},{"role":"user","content":"MARKb"})"},
    {"system in the middle", R"({"role":"system","content":"MARKa"},{"role":"user","content":"MARKb"},
        {"role":"assistant","content":"MARKc"},{"role":"system","content":"MARKd"},{"role":"user","content":"MARKe"})"},
    {"image", R"({"role":"user","content":[{"type":"text","text":"MARKa"},
        {"type":"image_url","image_url":{"url":"data:image/png;base64,TUFSS2ltYWdl"}}]})"},
    {"image by address", R"({"role":"user","content":[{"type":"text","text":"MARKa"},
        {"type":"image_url","image_url":{"url":"https://example.com/MARKpicture.png","detail":"low"}}]})"},
    {"pdf", R"({"role":"user","content":[{"type":"text","text":"MARKa"},{"type":"file","file":
        {"filename":"a.pdf","file_data":"data:application/pdf;base64,TUFSS3BkZl9f"}}]})"},
    {"pdf by address", R"({"role":"user","content":[{"type":"text","text":"MARKa"},
        {"type":"file","file":{"file_id":"https://example.com/MARKpaper.pdf"}}]})"},
    {"uploaded file", R"({"role":"user","content":[{"type":"text","text":"MARKa"},
        {"type":"file","file":{"file_id":"3f2504e0-4f89-41d3-9a0c-0305e82c3301"}}]})"},
    {"audio", R"({"role":"user","content":[{"type":"text","text":"MARKa"},
        {"type":"input_audio","input_audio":{"data":"TUFSS2F1ZGlv","format":"wav"}}]})"},
    {"caching marks",
        R"({"role":"system","content":[{"type":"text","text":"MARKa","cache_control":{"type":"ephemeral"}}]},
        {"role":"user","content":[{"type":"text","text":"MARKb","cache_control":{"type":"ephemeral"}},
        {"type":"text","text":"MARKc"}]})"},
    {"two questions", R"({"role":"user","content":"MARKa"},{"role":"user","content":"MARKb"})"},
    {"begins with an answer", R"({"role":"assistant","content":"MARKa"},{"role":"user","content":"MARKb"})"},
    {"tool turn", R"({"role":"user","content":"MARKa"},{"role":"assistant","content":"MARKb","tool_calls":[
        {"id":"call.1/x","type":"function","function":{"name":"weather","arguments":"{\"city\":\"MARKc\"}"}}]},
        {"role":"tool","tool_call_id":"call.1/x","content":"MARKd"},{"role":"user","content":"MARKe"})"},
    {"two calls", R"({"role":"user","content":"MARKa"},{"role":"assistant","content":null,"tool_calls":[
        {"id":"c1","type":"function","function":{"name":"now","arguments":""}},
        {"id":"c2","type":"function","function":{"name":"weather","arguments":"{\"city\":\"MARKb\"}"}}]},
        {"role":"tool","tool_call_id":"c2","content":"MARKc"},{"role":"tool","tool_call_id":"c1","content":"MARKd"})"},
    {"picture from a tool", R"({"role":"user","content":"MARKa"},{"role":"assistant","content":null,"tool_calls":[
        {"id":"c1","type":"function","function":{"name":"weather","arguments":"{}"}}]},
        {"role":"tool","tool_call_id":"c1","content":[{"type":"text","text":"MARKb"},
        {"type":"image_url","image_url":{"url":"data:image/png;base64,TUFSS2ltYWdl"}}]})"},
    {"interrupted call", R"({"role":"user","content":"MARKa"},{"role":"assistant","content":"MARKb","tool_calls":[
        {"id":"c1","type":"function","function":{"name":"weather","arguments":"{}"}}]},{"role":"user","content":"MARKc"})"},
    {"orphan result", R"({"role":"user","content":"MARKa"},{"role":"tool","tool_call_id":"gone","content":"MARKb"},
        {"role":"user","content":"MARKc"})"},
    {"calls without ids", R"({"role":"user","content":"MARKa"},{"role":"assistant","content":null,"tool_calls":[
        {"type":"function","function":{"name":"weather","arguments":"{}"}}]},{"role":"user","content":"MARKb"})"},
    {"empty answer", R"({"role":"user","content":"MARKa"},{"role":"assistant","content":""},
        {"role":"user","content":"MARKb"})"},
    {"names", R"({"role":"user","name":"Ann","content":"MARKa"})"},
    {"refusal", R"({"role":"user","content":"MARKa"},{"role":"assistant","content":null,"refusal":"MARKb"},
        {"role":"user","content":"MARKc"})"},
    {"begun answer", R"({"role":"user","content":"MARKa"},{"role":"assistant","content":"MARKb "})"},
    {"thoughts", R"({"role":"user","content":"MARKa"},{"role":"assistant","content":"MARKb","reasoning_content":"hm"},
        {"role":"user","content":"MARKc"})"},
};

QJsonObject object(const QByteArray &members)
{
    QJsonParseError fault;
    const QJsonObject out = QJsonDocument::fromJson('{' + members + '}', &fault).object();
    if (fault.error != QJsonParseError::NoError)
        qFatal("not JSON: %s", members.constData());
    return out;
}

void put(Asked &asked, const Piece &piece)
{
    asked.name += (asked.name.isEmpty() ? u""_s : u", "_s) + QString::fromLatin1(piece.name);
    const QJsonObject members = object(piece.members);
    for (auto it = members.begin(); it != members.end(); ++it)
        asked.body.insert(it.key(), it.value());
}

void putConversation(Asked &asked, const Piece &piece)
{
    asked.name += u" | "_s + QString::fromLatin1(piece.name);
    asked.body.insert(u"messages"_s, object(QByteArray(R"("messages":[)") + piece.members + ']').value("messages"_L1));
}

QList<Asked> alone()
{
    QList<Asked> out;
    for (const Piece &piece : parameters) {
        Asked asked;
        put(asked, piece);
        putConversation(asked, conversations[1]);
        out += asked;
    }
    for (const Piece &piece : choices) {
        Asked asked;
        put(asked, parameters[22]);
        put(asked, piece);
        putConversation(asked, conversations[0]);
        out += asked;
    }
    for (const Piece &piece : conversations) {
        Asked asked;
        putConversation(asked, piece);
        out += asked;
    }
    return out;
}

// The standard fixes what this generator gives, so that the mixtures are the same everywhere.
Asked mixture(quint32 seed)
{
    std::minstd_rand dice(seed);
    const auto roll = [&dice](size_t sides) { return static_cast<size_t>(dice()) % sides; };
    Asked asked;
    const size_t count = 2 + roll(8);
    for (size_t i = 0; i < count; ++i)
        put(asked, parameters[roll(std::size(parameters))]);
    if (asked.body.contains("max_tokens"_L1))
        asked.body.remove(u"max_completion_tokens"_s); // two names of one parameter
    if (asked.body.contains("tools"_L1) && roll(3) > 0) {
        const Piece &choice = choices[roll(std::size(choices))];
        const bool named = QByteArray(choice.name) == "named";
        if (!named || QJsonDocument(asked.body).toJson().contains("\"weather\""))
            put(asked, choice);
    }
    putConversation(asked, conversations[roll(std::size(conversations))]);
    return asked;
}

} // namespace

QList<Asked> askedRequests(int atLeast)
{
    QList<Asked> out = alone();
    for (quint32 seed = 1; out.size() < atLeast; ++seed)
        out += mixture(seed);
    for (qsizetype i = 0; i < out.size(); ++i)
        out[i].body.insert(u"stream"_s, i % 2 == 1);
    return out;
}

} // namespace lineup::grid
