// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/aws/ConverseDialect.h"

#include "core/providers/aws/AwsErrors.h"
#include "core/providers/aws/BedrockModels.h"
#include "core/providers/aws/ConverseDecoder.h"
#include "core/providers/aws/ConverseEncoder.h"
#include "core/providers/aws/ConverseWire.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

class ConverseDialect final : public Dialect
{
public:
    [[nodiscard]] QString id() const override { return converse::dialectId.toString(); }
    [[nodiscard]] Result<EncodedRequest> encode(const ChatRequest &request, const Target &target) const override
    {
        return ConverseEncoder(request, target).encode();
    }
    [[nodiscard]] std::unique_ptr<StreamDecoder> streamDecoder(const Target &target) const override
    {
        return std::make_unique<ConverseDecoder>(target.service);
    }
    [[nodiscard]] Result<QList<Delta>> decode(const QByteArray &body, const Target &target) const override
    {
        return ConverseDecoder(target.service).decodeWhole(body);
    }
    [[nodiscard]] Error decodeError(const HttpHead &head, const QByteArray &body, const Target &target) const override
    {
        return awsError(head, body, target.service);
    }
    [[nodiscard]] std::optional<EncodedRequest> encodeModelList(const Service &service) const override
    {
        return bedrockModelList(service);
    }
    [[nodiscard]] Result<QList<ModelInfo>> decodeModelList(
        const QByteArray &body, const Service &service) const override
    {
        return readBedrockModels(body, service, {});
    }
};

} // namespace

QStringView converse::makerOf(QStringView model)
{
    if (model.startsWith(u"arn:"))
        model = model.sliced(model.lastIndexOf(u'/') + 1);
    const qsizetype dot = model.indexOf(u'.');
    if (dot < 0)
        return {};
    static constexpr std::array regions {
        "us"_L1, "us-gov"_L1, "eu"_L1, "apac"_L1, "jp"_L1, "au"_L1, "ca"_L1, "sa"_L1, "global"_L1};
    const QStringView first = model.first(dot);
    if (std::find(regions.begin(), regions.end(), first) == regions.end())
        return first;
    const QStringView rest = model.sliced(dot + 1);
    return rest.first(qMax<qsizetype>(rest.indexOf(u'.'), 0));
}

QUrl converse::modelUrl(const QUrl &base, const QString &model, QLatin1StringView operation)
{
    QUrl url = base;
    QString path = base.path(QUrl::FullyEncoded);
    while (path.endsWith(u'/'))
        path.chop(1);
    path += u"/model/" + QString::fromLatin1(QUrl::toPercentEncoding(model)) + u'/' + operation;
    url.setPath(path, QUrl::StrictMode);
    return url;
}

const Dialect *converseDialect()
{
    static const ConverseDialect dialect;
    return &dialect;
}

} // namespace lineup
