// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/ServiceAbilities.h"

#include "core/providers/Catalogue.h"
#include "core/providers/EmbeddingCodec.h"
#include "core/providers/ServiceAddress.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

using Capability = ModelInfo::Capability;

// A picture of one white dot (PNG), since some dialects look at what they are given.
const QByteArray onePixel
    = QByteArray::fromBase64("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mP8/x8AAwMCAO+"
                             "ip1sAAAAASUVORK5CYII=");

QJsonObject schemaWith(const QString &member)
{
    return {{u"type"_s, u"object"_s}, {u"properties"_s, QJsonObject {{member, QJsonObject {{u"type"_s, u"string"_s}}}}},
        {u"required"_s, QJsonArray {member}}, {u"additionalProperties"_s, false}};
}

ChatRequest everything()
{
    ChatRequest request;
    Message message = Message::fromText(Role::User, u"What is this?"_s);
    message.content += ContentPart {.kind = ContentPart::Kind::Image, .data = onePixel, .mimeType = u"image/png"_s};
    request.messages = {message};
    request.tools
        = {Tool {.name = u"weather"_s, .description = u"Tells the weather"_s, .parameters = schemaWith(u"city"_s)}};
    request.responseFormat = ResponseFormat {
        .kind = ResponseFormat::Kind::JsonSchema, .name = u"place"_s, .schema = schemaWith(u"village"_s)};
    request.reasoningEffort = u"low"_s;
    request.stream = true;
    return request;
}

// The service with something in every place that a person has to fill.
Target filledIn(const Service &service)
{
    Target target {.service = service, .model = u"model"_s};
    for (const ServiceField &field : service.fields) {
        if (field.fallback.isEmpty())
            target.service.settings.insert(field.name, u"x"_s);
    }
    target.service.baseUrlEnvironment.clear();
    target.service = resolved(target.service);
    if (target.service.baseUrl.isEmpty())
        target.service.baseUrl = QUrl(u"https://example.invalid/v1"_s);
    return target;
}

struct Sent
{
    bool ok = false;
    QStringList dropped;
    QByteArray body;

    // What was asked for has to stand in the body, whatever the report says.
    [[nodiscard]] bool holds(const QByteArray &words) const { return ok && body.contains(words); }
    // Names come with what they lie in ("messages.content.image") and with what lies in them ("tools.strict").
    [[nodiscard]] bool keeps(std::initializer_list<QLatin1StringView> names) const
    {
        return ok && std::none_of(names.begin(), names.end(), [this](QLatin1StringView name) {
            return dropped.contains(QString(name));
        });
    }
};

Sent send(const ChatRequest &request, const Target &target)
{
    const Dialect *dialect = dialectById(target.service.dialect);
    const Result<EncodedRequest> encoded
        = dialect ? dialect->encode(request, target) : Result<EncodedRequest>(Error {.kind = Error::Kind::BadRequest});
    Sent out {.ok = encoded.has_value(), .body = encoded ? encoded->body : QByteArray()};
    for (const MappingNote &note : encoded ? encoded->mapping : MappingReport()) {
        if (note.action == MappingNote::Action::Dropped)
            out.dropped += note.parameter;
    }
    return out;
}

Ability ofModels(bool sent, const QList<ModelInfo> &models, ModelInfo::Capabilities anyOf)
{
    if (!sent)
        return Ability::No;
    const bool can = std::any_of(models.begin(), models.end(),
        [anyOf](const ModelInfo &m) { return m.capabilitiesKnown && (m.capabilities & anyOf); });
    const bool known = !models.isEmpty()
        && std::all_of(models.begin(), models.end(), [](const ModelInfo &m) { return m.capabilitiesKnown; });
    return can ? Ability::Yes : known ? Ability::No : Ability::ByModel;
}

Ability yesOrNo(bool yes)
{
    return yes ? Ability::Yes : Ability::No;
}

// With the models of the catalogue that make vectors, where there are any: the name tells some services the format.
bool embeds(Target target, const QList<ModelInfo> &models)
{
    EmbeddingRequest request;
    request.input = {u"Hello?"_s};
    const EmbeddingCodec *codec = embeddingCodecById(target.service.dialect);
    const auto takes = [&](const QString &model) {
        target.model = model;
        return codec && codec->encode(request, target);
    };
    const auto makesVectors
        = [&takes](const ModelInfo &model) { return model.mode == ModelInfo::Mode::Embedding && takes(model.id); };
    return takes(target.model) || std::any_of(models.begin(), models.end(), makesVectors);
}

QString sign(Ability ability)
{
    switch (ability) {
    case Ability::No:
        return u"–"_s;
    case Ability::ByModel:
        return u"(✓)"_s;
    case Ability::Yes:
        return u"✓"_s;
    }
    return {};
}

QString code(const QStringList &words)
{
    return words.isEmpty() ? u"–"_s : QString(u'`' + words.join("`, `"_L1) + u'`');
}

QString markdownRow(const Service &service, const QList<ModelInfo> &models)
{
    const ServiceAbilities can = abilitiesOf(service, models);
    QStringList cells {service.label + (service.local ? u" (local)"_s : QString()),
        code(QStringList {service.id} + service.aliases), code(service.keyEnvironment)};
    for (const Ability ability : {can.chat, can.stream, can.tools, can.images, can.reasoning, can.structuredOutput,
             can.embeddings, can.listing, can.priced})
        cells += sign(ability);
    return u"| "_s + cells.join(" | "_L1) + u" |\n"_s;
}

} // namespace

ServiceAbilities abilitiesOf(const Service &service, const QList<ModelInfo> &models)
{
    const Target target = filledIn(service);
    ChatRequest plain;
    plain.messages = {Message::fromText(Role::User, u"Hello?"_s)};
    const bool chats = send(plain, target).ok;
    plain.stream = true;
    const Sent streamed = send(plain, target);
    const Sent all = send(everything(), target);
    ChatRequest thoughtless = everything();
    thoughtless.reasoningEffort.clear();

    ServiceAbilities out;
    out.chat = yesOrNo(chats);
    out.stream = yesOrNo(streamed.keeps({"stream"_L1}));
    out.tools = ofModels(all.keeps({"tools"_L1}) && all.holds("weather"), models, Capability::Tools);
    out.images = ofModels(all.holds(onePixel.toBase64()), models, Capability::Vision);
    const bool asksForThought = all.keeps({"reasoning_effort"_L1}) && all.body != send(thoughtless, target).body;
    out.reasoning = ofModels(asksForThought, models, Capability::Reasoning);
    out.structuredOutput
        = ofModels(all.keeps({"response_format"_L1, "response_format.json_schema"_L1}) && all.holds("village"), models,
            Capability::JsonSchema);
    out.embeddings = yesOrNo(embeds(target, models));
    const Dialect *dialect = dialectById(target.service.dialect);
    out.listing = yesOrNo(dialect && dialect->encodeModelList(target.service));
    out.priced = yesOrNo(service.local || service.demo
        || std::any_of(models.begin(), models.end(), [](const ModelInfo &m) { return m.price || m.free; }));
    return out;
}

QString servicesAsMarkdown(const Catalogue &catalogue)
{
    QString out = u"| service | prefix | key variable | chat | stream | tools | images | reasoning | structured output "
                  u"| embeddings | model list | prices |\n|---|---|---|---|---|---|---|---|---|---|---|---|\n"_s;
    for (const Service &service : catalogue.services())
        out += markdownRow(service, catalogue.models(service.id));
    return out;
}

} // namespace lineup
