// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/ServiceTable.h"

#include "core/base/JsonReader.h"
#include "core/base/WordTable.h"

#include <QRegularExpression>

#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

constexpr std::array authWords {
    std::pair {AuthScheme::None, "none"_L1},
    std::pair {AuthScheme::Bearer, "bearer"_L1},
    std::pair {AuthScheme::XApiKey, "x-api-key"_L1},
    std::pair {AuthScheme::XGoogApiKey, "x-goog-api-key"_L1},
    std::pair {AuthScheme::ApiKey, "api-key"_L1},
    std::pair {AuthScheme::TokenWord, "token"_L1},
    std::pair {AuthScheme::KeyWord, "key"_L1},
    std::pair {AuthScheme::SubscriptionKey, "api-subscription-key"_L1},
    std::pair {AuthScheme::AwsSigV4, "aws"_L1},
    std::pair {AuthScheme::GoogleToken, "google"_L1},
    std::pair {AuthScheme::IbmToken, "ibm"_L1},
    std::pair {AuthScheme::EntraToken, "entra"_L1},
};

constexpr std::array thinkingForms {
    std::pair {ThinkingForm::Effort, ""_L1},
    std::pair {ThinkingForm::Budget, "budget"_L1},
    std::pair {ThinkingForm::Switch, "switch"_L1},
    std::pair {ThinkingForm::Enable, "enable"_L1},
    std::pair {ThinkingForm::MaxTokens, "max_tokens"_L1},
};

ThinkingForm readThinkingForm(JsonReader &quirks)
{
    const std::optional<ThinkingForm> form = valueFor(thinkingForms, quirks.text(u"thinking_form"));
    if (!form)
        quirks.complain(u"thinking_form", u"expected budget, switch, enable or max_tokens"_s);
    return form.value_or(ThinkingForm::Effort);
}

AuthScheme readAuth(JsonReader &row)
{
    const QString word = row.text(u"auth", u"bearer"_s);
    const std::optional<AuthScheme> scheme = valueFor(authWords, word);
    if (!scheme)
        row.complain(u"auth", u"unknown scheme \"%1\""_s.arg(word));
    return scheme.value_or(AuthScheme::None);
}

// The members of an object, all texts.
QHash<QString, QString> readTextMap(JsonReader &reader, QStringView key)
{
    const QJsonObject object = reader.object(key);
    JsonReader inside(object, reader.pathOf(key));
    QHash<QString, QString> out;
    for (auto it = object.begin(); it != object.end(); ++it)
        out.insert(it.key(), inside.text(it.key()));
    reader.adopt(inside);
    return out;
}

bool isUsable(const QRegularExpression &pattern, Patterns patterns)
{
    return patterns == Patterns::Trusted || pattern.isValid(); // which compiles it
}

QRegularExpression readPattern(JsonReader &reader, QStringView key, Patterns patterns)
{
    const QString text = reader.text(key);
    if (text.isEmpty())
        return QRegularExpression(); // compiling nothing takes as long as compiling something
    const QRegularExpression pattern(text);
    if (!isUsable(pattern, patterns))
        reader.complain(key, u"is no regular expression"_s);
    return pattern;
}

QList<ImageTokens> readImageTokens(JsonReader &reader, Patterns patterns)
{
    QList<ImageTokens> out;
    const QJsonObject rows = reader.object(u"image_tokens");
    for (auto row = rows.begin(); row != rows.end(); ++row) {
        const QRegularExpression models(row.key());
        if (!isUsable(models, patterns) || row.value().toInteger() <= 0)
            reader.complain(u"image_tokens", u"is not patterns with numbers of tokens"_s);
        out += {models, row.value().toInteger()};
    }
    return out;
}

