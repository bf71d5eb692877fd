// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/net/Framer.h"
#include "core/net/HttpTypes.h"

#include <QJsonObject>
#include <QRegularExpression>
#include <QStringList>
#include <QUrl>

#include <optional>

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
    QString
        awsProfileKey; // [aws_profile] the setting of the person's AWS profile that may hold it, after the variables
    bool required = false; // [required] there is no address without it
    bool secret = false; // [secret] kept in the keychain, as "service/name"
};

// A pattern that tells an error's kind from its text, for services that have no structured code for it.
struct ErrorPattern
{
    QRegularExpression pattern;
    Error::Kind kind = Error::Kind::BadRequest;
};

// How a service of OpenAI's format is asked for thought. The word of services.json in brackets; without one: by an
// effort.
enum class ThinkingForm {
    Effort,
    Budget, // [budget] thinking: {type, budget_tokens}, also for an effort
    Switch, // [switch] thinking: {type}: on or off
    Enable, // [enable] enable_thinking, with a thinking_budget
    MaxTokens, // [max_tokens] reasoning.max_tokens for a budget, beside the effort
};

// What one request for embeddings may hold at the most; 0: no limit that is known.
struct EmbeddingLimits
{
    qint64 texts = 0; // [texts]
    qint64 tokens = 0; // [tokens] of all its texts together
};

// The most tokens that one image is billed as by some models.
struct ImageTokens
{
    QRegularExpression models; // of the model's id
    qint64 most = 0;
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
    QString prefillField; // [prefill_field] set to true in a last message of the assistant: "prefix"; empty: nothing
    QString fileUrlPart; // [file_url_part] the part that holds a file's address: "document_url"; empty: OpenAI's "file"
    bool toolParametersRequired
        = false; // [tool_parameters_required] takes no tool without a schema, not even an empty one
    int toolCallIdLength = 0; // [tool_call_id_length] ids of tool calls are exactly so many letters and digits; 0: any
    bool modelInPath = false; // [model_in_path] the model's name stands in the address, before the last step
    QString effortField; // [effort_field] "reasoning_effort" (default when empty) or "reasoning.effort"
    ThinkingForm thinkingForm = ThinkingForm::Effort; // [thinking_form]
    QStringList stripToolKeys; // [strip_tool_keys] members of tool schemas the service rejects: "strict"
    QHash<QString, QStringList>
        words; // [words] OpenAI name → the words the service knows: {"reasoning_effort": ["low"]}
    int mostStops = 0; // [most_stops] how many stop sequences it takes; 0: any number
    bool systemAsText = false; // [system_as_text] system messages are text, not a list of parts
    bool omitNullContent = false; // [omit_null_content] takes no null as the content of a message with calls
    bool toolCallIndex = false; // [tool_call_index] calls that are given back carry their index
    bool audioAsText = false; // [audio_as_text] input_audio is the base64 text itself, without a format
    bool logprobsAsNumber = false; // [logprobs_as_number] logprobs is what OpenAI calls top_logprobs
    bool flattenContent = false; // [flatten_content] wants message content as text, not as a list of parts
    bool streamUsageOption = true; // [stream_usage_option] takes stream_options.include_usage
    bool reasoningOutsideCompletion
        = false; // [reasoning_outside_completion] reasoning_tokens are not in completion_tokens
    QRegularExpression
        searchesAlways; // [searches_always] models of which each answer is billed one search; empty: none
    QList<ImageTokens> imageTokens; // [image_tokens] {"pattern": most}: where an image may be more than 5000 tokens
    bool filesCostExtra = false; // [files_cost_extra] reading a document is billed beside the tokens, by its pages
    bool cutsPrompts = false; // [cuts_prompts] may leave out the beginning of a prompt that is too long, and not say so
    QStringList flatTiers; // [flat_tiers] service tiers that cost what the standard one costs: "flex"
    bool thinkTags = false; // [think_tags] reasoning may come as <think>…</think> in the text
    bool embeddingInt8 = false; // [embedding_int8] base64 vectors are whole numbers of one byte, not floats of four
    QString chatPath; // [chat_path] of chat completions, relative to baseUrl; empty: "chat/completions"
    QString responsesPath; // [responses_path] of the Responses API, relative to baseUrl; empty: "responses"
    QString modelPrefix; // [model_prefix] goes before a model id that has no slash in it: "accounts/acme/models/"
    std::optional<double> maxTemperature; // [max_temperature] the highest the service takes, where it is not 2
    QJsonObject extraBody; // [extra_body] always sent
};

