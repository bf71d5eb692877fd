// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/demo/DemoScript.h"

#include "core/base/JsonReader.h"
#include "core/providers/RequestMapper.h"
#include "core/text/TokenEstimate.h"

#include <QFile>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

// Cuts text the way tokenisers roughly do: a word with the blank before it, long words in two.
QStringList tokensOf(const QString &text)
{
    QStringList out;
    QString current;
    for (const QChar c : text) {
        const bool boundary = (c.isSpace() && !current.isEmpty() && !current.back().isSpace()) || current.size() >= 7;
        if (boundary)
            out += std::exchange(current, {});
        current += c;
    }
    if (!current.isEmpty())
        out += current;
    return out;
}

QJsonObject chunk(const QString &model, const QJsonObject &delta, const QJsonValue &finish = QJsonValue::Null)
{
    const QJsonObject choice {{u"index"_s, 0}, {u"delta"_s, delta}, {u"finish_reason"_s, finish}};
    return {{u"id"_s, u"demo-recording"_s}, {u"object"_s, u"chat.completion.chunk"_s}, {u"created"_s, 0},
        {u"model"_s, model}, {u"choices"_s, QJsonArray {choice}}};
}

QByteArray sse(const QJsonObject &object)
{
    return "data: " + compactJson(object) + "\n\n";
}

QJsonObject usageObject(qint64 prompt, qint64 completion, qint64 reasoning)
{
    return {{u"prompt_tokens"_s, prompt}, {u"completion_tokens"_s, completion + reasoning},
        {u"total_tokens"_s, prompt + completion + reasoning},
        {u"completion_tokens_details"_s, QJsonObject {{u"reasoning_tokens"_s, reasoning}}}};
}

struct Prompt
{
    QString last; // the person's last words, lower case
    qint64 tokens = 0;
    qsizetype turns = 0; // answers given before
};

QString contentText(const QJsonValue &content)
{
    if (content.isString())
        return content.toString();
    QString out;
    for (const QJsonValue &part : content.toArray())
        out += part.toObject().value("text"_L1).toString();
    return out;
}

Prompt readPrompt(const QJsonObject &request)
{
    Prompt prompt;
    for (const QJsonValue &item : request.value("messages"_L1).toArray()) {
        const QJsonObject message = item.toObject();
        const QString text = contentText(message.value("content"_L1));
        prompt.tokens += estimateTokens(text) + 4;
        const QString role = message.value("role"_L1).toString();
        prompt.turns += role == "assistant"_L1 ? 1 : 0;
        if (role == "user"_L1)
            prompt.last = text.toLower();
    }
    return prompt;
}

// What a scene says, as pieces of a stream or as one answer.
class Teller
{
public:
    Teller(QString model, bool stream, std::chrono::milliseconds gap)
        : m_model(std::move(model)), m_stream(stream), m_gap(gap)
    {
    }

    void say(const QString &field, const QString &text)
    {
        for (const QString &token : tokensOf(text)) {
            if (m_limit > 0 && m_said >= m_limit)
                return;
            ++m_said;
            m_whole[field] += token;
            add(chunk(m_model, {{field, token}}));
        }
    }
    void add(const QJsonObject &object)
    {
        const std::chrono::milliseconds wait = m_pieces.isEmpty() ? m_first : m_gap;
        m_waited += wait;
        if (m_stream)
            m_pieces += {wait, sse(object)};
        else if (m_pieces.isEmpty())
            m_pieces += {std::chrono::milliseconds(0), {}};
    }
    void setFirst(std::chrono::milliseconds first) { m_first = first; }
    void setLimit(int tokens) { m_limit = tokens; }

    void finish(qint64 promptTokens)
    {
        const QJsonObject usage
            = usageObject(promptTokens, count(u"content"_s) + count(u"refusal"_s), count(u"reasoning_content"_s));
        if (m_stream) {
            add(chunk(m_model, {}, u"stop"_s));
            QJsonObject last = chunk(m_model, {});
            last.insert(u"choices"_s, QJsonArray());
            last.insert(u"usage"_s, usage);
            m_pieces += {std::chrono::milliseconds(0), sse(last)};
            m_pieces += {std::chrono::milliseconds(0), "data: [DONE]\n\n"};
            return;
        }
        QJsonObject message {{u"role"_s, u"assistant"_s}};
        for (auto it = m_whole.begin(); it != m_whole.end(); ++it)
            message.insert(it.key(), it.value());
        const QJsonObject choice {{u"index"_s, 0}, {u"message"_s, message}, {u"finish_reason"_s, u"stop"_s}};
        const QJsonObject body {{u"id"_s, u"demo-recording"_s}, {u"object"_s, u"chat.completion"_s}, {u"created"_s, 0},
            {u"model"_s, m_model}, {u"choices"_s, QJsonArray {choice}}, {u"usage"_s, usage}};
        m_pieces = {{m_waited, compactJson(body)}};
    }
    [[nodiscard]] QList<ReplayPiece> pieces() const { return m_pieces; }

private:
    [[nodiscard]] qint64 count(const QString &field) const { return tokensOf(m_whole.value(field)).size(); }

    QString m_model;
    bool m_stream;
    std::chrono::milliseconds m_gap;
    std::chrono::milliseconds m_first {0};
    std::chrono::milliseconds m_waited {0};
    int m_limit = 0;
    int m_said = 0;
    QHash<QString, QString> m_whole; // by field
    QList<ReplayPiece> m_pieces;
};

} // namespace