Quirks readQuirks(JsonReader &row, Patterns patterns)
{
    JsonReader reader(row.object(u"quirks"), row.pathOf(u"quirks"));
    Quirks quirks;
    quirks.maxTokensField = reader.text(u"max_tokens_field");
    quirks.unsupported = reader.texts(u"unsupported");
    quirks.rename = readTextMap(reader, u"rename");
    quirks.toolChoiceRequired = reader.text(u"tool_choice_required");
    quirks.reasoningField = reader.text(u"reasoning_field");
    quirks.systemRole = reader.text(u"system_role");
    quirks.prefillField = reader.text(u"prefill_field");
    quirks.fileUrlPart = reader.text(u"file_url_part");
    quirks.toolParametersRequired = reader.boolean(u"tool_parameters_required").value_or(false);
    quirks.toolCallIdLength = static_cast<int>(reader.integer(u"tool_call_id_length").value_or(0));
    quirks.modelInPath = reader.boolean(u"model_in_path").value_or(false);
    quirks.effortField = reader.text(u"effort_field");
    quirks.thinkingForm = readThinkingForm(reader);
    quirks.stripToolKeys = reader.texts(u"strip_tool_keys");
    const QJsonObject words = reader.object(u"words");
    JsonReader wordReader(words, reader.pathOf(u"words"));
    for (const QString &parameter : words.keys())
        quirks.words.insert(parameter, wordReader.texts(parameter));
    reader.adopt(wordReader);
    quirks.mostStops = static_cast<int>(reader.integer(u"most_stops").value_or(0));
    quirks.omitNullContent = reader.boolean(u"omit_null_content").value_or(false);
    quirks.systemAsText = reader.boolean(u"system_as_text").value_or(false);
    quirks.toolCallIndex = reader.boolean(u"tool_call_index").value_or(false);
    quirks.audioAsText = reader.boolean(u"audio_as_text").value_or(false);
    quirks.logprobsAsNumber = reader.boolean(u"logprobs_as_number").value_or(false);
    quirks.flattenContent = reader.boolean(u"flatten_content").value_or(false);
    quirks.streamUsageOption = reader.boolean(u"stream_usage_option").value_or(true);
    quirks.reasoningOutsideCompletion = reader.boolean(u"reasoning_outside_completion").value_or(false);
    quirks.searchesAlways = readPattern(reader, u"searches_always", patterns);
    quirks.imageTokens = readImageTokens(reader, patterns);
    quirks.filesCostExtra = reader.boolean(u"files_cost_extra").value_or(false);
    quirks.cutsPrompts = reader.boolean(u"cuts_prompts").value_or(false);
    quirks.flatTiers = reader.texts(u"flat_tiers");
    quirks.thinkTags = reader.boolean(u"think_tags").value_or(false);
    quirks.embeddingInt8 = reader.boolean(u"embedding_int8").value_or(false);
    quirks.responsesPath = reader.text(u"responses_path");
    quirks.chatPath = reader.text(u"chat_path");
    quirks.modelPrefix = reader.text(u"model_prefix");
    quirks.maxTemperature = reader.number(u"max_temperature");
    quirks.extraBody = reader.object(u"extra_body");
    row.adopt(reader);
    return quirks;
}

QList<ErrorPattern> readErrorPatterns(JsonReader &row, Patterns patterns)
{
    QList<ErrorPattern> out;
    const QJsonArray array = row.array(u"error_patterns");
    for (qsizetype i = 0; i < array.size(); ++i) {
        JsonReader reader(array.at(i).toObject(), row.pathOf(u"error_patterns") + u"[%1]"_s.arg(i));
        const QRegularExpression pattern(reader.requiredText(u"pattern"), QRegularExpression::CaseInsensitiveOption);
        const QString word = reader.requiredText(u"kind");
        const std::optional<Error::Kind> kind = errorKindFromName(word);
        if (!isUsable(pattern, patterns))
            reader.complain(u"pattern", u"is no regular expression"_s);
        if (!kind)
            reader.complain(u"kind", u"unknown kind \"%1\""_s.arg(word));
        row.adopt(reader);
        out += {pattern, kind.value_or(Error::Kind::BadRequest)};
    }
    return out;
}

