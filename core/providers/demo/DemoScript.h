// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/domain/ChatRequest.h"

#include <QHash>
#include <QJsonArray>

#include <chrono>

namespace lineup {

// One piece of a replayed answer: bytes of the wire, and how long after the one before they come.
struct ReplayPiece
{
    std::chrono::milliseconds after {0};
    QByteArray bytes;
};

// A whole replayed answer.
struct ReplayAnswer
{
    int status = 200;
    QList<std::pair<QByteArray, QByteArray>> headers;
    QList<ReplayPiece> pieces;
    bool dropped = false; // the connection breaks after the last piece
};

// The recordings of the demo service (resources/demo/script.json): what each of its models says, how fast, or how it
// fails. Turns a request's body into the bytes that a real service would send for it. Pure but for reading the file.
class DemoScript
{
public:
    [[nodiscard]] static Result<DemoScript> load(const QString &path);
    // body: an OpenAI chat completions request.
    [[nodiscard]] ReplayAnswer answer(const QByteArray &body) const;

private:
    struct Scene
    {
        std::chrono::milliseconds firstToken {300};
        int tokensPerSecond = 60;
        int failStatus = 0; // 0: it answers
        QJsonObject failBody;
        QHash<QByteArray, QByteArray> failHeaders;
        int cutAfterTokens = 0; // 0: not cut
        int contextTokens = 0; // 0: any prompt fits
        QString refusal;
        QJsonArray answers; // {match, reasoning, text}; the first whose words all occur in the prompt
    };
    [[nodiscard]] static Scene readScene(const QJsonObject &object);
    [[nodiscard]] static ReplayAnswer failure(const Scene &scene);
    [[nodiscard]] static ReplayAnswer tooLong(const Scene &scene, qint64 promptTokens);
    [[nodiscard]] static QJsonObject chosen(const Scene &scene, const QString &prompt, qsizetype turn);

    QHash<QString, Scene> m_scenes; // by model
};

} // namespace lineup