DemoScript::Scene DemoScript::readScene(const QJsonObject &object)
{
    Scene scene;
    scene.firstToken = std::chrono::milliseconds(object.value("first_token_ms"_L1).toInt(300));
    scene.tokensPerSecond = qMax(1, object.value("tokens_per_second"_L1).toInt(60));
    scene.cutAfterTokens = object.value("cut_after_tokens"_L1).toInt();
    scene.contextTokens = object.value("context_tokens"_L1).toInt();
    scene.refusal = object.value("refusal"_L1).toString();
    scene.answers = object.value("answers"_L1).toArray();
    const QJsonObject fail = object.value("fail"_L1).toObject();
    scene.failStatus = fail.value("status"_L1).toInt();
    scene.failBody = fail.value("body"_L1).toObject();
    const QJsonObject headers = fail.value("headers"_L1).toObject();
    for (auto it = headers.begin(); it != headers.end(); ++it)
        scene.failHeaders.insert(it.key().toLatin1(), it.value().toString().toLatin1());
    return scene;
}

Result<DemoScript> DemoScript::load(const QString &path)
{
    QFile file(path);
    if (!file.open(QFile::ReadOnly))
        return storageError(path, file.errorString());
    const Result<QJsonObject> root = parseJsonObject(file.readAll());
    if (!root)
        return root.error();
    const QJsonArray common = root->value("answers"_L1).toArray();
    const QJsonObject models = root->value("models"_L1).toObject();
    DemoScript script;
    for (auto it = models.begin(); it != models.end(); ++it) {
        Scene scene = readScene(it.value().toObject());
        for (const QJsonValue &answer : common)
            scene.answers += answer;
        script.m_scenes.insert(it.key(), scene);
    }
    return script;
}

ReplayAnswer DemoScript::failure(const Scene &scene)
{
    ReplayAnswer out {.status = scene.failStatus};
    out.headers = {{"content-type", "application/json"}};
    for (auto it = scene.failHeaders.begin(); it != scene.failHeaders.end(); ++it)
        out.headers += {it.key(), it.value()};
    out.pieces += {scene.firstToken, compactJson(scene.failBody)};
    return out;
}

ReplayAnswer DemoScript::tooLong(const Scene &scene, qint64 promptTokens)
{
    const QJsonObject error {
        {u"message"_s,
            u"This model's maximum context length is %1 tokens. However, your messages resulted in %2 tokens."_s
                .arg(scene.contextTokens)
                .arg(promptTokens)},
        {u"type"_s, u"invalid_request_error"_s}, {u"code"_s, u"context_length_exceeded"_s}};
    Scene failing = scene;
    failing.failStatus = 400;
    failing.failBody = {{u"error"_s, error}};
    return failure(failing);
}

QJsonObject DemoScript::chosen(const Scene &scene, const QString &prompt, qsizetype turn)
{
    QJsonObject fallback;
    for (const QJsonValue &item : scene.answers) {
        const QJsonObject answer = item.toObject();
        const QJsonArray words = answer.value("match"_L1).toArray();
        if (words.isEmpty()) {
            const bool later = answer.value("later_turn"_L1).toBool();
            if (fallback.isEmpty() || (later && turn > 0))
                fallback = answer;
            continue;
        }
        bool all = true;
        for (const QJsonValue &word : words)
            all = all && prompt.contains(word.toString());
        if (all)
            return answer;
    }
    return fallback;
}

ReplayAnswer DemoScript::answer(const QByteArray &body) const
{
    const QJsonObject request = QJsonDocument::fromJson(body).object();
    const QString model = request.value("model"_L1).toString();
    const auto found = m_scenes.constFind(model);
    if (found == m_scenes.constEnd()) {
        Scene missing;
        missing.failStatus = 404;
        missing.failBody = {{u"error"_s,
            QJsonObject {{u"message"_s, u"The demo has no model named \"%1\""_s.arg(model)},
                {u"code"_s, u"model_not_found"_s}}}};
        return failure(missing);
    }
    const Scene &scene = *found;
    const Prompt prompt = readPrompt(request);
    if (scene.failStatus > 0)
        return failure(scene);
    if (scene.contextTokens > 0 && prompt.tokens > scene.contextTokens)
        return tooLong(scene, prompt.tokens);

    Teller teller(model, request.value("stream"_L1).toBool(), std::chrono::milliseconds(1000) / scene.tokensPerSecond);
    teller.setFirst(scene.firstToken);
    teller.setLimit(scene.cutAfterTokens);
    teller.add(chunk(model, {{u"role"_s, u"assistant"_s}, {u"content"_s, QString()}}));
    const QJsonObject said = chosen(scene, prompt.last, prompt.turns);
    if (scene.refusal.isEmpty()) {
        teller.say(u"reasoning_content"_s, said.value("reasoning"_L1).toString());
        teller.say(u"content"_s, said.value("text"_L1).toString());
    } else {
        teller.say(u"refusal"_s, scene.refusal);
    }
    ReplayAnswer out;
    out.headers = {{"content-type", request.value("stream"_L1).toBool() ? "text/event-stream" : "application/json"},
        {"x-request-id", "demo-" + QByteArray::number(qHash(body), 16)}};
    out.dropped = scene.cutAfterTokens > 0;
    if (!out.dropped)
        teller.finish(prompt.tokens);
    out.pieces = teller.pieces();
    return out;
}

} // namespace lineup