// Another address where a field has a certain value: a region whose host is named in another way.
struct AddressCase
{
    QString field; // [field] name of a ServiceField
    QRegularExpression value; // [value] of the field's value
    QString baseUrlPattern; // [base_url] instead of the row's
};

// What is different for some models of a service, or on some of its hosts: the same key and the same account, but
// another wire format. The first variant that fits is taken; what it does not name is as in the row.
struct ServiceVariant
{
    QRegularExpression models; // [models] of the model's id; empty: all
    QRegularExpression hosts; // [hosts] of the address's host; empty: all
    QString api; // [api] the dialect that the catalogue names for the model; empty: any
    QString dialect; // [dialect]
    QRegularExpression
        strip; // [strip] of the address's path: what goes before path is put there, and the query with it
    QString path; // [path] put behind the address
    std::optional<AuthScheme> auth; // [auth]
    std::optional<Quirks> quirks; // [quirks]
    HttpHeaders headers; // [headers] beside the row's
};

// How a listing of models in OpenAI's dialect is told where it is not OpenAI's own.
struct ModelListForm
{
    QString rows; // [rows] the member that holds the list; empty: "data", "models", or the answer is the list
    QString id; // [id] the member of an entry that names the model; empty: "id", else "name"
    QString only; // [only] {"a.b": "word"}: entries count where that member is the word, or a list that holds it
    QString word;
};

// A row of resources/catalogue/services.json: where a service is, how it is spoken to, what is special. A value.
struct Service
{
    QString id; // "openai"; also the prefix of a model string
    QStringList aliases; // further prefixes: "together_ai"
    QString label; // for people; a name, not translated
    QString dialect; // "openai-chat", "openai-responses", "anthropic", "gemini", "ollama"
    QUrl baseUrl; // empty: the person has to give it
    QList<AddressCase> addressCases; // [base_url_cases] tried in order, before the pattern
    QString baseUrlPattern; // base_url where it has {fields} in it; resolved() makes the address of it
    QStringList baseUrlEnvironment; // variables that may hold another address
    QStringList keyEnvironment; // the usual variables, first wins
    AuthScheme auth = AuthScheme::Bearer;
    QString signingName; // [signing_name] AwsSigV4: the service that a signature is for: "bedrock"
    bool keyOptional = false; // local servers
    bool local = false; // on this machine: free, found by asking
    bool demo = false; // invented answers
    bool custom = false; // made by the person
    bool changed = false; // a shipped row with something of the person's laid over it
    HttpHeaders headers; // always sent: "anthropic-version"
    QStringList keyPrefixes; // what its keys begin with; {"name": "value"}: a JSON text that has this member
    QUrl keyPage; // where a person gets a key
    QList<ServiceField> fields; // [fields]
    QHash<QString, QString> settings; // [settings] field name → what the person has set; resolved() fills in the rest
    QStringList suggested; // [suggested] ids of the models to try first
    QString modelsPath; // path of the model listing, relative to baseUrl ("../…" goes up from it); empty: none
    ModelListForm modelList; // [models_list]
    QString
        embeddingsPath; // [embeddings] true ("embeddings") or a path, relative to baseUrl; empty: none are made here
    EmbeddingLimits embeddingLimits; // [embedding_limits] where they are not the wire format's usual ones
    QString priceSlug; // service id under which models.json lists its models; empty: id
    Quirks quirks;
    QList<ErrorPattern> errorPatterns; // tried in order, before the status
    QList<ServiceVariant> variants; // [variants] tried in order

    [[nodiscard]] QString setting(const QString &name) const { return settings.value(name); }
};

} // namespace lineup
