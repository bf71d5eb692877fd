// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QString>
#include <QStringList>

namespace lineup::grid {

// The families of bodies, for where a parameter has its place.
enum class Form { OpenAi, Anthropic, Gemini, Ollama };

// One service of the grid. A new dialect is one more row in GridRows.cpp: the description of its API, what a request
// to it has to look like from outside, an answer of the least that it can say, and models of different capabilities.
struct Row
{
    const char *service;
    Form form = Form::OpenAi;
    const char *schema = "openai/openai.json"; // in ../shared/schemas
    const char *operation = "POST /chat/completions";
    QStringList models; // as the service names them
    const char *path = "/chat/completions"; // of a plain request; %1 is the model
    const char *streamPath = nullptr; // where it is another
    const char *authHeader = "authorization"; // in lower case
    const char *authPrefix = "Bearer ";
    QByteArray answer; // plain
    QList<QByteArray> stream; // pieces
    const char *streamType = "text/event-stream";
    // Members of the body that the service is known to take and the description lacks; with the reason beside each.
    QStringList lackingMembers;
    QStringList excused; // places where the description cannot be right; with the reason beside each
};

[[nodiscard]] const QList<Row> &rows();
[[nodiscard]] const Row &row(const QString &service);

// Where the parameter is in the body when it is sent as it is: "generationConfig.topP", "options.top_p".
[[nodiscard]] QString placeOf(const Row &row, const QString &parameter);

} // namespace lineup::grid