HttpHeaders readHeaders(JsonReader &row)
{
    HttpHeaders out;
    const QHash<QString, QString> headers = readTextMap(row, u"headers");
    for (const QString &name : row.object(u"headers").keys()) // in their order
        out += {name.toLatin1(), headers.value(name).toUtf8()};
    return out;
}

QList<ServiceField> readFields(JsonReader &row)
{
    QList<ServiceField> out;
    const QJsonArray fields = row.array(u"fields");
    for (qsizetype i = 0; i < fields.size(); ++i) {
        JsonReader reader(fields.at(i).toObject(), row.pathOf(u"fields") + u"[%1]"_s.arg(i));
        ServiceField field {.name = reader.requiredText(u"name"), .environment = reader.texts(u"env")};
        field.fallback = reader.text(u"default");
        field.awsProfileKey = reader.text(u"aws_profile");
        field.required = reader.boolean(u"required").value_or(false);
        field.secret = reader.boolean(u"secret").value_or(false);
        row.adopt(reader);
        out += field;
    }
    return out;
}

QUrl readUrl(JsonReader &row, QStringView key)
{
    const QString text = row.text(key);
    if (text.isEmpty())
        return {};
    const QUrl url(text, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty() || (url.scheme() != "https"_L1 && url.scheme() != "http"_L1))
        row.complain(key, u"is no http or https address"_s);
    return url;
}

EmbeddingLimits readEmbeddingLimits(JsonReader &row)
{
    JsonReader reader(row.object(u"embedding_limits"), row.pathOf(u"embedding_limits"));
    const EmbeddingLimits limits {reader.integer(u"texts").value_or(0), reader.integer(u"tokens").value_or(0)};
    if (limits.texts < 0 || limits.tokens < 0)
        reader.complain(u"texts", u"limits are not negative"_s);
    row.adopt(reader);
    return limits;
}

// A path, or true for the usual one.
QString readEmbeddings(JsonReader &row)
{
    if (row.value(u"embeddings").isBool())
        return row.boolean(u"embeddings").value_or(false) ? u"embeddings"_s : QString();
    return row.text(u"embeddings");
}

// An address with {fields} in it is checked with something harmless in their places.
void readAddress(JsonReader &row, Service &service)
{
    static const QRegularExpression place(u"\\{[a-z_]+\\}"_s);
    const QString text = row.text(u"base_url");
    if (!text.contains(place)) {
        service.baseUrl = readUrl(row, u"base_url");
        return;
    }
    const QUrl example(QString(text).replace(place, u"x"_s), QUrl::StrictMode);
    if (!example.isValid() || example.host().isEmpty())
        row.complain(u"base_url", u"is no http or https address"_s);
    service.baseUrlPattern = text;
}

QList<AddressCase> readAddressCases(JsonReader &row, Patterns patterns)
{
    QList<AddressCase> out;
    const QJsonArray cases = row.array(u"base_url_cases");
    for (qsizetype i = 0; i < cases.size(); ++i) {
        JsonReader reader(cases.at(i).toObject(), row.pathOf(u"base_url_cases") + u"[%1]"_s.arg(i));
        out += AddressCase {
            reader.requiredText(u"field"), readPattern(reader, u"value", patterns), reader.requiredText(u"base_url")};
        row.adopt(reader);
    }
    return out;
}

QList<ServiceVariant> readVariants(JsonReader &row, Patterns patterns)
{
    QList<ServiceVariant> out;
    const QJsonArray variants = row.array(u"variants");
    for (qsizetype i = 0; i < variants.size(); ++i) {
        JsonReader reader(variants.at(i).toObject(), row.pathOf(u"variants") + u"[%1]"_s.arg(i));
        ServiceVariant variant {
            .models = readPattern(reader, u"models", patterns), .hosts = readPattern(reader, u"hosts", patterns)};
        variant.api = reader.text(u"api");
        variant.dialect = reader.requiredText(u"dialect");
        variant.strip = readPattern(reader, u"strip", patterns);
        variant.path = reader.text(u"path");
        if (reader.has(u"auth"))
            variant.auth = readAuth(reader);
        if (reader.has(u"quirks"))
            variant.quirks = readQuirks(reader, patterns);
        variant.headers = readHeaders(reader);
        row.adopt(reader);
        out += variant;
    }
    return out;
}

