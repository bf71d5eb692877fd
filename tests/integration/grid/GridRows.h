// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QJsonObject>
#include <QString>
#include <QStringList>
#include <QUrl>

namespace lineup::grid {

// The families of bodies, for where a parameter has its place. Prompt: one text.
enum class Form { OpenAi, Anthropic, Gemini, Ollama, Converse, Cohere, Responses, Prompt };

// A member of the body that is described in another place than the body itself.
struct InnerSchema
{
    const char *member = nullptr;
    const char *schema = nullptr;
    QHash<QString, QString> operations; // by what the model's name holds; "": any model
};

// One wire of the grid. A new dialect is one more row: the description of its API, what a request to it has to look
// like from outside, an answer of the least that it can say, and models of different capabilities.
struct Row
{
    const char *service;
    const char *name = nullptr; // of the row, where a service has several
    Form form = Form::OpenAi;
    const char *schema = "openai/openai.json"; // in ../shared/schemas; "tests/…": one of ours, where nobody has one
    const char *operation = "POST /chat/completions";
    InnerSchema inner;
    QStringList models; // as the service names them
    const char *path = "/chat/completions"; // of a plain request; %1 is the model
    const char *streamPath = nullptr; // where it is another
    const char *authHeader = "authorization"; // in lower case
    const char *authPrefix = "Bearer ";
    QByteArray key = "key-of-the-grid-0123456789";
    bool isSigned = false; // the key does not travel
    const char *tokenVariable = nullptr; // the key buys a token at the address that this variable holds
    const char *modelMember = "model"; // of the body; null: only the address says it
    const char *choiceMember = "tool_choice"; // where a word for the choice of tools stands
    const char *promptMember = nullptr; // of a Prompt: the object that holds the parameters
    bool streamMember = true; // the body says whether it is to be streamed, not the address
    QByteArray answer; // plain
    QList<QByteArray> stream; // pieces
    const char *streamType = "text/event-stream";
    QList<std::pair<const char *, QByteArray>> settings; // variables of the service's fields
    QJsonObject own; // what the body has to hold beside the described form; taken out before it is compared with it
    QJsonObject implied; // what the described form demands and the address says here; may not be in the body
    // Members of the body that the service is known to take and the description lacks; with the reason beside each.
    QStringList lackingMembers;
    QStringList excused; // places where the description cannot be right; with the reason beside each

    [[nodiscard]] const char *id() const { return name ? name : service; }
};

[[nodiscard]] const QList<Row> &rows();
[[nodiscard]] const Row &row(QStringView id);
// The variables that the row's service reads, and only while its test runs.
class RowEnvironment
{
public:
    explicit RowEnvironment(const Row &row) : m_row(row)
    {
        qputenv("LINEUP_GRID_KEY", row.key);
        for (const auto &[name, value] : row.settings)
            qputenv(name, value);
    }
    ~RowEnvironment()
    {
        for (const auto &[name, value] : m_row.settings)
            qunsetenv(name);
    }
    Q_DISABLE_COPY_MOVE(RowEnvironment)

private:
    const Row &m_row;
};

// Where requests are for that are only looked at.
[[nodiscard]] inline QUrl anyAddress()
{
    return QUrl(QStringLiteral("http://127.0.0.1/base"));
}

// The parts of rows(): clouds that carry the models of others, and services with formats of their own.
[[nodiscard]] QList<Row> cloudRows();
[[nodiscard]] QList<Row> hostRows();

// What follows makes rows of rows, one change each.
[[nodiscard]] inline Row described(Row row, const char *schema, const char *operation)
{
    row.schema = schema;
    row.operation = operation;
    return row;
}
[[nodiscard]] inline Row lacking(Row row, const QStringList &members)
{
    row.lackingMembers = members;
    return row;
}
[[nodiscard]] inline Row excused(Row row, const QStringList &places)
{
    row.excused = places;
    return row;
}

// Where the parameter is in the body when it is sent as it is: "generationConfig.topP", "options.top_p".
[[nodiscard]] QString placeOf(const Row &row, const QString &parameter);

} // namespace lineup::grid
