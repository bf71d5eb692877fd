// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/replicate/ReplicateDialect.h"

#include "core/base/JsonReader.h"
#include "core/providers/ErrorClassifier.h"
#include "core/providers/RequestMapper.h"
#include "core/providers/replicate/ReplicateEncoder.h"
#include "core/providers/replicate/ReplicatePrediction.h"
#include "core/providers/replicate/ReplicateStream.h"

#include <QJsonArray>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

constexpr std::chrono::milliseconds pollInterval {500};

// What stands in an answer goes into an address only where it cannot lead elsewhere.
bool isPlainId(const QString &id)
{
    static const QRegularExpression form(u"^[A-Za-z0-9_-]{1,100}$"_s);
    return form.match(id).hasMatch();
}

FollowUp streamFrom(const QUrl &address)
{
    FollowUp out;
    out.request.method = "GET";
    out.request.url = address;
    out.request.headers = {{"Accept", "text/event-stream"}, {"Cache-Control", "no-store"}};
    return out;
}

FollowUp askAgain(const QString &id, const Service &service)
{
    FollowUp out;
    out.request.method = "GET";
    out.request.url = urlUnder(service.baseUrl, QString(u"predictions/"_s + id));
    out.request.headers = service.headers;
    out.wait = pollInterval;
    return out;
}

QList<ModelInfo> modelsFrom(const QJsonArray &list, const Service &service)
{
    QList<ModelInfo> out;
    for (const QJsonValue &value : list) {
        const QString owner = value.toObject().value("owner"_L1).toString();
        const QString name = value.toObject().value("name"_L1).toString();
        if (owner.isEmpty() || name.isEmpty())
            continue;
        ModelInfo model;
        model.id = owner + u'/' + name;
        model.service = service.id;
        model.capabilitiesKnown = false;
        out += model;
    }
    return out;
}

class ReplicateDialect final : public Dialect
{
public:
    [[nodiscard]] QString id() const override { return u"replicate"_s; }

    [[nodiscard]] Result<EncodedRequest> encode(const ChatRequest &request, const Target &target) const override
    {
        return encodeReplicateRequest(request, target);
    }

    [[nodiscard]] std::unique_ptr<StreamDecoder> streamDecoder(const Target &target) const override
    {
        return std::make_unique<ReplicateStream>(target.service);
    }

    [[nodiscard]] Result<QList<Delta>> decode(const QByteArray &body, const Target &target) const override;

    // A model that does not stream names no address for it, and is asked for like any other.
    [[nodiscard]] std::optional<FollowUp> followUp(
        const HttpHead &, const QByteArray &body, const ChatRequest &request, const Target &target) const override
    {
        const std::optional<ReplicatePrediction> prediction = ReplicatePrediction::read(body);
        if (!prediction || !prediction->isRunning() || !isPlainId(prediction->id()))
            return std::nullopt;
        const QUrl stream = prediction->streamAddress();
        return request.stream && !stream.isEmpty() ? streamFrom(stream) : askAgain(prediction->id(), target.service);
    }

    // A prediction goes on, and is billed, when nobody listens to it.
    // Source: https://replicate.com/docs/reference/http#predictions.cancel
    [[nodiscard]] std::optional<EncodedRequest> cancelRequest(
        const QByteArray &body, const Target &target) const override
    {
        const std::optional<ReplicatePrediction> prediction = ReplicatePrediction::read(body);
        if (!prediction || !prediction->isRunning() || !isPlainId(prediction->id()))
            return std::nullopt;
        EncodedRequest out;
        out.url = urlUnder(target.service.baseUrl, QString(u"predictions/"_s + prediction->id() + u"/cancel"_s));
        out.headers = target.service.headers;
        return out;
    }

    [[nodiscard]] std::optional<EncodedRequest> encodeModelList(const Service &service) const override
    {
        if (service.modelsPath.isEmpty() || service.baseUrl.isEmpty())
            return std::nullopt;
        EncodedRequest out;
        out.method = "GET";
        out.url = urlUnder(service.baseUrl, service.modelsPath);
        out.headers = service.headers;
        return out;
    }

    [[nodiscard]] Result<QList<ModelInfo>> decodeModelList(
        const QByteArray &body, const Service &service) const override
    {
        const Result<QJsonObject> listing = parseJsonObject(body);
        if (!listing)
            return listing.error();
        for (const QLatin1StringView member : {"models"_L1, "results"_L1}) { // of a collection, of all
            if (listing->value(member).isArray())
                return modelsFrom(listing->value(member).toArray(), service);
        }
        return Error {.kind = Error::Kind::Malformed, .detail = u"the answer lists no models"_s, .service = service.id};
    }
};

Result<QList<Delta>> ReplicateDialect::decode(const QByteArray &body, const Target &target) const
{
    if (const std::optional<ReplicatePrediction> prediction = ReplicatePrediction::read(body))
        return prediction->answer(target.service);
    const ErrorFacts facts = readErrorBody(body);
    if (body.trimmed().startsWith('{') && !facts.message.isEmpty())
        return classifyError(facts, {}, body, target.service);
    return Error {
        .kind = Error::Kind::Malformed, .detail = u"the answer is no prediction"_s, .service = target.service.id};
}

} // namespace

const Dialect *replicateDialect()
{
    static const ReplicateDialect dialect;
    return &dialect;
}

} // namespace lineup
