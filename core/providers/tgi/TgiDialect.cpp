// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/tgi/TgiDialect.h"

#include "core/base/JsonReader.h"
#include "core/providers/tgi/TgiDecoder.h"
#include "core/providers/tgi/TgiEncoder.h"

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

class TgiDialect final : public Dialect
{
public:
    [[nodiscard]] QString id() const override { return u"tgi"_s; }

    [[nodiscard]] Result<EncodedRequest> encode(const ChatRequest &request, const Target &target) const override
    {
        return encodeTgiRequest(request, target);
    }

    [[nodiscard]] std::unique_ptr<StreamDecoder> streamDecoder(const Target &target) const override
    {
        return std::make_unique<TgiDecoder>(target.service);
    }

    [[nodiscard]] Result<QList<Delta>> decode(const QByteArray &body, const Target &target) const override
    {
        return TgiDecoder(target.service).decodeWhole(body);
    }

    // A server holds one model, and /info tells its name.
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
        const Result<QJsonObject> info = parseJsonObject(body);
        if (!info)
            return info.error();
        ModelInfo model;
        model.id = info->value("model_id"_L1).toString();
        if (model.id.isEmpty())
            return Error {
                .kind = Error::Kind::Malformed, .detail = u"the answer names no model"_s, .service = service.id};
        model.service = service.id;
        model.contextTokens = info->value("max_total_tokens"_L1).toInteger();
        model.capabilitiesKnown = false;
        return QList<ModelInfo> {model};
    }
};

} // namespace

const Dialect *tgiDialect()
{
    static const TgiDialect dialect;
    return &dialect;
}

} // namespace lineup
