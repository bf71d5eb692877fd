// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/azure/AzureAddress.h"

#include "core/providers/RequestMapper.h"

#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

// Words for "the newest there is", which the undated API is.
bool isUndated(const QString &version)
{
    return version == "v1"_L1 || version == "latest"_L1 || version == "preview"_L1;
}

} // namespace

QUrl azureResource(const QUrl &address)
{
    static const QRegularExpression ownPath(u"/(?:openai|models|anthropic|chat/completions)(?:/.*)?$"_s);
    QUrl out = address;
    QString path = address.path();
    path.remove(ownPath);
    while (path.endsWith(u'/'))
        path.chop(1);
    out.setPath(path);
    out.setQuery(QString());
    return out;
}

QString azureApiVersion(const Service &service, const QString &fallback)
{
    QString version = service.setting(u"api_version"_s);
    if (version.isEmpty())
        version = QUrlQuery(service.baseUrl).queryItemValue(u"api-version"_s);
    if (version.isEmpty())
        version = fallback;
    return isUndated(version) ? QString() : version;
}

QUrl azureUrl(const Service &service, const QString &path, const QString &version)
{
    QUrl url = urlUnder(azureResource(service.baseUrl), path);
    if (!version.isEmpty()) {
        QUrlQuery query;
        query.addQueryItem(u"api-version"_s, version);
        url.setQuery(query);
    }
    return url;
}

bool azureHas(const QString &version, QStringView since)
{
    return version.isEmpty() || QStringView(version).first(qMin<qsizetype>(10, version.size())) >= since;
}

} // namespace lineup