ModelListForm readModelListForm(JsonReader &row)
{
    ModelListForm out;
    JsonReader reader(row.object(u"models_list"), row.pathOf(u"models_list"));
    out.rows = reader.text(u"rows");
    out.id = reader.text(u"id");
    const QHash<QString, QString> only = readTextMap(reader, u"only");
    if (!only.isEmpty()) {
        out.only = only.constBegin().key();
        out.word = only.constBegin().value();
    }
    row.adopt(reader);
    return out;
}

Service readRow(JsonReader &row, Patterns patterns)
{
    Service service;
    service.id = row.requiredText(u"id");
    service.aliases = row.texts(u"aliases");
    service.label = row.requiredText(u"label");
    service.dialect = row.requiredText(u"dialect");
    service.fields = readFields(row);
    service.settings = readTextMap(row, u"settings");
    readAddress(row, service);
    service.baseUrlEnvironment = row.texts(u"base_url_env");
    service.keyEnvironment = row.texts(u"key_env");
    service.auth = readAuth(row);
    service.signingName = row.text(u"signing_name");
    service.keyOptional = row.boolean(u"key_optional").value_or(false);
    service.local = row.boolean(u"local").value_or(false);
    service.demo = row.boolean(u"demo").value_or(false);
    service.headers = readHeaders(row);
    service.keyPrefixes = row.texts(u"key_prefixes");
    service.keyPage = readUrl(row, u"key_page");
    service.suggested = row.texts(u"suggested");
    service.modelsPath = row.text(u"models_path");
    service.modelList = readModelListForm(row);
    service.embeddingsPath = readEmbeddings(row);
    service.embeddingLimits = readEmbeddingLimits(row);
    service.priceSlug = row.text(u"price_slug");
    service.quirks = readQuirks(row, patterns);
    service.errorPatterns = readErrorPatterns(row, patterns);
    service.addressCases = readAddressCases(row, patterns);
    service.variants = readVariants(row, patterns);
    return service;
}

} // namespace

QString authSchemeName(AuthScheme scheme)
{
    return wordFor(authWords, scheme);
}

QString commonDialectId()
{
    return u"openai-chat"_s;
}

Result<QList<Service>> readServiceTable(const QByteArray &json, Patterns patterns)
{
    const Result<QJsonObject> root = parseJsonObject(json);
    if (!root)
        return root.error();
    if (!root->value("services"_L1).isArray())
        return Error {.kind = Error::Kind::Malformed, .detail = u"services: expected a list"_s};
    QList<Service> out;
    const QJsonArray rows = root->value("services"_L1).toArray();
    for (qsizetype i = 0; i < rows.size(); ++i) {
        JsonReader row(rows.at(i).toObject(), u"services[%1]"_s.arg(i));
        out += readRow(row, patterns);
        if (const std::optional<Error> error = row.error())
            return *error;
    }
    return out;
}

QJsonObject writeServiceRow(const Service &service)
{
    QJsonObject row {{u"id"_s, service.id}, {u"label"_s, service.label}, {u"dialect"_s, service.dialect},
        {u"base_url"_s, service.baseUrl.isEmpty() ? service.baseUrlPattern : service.baseUrl.toString()},
        {u"auth"_s, authSchemeName(service.auth)}, {u"key_optional"_s, service.keyOptional},
        {u"models_path"_s, service.modelsPath}};
    if (!service.quirks.maxTokensField.isEmpty())
        row.insert(u"quirks"_s, QJsonObject {{u"max_tokens_field"_s, service.quirks.maxTokensField}});
    if (!service.settings.isEmpty()) {
        QJsonObject settings;
        for (auto it = service.settings.begin(); it != service.settings.end(); ++it)
            settings.insert(it.key(), it.value());
        row.insert(u"settings"_s, settings);
    }
    return row;
}

} // namespace lineup
