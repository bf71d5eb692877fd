// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/LitellmTable.h"

#include "core/base/JsonReader.h"
#include "core/providers/LitellmPrice.h"
#include "core/providers/ModelTable.h"

#include <QHash>
#include <QRegularExpression>
#include <QSet>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

using Capability = ModelInfo::Capability;

constexpr qint64 mostTokens = 1'000'000'000;
constexpr qsizetype longestId = 300;

struct Flag
{
    QLatin1StringView word;
    Capability capability;
};
constexpr Flag capabilityFlags[] {
    {"supports_function_calling"_L1, Capability::Tools},
    {"supports_parallel_function_calling"_L1, Capability::ParallelTools},
    {"supports_vision"_L1, Capability::Vision},
    {"supports_audio_input"_L1, Capability::AudioIn},
    {"supports_pdf_input"_L1, Capability::Pdf},
    {"supports_reasoning"_L1, Capability::Reasoning},
    {"supports_response_schema"_L1, Capability::JsonMode},
    {"supports_response_schema"_L1, Capability::JsonSchema},
    {"supports_prompt_caching"_L1, Capability::PromptCaching},
    {"supports_web_search"_L1, Capability::WebSearch},
};

// Providers that stand for one of our services under another name.
const QHash<QString, QString> &otherNames()
{
    static const QHash<QString, QString> names {
        {u"together_ai"_s, u"together"_s},
        {u"bedrock_converse"_s, u"bedrock"_s},
        {u"cohere_chat"_s, u"cohere"_s},
        {u"fireworks_ai-embedding-models"_s, u"fireworks_ai"_s},
    };
    return names;
}

// Whose models can be listed, chosen and paid for. What runs on the person's own machine lists itself.
const QSet<QString> &sameNames()
{
    static const QSet<QString> names {u"ai21"_s, u"aleph_alpha"_s, u"amazon_nova"_s, u"anthropic"_s, u"anyscale"_s,
        u"azure"_s, u"azure_ai"_s, u"bedrock"_s, u"bedrock_mantle"_s, u"cerebras"_s, u"chatgpt"_s, u"cloudflare"_s,
        u"codestral"_s, u"cohere"_s, u"dashscope"_s, u"databricks"_s, u"deepinfra"_s, u"deepseek"_s,
        u"featherless_ai"_s, u"fireworks_ai"_s, u"friendliai"_s, u"gemini"_s, u"gigachat"_s, u"github_copilot"_s,
        u"gmi"_s, u"gradient_ai"_s, u"groq"_s, u"heroku"_s, u"hyperbolic"_s, u"lambda_ai"_s, u"llamagate"_s,
        u"meta_llama"_s, u"minimax"_s, u"mistral"_s, u"moonshot"_s, u"morph"_s, u"nebius"_s, u"nlp_cloud"_s,
        u"novita"_s, u"nscale"_s, u"nvidia_nim"_s, u"oci"_s, u"openai"_s, u"openrouter"_s, u"ovhcloud"_s,
        u"perplexity"_s, u"publicai"_s, u"replicate"_s, u"sambanova"_s, u"sarvam"_s, u"snowflake"_s, u"v0"_s,
        u"vercel_ai_gateway"_s, u"volcengine"_s, u"voyage"_s, u"wandb"_s, u"watsonx"_s, u"xai"_s, u"zai"_s};
    return names;
}

// The table writes most ids behind the provider's name.
QString bareId(const QString &key, const QString &provider, const QString &service)
{
    for (const QString &prefix : {provider, service}) {
        if (key.startsWith(prefix + u'/'))
            return key.mid(prefix.size() + 1);
    }
    return key;
}

