// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/net/Framer.h"
#include "core/net/HttpTypes.h"

#include <QJsonObject>
#include <QRegularExpression>
#include <QStringList>
#include <QUrl>

namespace lineup {

// How a key travels. It is put in by the Authorizer, after encoding; no dialect sees it. The word of services.json in
// brackets.
enum class AuthScheme {
    None, // [none]
    Bearer, // [bearer] Authorization: Bearer KEY
    XApiKey, // [x-api-key]
    XGoogApiKey, // [x-goog-api-key]
    ApiKey, // [api-key] Azure's header
    TokenWord, // [token] Authorization: Token KEY
    KeyWord, // [key] Authorization: Key KEY
    SubscriptionKey, // [api-subscription-key]
    AwsSigV4, // [aws] the request is signed, or carries a bearer key
    GoogleToken, // [google] a token that a service account or the user's own login buys
    IbmToken, // [ibm] a token that an IAM key buys
    EntraToken, // [entra] a token of Microsoft's directory, or the api-key header
};

// What a service has to be told beside its key: a region, a project. Its label is made from its name.
struct ServiceField
{
    QString name; // [name] "region": {region} in the address stands for it
    QStringList environment; // [env] variables that may hold it, first wins
    QString fallback; // [default]
    bool required = false; // [required] there is no address without it
    bool secret = false; // [secret] kept in the keychain, as "service/name"
};

// A pattern that tells an error's kind from its text, for services that have no structured code for it.
struct ErrorPattern
{
    QRegularExpression pattern;
    Error::Kind kind = Error::Kind::BadRequest;
};

// What differs between services that speak one dialect, as data. Names of the members in services.json in brackets.
struct Quirks
{
    QString maxTokensField; // [max_tokens_field] "max_tokens" or "max_completion_tokens"; empty: the dialect's default
    QStringList unsupported; // [unsupported] OpenAI parameter names that the service does not take
    QHash<QString, QString> rename; // [rename] OpenAI name → the service's: {"seed": "random_seed"}
    QString toolChoiceRequired; // [tool_choice_required] its word for "required": "any"; empty: "required"
    QString reasoningField; // [reasoning_field] where an earlier turn's reasoning is sent back; empty: it is not
    QString systemRole; // [system_role] the role for system and developer texts; empty: as given
    QString effortField; // [effort_field] "reasoning_effort" (default when empty) or "reasoning.effort"
    QStringList stripToolKeys; // [strip_tool_keys] members of tool schemas the service rejects: "strict"
    QHash<QString, QStringList>
        words; // [words] OpenAI name → the words the service knows: {"reasoning_effort": ["low"]}
    QString fileForm; // [file_form] "document_url": files as parts of that type; empty: as OpenAI has them
    int toolCallIdLength = 0; // [tool_call_id_length] ids of calls are that many letters and digits; 0: any
    int mostStops = 0; // [most_stops] how many stop sequences it takes; 0: any number
    double mostTemperature = 0; // [most_temperature] 0: any
    bool systemAsText = false; // [system_as_text] system messages are text, not a list of parts
    bool toolCallIndex = false; // [tool_call_index] calls that are given back carry their index
    bool audioAsText = false; // [audio_as_text] input_audio is the base64 text itself, without a format
    bool toolSchemaRequired = false; // [tool_schema_required] demands parameters of each tool
    bool logprobsAsNumber = false; // [logprobs_as_number] logprobs is what OpenAI calls top_logprobs
    bool flattenContent = false; // [flatten_content] wants message content as text, not as a list of parts
    bool streamUsageOption = true; // [stream_usage_option] takes stream_options.include_usage
    bool reasoningOutsideCompletion
        = false; // [reasoning_outside_completion] reasoning_tokens are not in completion_tokens
    bool thinkTags = false; // [think_tags] reasoning may come as <think>…</think> in the text
    QJsonObject extraBody; // [extra_body] always sent
};

// A row of resources/catalogue/services.json: where a service is, how it is spoken to, what is special. A value.
struct Service
{
    QString id; // "openai"; also the prefix of a model string
    QStringList aliases; // further prefixes: "together_ai"
    QString label; // for people; a name, not translated
    QString dialect; // "openai-chat", "anthropic", "gemini", "ollama"
    QUrl baseUrl; // empty: the person has to give it
    QString baseUrlPattern; // base_url where it has {fields} in it; resolved() makes the address of it
    QStringList baseUrlEnvironment; // variables that may hold another address
    QStringList keyEnvironment; // the usual variables, first wins
    AuthScheme auth = AuthScheme::Bearer;
    bool keyOptional = false; // local servers
    bool local = false; // on this machine: free, found by asking
    bool demo = false; // invented answers
    bool custom = false; // made by the person
    HttpHeaders headers; // always sent: "anthropic-version"
    QStringList keyPrefixes; // what its keys begin with, for recognising a pasted one
    QUrl keyPage; // where a person gets a key
    QList<ServiceField> fields; // [fields]
    QHash<QString, QString> settings; // [settings] field name → what the person has set; resolved() fills in the rest
    QString modelsPath; // path of the model listing, relative to baseUrl; empty: none
    QString priceSlug; // service id under which models.json lists its models; empty: id
    Quirks quirks;
    QList<ErrorPattern> errorPatterns; // tried in order, before the status

    [[nodiscard]] QString setting(const QString &name) const { return settings.value(name); }
};

} // namespace lineup