// Prices of one region or of reserved capacity, sizes instead of models, fine-tunes, calls that are no chat.
bool isNoModel(const QString &service, const QString &id)
{
    static const QRegularExpression size(u"^(together-ai|fireworks-ai)-"_s);
    static const QRegularExpression talk(u"realtime|-live-|-tts|native-audio|container|/flux-"_s);
    static const QRegularExpression region(
        u"^(us|eu|global|global-standard)/|^\\*/|commitment|^[a-z]{2}(-gov)?-[a-z]+-\\d/"_s);
    const bool hosted = service == "azure"_L1 || service == "bedrock"_L1;
    return id.startsWith(u"ft:") || size.match(id).hasMatch() || talk.match(id).hasMatch()
        || (hosted && region.match(id).hasMatch());
}

bool writesText(const QJsonObject &row)
{
    const QJsonValue outputs = row.value("supported_output_modalities"_L1);
    return !outputs.isArray() || outputs.toArray().contains(u"text"_s);
}

class RowReader
{
public:
    RowReader(QString key, const QJsonObject &row, QDate asOf) : m_key(std::move(key)), m_row(row), m_asOf(asOf) { }

    // False: not for us; then sensible() tells why.
    bool read()
    {
        const QString provider = m_row.value("litellm_provider"_L1).toString();
        const QString word = m_row.value("mode"_L1).toString();
        model.service = serviceForProvider(provider);
        if (model.service.isEmpty() || !(word == "chat"_L1 || word == "responses"_L1 || word == "embedding"_L1))
            return false;
        model.id = bareId(m_key, provider, model.service);
        const bool embeds = word == "embedding"_L1;
        if (isNoModel(model.service, model.id) || (!embeds && !writesText(m_row)))
            return false;
        model.mode = embeds ? ModelInfo::Mode::Embedding : ModelInfo::Mode::Chat;
        if (word == "responses"_L1)
            model.api = u"openai-responses"_s;
        readLimits();
        if (!embeds)
            readCapabilities();
        readMoney();
        checkId();
        return m_sensible;
    }
    [[nodiscard]] bool sensible() const { return m_sensible; }

    ModelInfo model;

private:
    void checkId()
    {
        const bool clean
            = std::all_of(model.id.begin(), model.id.end(), [](QChar c) { return c.isPrint() && !c.isSpace(); });
        m_sensible = m_sensible && !model.id.isEmpty() && model.id.size() <= longestId && clean;
    }

    qint64 limit(QLatin1StringView key)
    {
        const QJsonValue value = m_row.value(key);
        if (value.isUndefined() || value.isNull())
            return 0;
        const double tokens = value.isString() ? value.toString().toDouble() : value.toDouble(-1);
        m_sensible = m_sensible && tokens >= 0 && tokens <= double(mostTokens);
        return m_sensible ? qint64(tokens) : 0;
    }

    void readLimits()
    {
        model.contextTokens = limit("max_input_tokens"_L1);
        model.maxOutputTokens = limit("max_output_tokens"_L1);
        // The longest input of these is the window without the longest answer.
        if (model.contextTokens == 272'000 && model.maxOutputTokens == 128'000)
            model.contextTokens = 400'000;
        const bool none = model.contextTokens > 0 && model.maxOutputTokens >= model.contextTokens;
        if (none || model.mode == ModelInfo::Mode::Embedding)
            model.maxOutputTokens = 0;
        const QString gone = m_row.value("deprecation_date"_L1).toString();
        model.deprecatedOn = QDate::fromString(gone, Qt::ISODate);
    }

    // A row that says neither yes nor no of anything was never looked at.
    void readCapabilities()
    {
        model.capabilitiesKnown = m_row.contains("supports_tool_choice"_L1);
        for (const Flag &flag : capabilityFlags) {
            model.capabilitiesKnown = model.capabilitiesKnown || m_row.contains(flag.word);
            if (m_row.value(flag.word).toBool())
                model.capabilities |= flag.capability;
        }
        if (!model.capabilitiesKnown)
            return;
        // Told of a fifth of the models; those that take none are told.
        model.capabilities.setFlag(Capability::SystemPrompt, m_row.value("supports_system_messages"_L1).toBool(true));
    }

    void readMoney()
    {
        LitellmPrice prices(m_row, model.service, model.mode);
        model.price = prices.read(m_asOf);
        m_sensible = m_sensible && prices.isSensible();
        // A name that always means the newest model says nothing of today's price.
        if (model.id.endsWith(u"-latest"))
            model.price.reset();
        if (model.service == "openrouter"_L1 && model.id.endsWith(u":free") && !model.price)
            model.free = true;
    }

    QString m_key;
    QJsonObject m_row;
    QDate m_asOf;
    bool m_sensible = true;
};

bool samePlain(const std::optional<Price> &a, const std::optional<Price> &b)
{
    return a.has_value() == b.has_value() && (!a || (a->input == b->input && a->output == b->output));
}

ForeignTable readLitellm(const QJsonObject &table, QDate asOf)
{
    ForeignTable out;
    QHash<QString, qsizetype> seen;
    for (auto it = table.begin(); it != table.end(); ++it) {
        if (it.key() == "sample_spec"_L1)
            continue;
        if (!it.value().isObject()) {
            ++out.skipped;
            continue;
        }
        RowReader row(it.key(), it.value().toObject(), asOf);
        if (!row.read()) {
            ++(row.sensible() ? out.others : out.skipped);
            continue;
        }
        const QString name = row.model.service + u'\n' + row.model.id;
        if (seen.contains(name)) { // "x" and "provider/x"
            ++out.others;
            std::optional<Price> &price = out.models[seen.value(name)].price;
            if (!samePlain(price, row.model.price)) // two prices for one model: neither is believed
                price.reset();
            continue;
        }
        seen.insert(name, out.models.size());
        out.models += row.model;
    }
    return out;
}

bool pricesMakeSense(const ModelInfo &model)
{
    const auto sane
        = [](const std::optional<UnitPrice> &price) { return !price || price->atto() <= LitellmPrice::dearestToken; };
    return !model.price || (sane(model.price->input) && sane(model.price->output));
}

ForeignTable readOwn(const QJsonObject &table, QDate asOf)
{
    ForeignTable out;
    QSet<QString> seen;
    const QDate written = QDate::fromString(table.value("as_of"_L1).toString(), Qt::ISODate);
    for (const QJsonValue &value : table.value("models"_L1).toArray()) {
        const Result<ModelInfo> model = readModelRow(value.toObject(), {}, written.isValid() ? written : asOf);
        const bool sensible = model && model->id.size() <= longestId && model->contextTokens <= mostTokens
            && model->maxOutputTokens <= mostTokens && pricesMakeSense(*model) && !model->demo;
        const QString name = sensible ? QString(model->service + u'\n' + model->id) : QString();
        if (!sensible || seen.contains(name)) {
            ++out.skipped;
            continue;
        }
        seen.insert(name);
        out.models += *model;
    }
    return out;
}

} // namespace

QString serviceForProvider(const QString &provider)
{
    if (provider.startsWith(u"vertex_ai"))
        return u"vertex_ai"_s;
    const QString other = otherNames().value(provider);
    return !other.isEmpty() ? other : sameNames().contains(provider) ? provider : QString();
}

Result<ForeignTable> readForeignTable(const QByteArray &json, QDate asOf)
{
    const Result<QJsonObject> object = parseJsonObject(json);
    if (!object)
        return object.error();
    const bool own = object->value("models"_L1).isArray() && object->contains("schema"_L1);
    if (own && object->value("schema"_L1).toInt() != 1)
        return Error {
            .kind = Error::Kind::Malformed, .detail = u"the table has a schema that this version does not know"_s};
    ForeignTable table = own ? readOwn(*object, asOf) : readLitellm(*object, asOf);
    if (table.models.isEmpty())
        return Error {.kind = Error::Kind::Malformed, .detail = u"there is no model in it that can be read"_s};
    return table;
}

} // namespace lineup
