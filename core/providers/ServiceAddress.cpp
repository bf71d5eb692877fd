// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/ServiceAddress.h"

#include "core/providers/RequestMapper.h"
#include "core/providers/aws/AwsProfile.h"

#include <QHostAddress>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup {

QUrl readAddress(const QString &text)
{
    QString address = text.trimmed();
    if (address.isEmpty())
        return {};
    if (!address.contains("://"_L1))
        address.prepend("http://"_L1);
    QUrl url(address, QUrl::StrictMode);
    // Servers are told to listen on every interface with 0.0.0.0; a client cannot connect to that.
    if (url.host() == "0.0.0.0"_L1)
        url.setHost(u"127.0.0.1"_s);
    const bool usable
        = url.isValid() && !url.host().isEmpty() && (url.scheme() == "http"_L1 || url.scheme() == "https"_L1);
    return usable ? url : QUrl();
}

namespace {

// What the profile says that the service's own field of that name chooses.
QString fromAwsProfile(const Service &service, const QString &key)
{
    QString profile;
    for (const ServiceField &field : service.fields) {
        if (field.name == "profile"_L1)
            profile = settingOf(service, field);
    }
    const AwsProfile found = readAwsProfile(profile.isEmpty() ? QByteArray("default") : profile.toUtf8());
    return QString::fromUtf8(found.value(key.toLatin1()));
}

} // namespace

QString settingOf(const Service &service, const ServiceField &field)
{
    if (const QString own = service.settings.value(field.name).trimmed(); !own.isEmpty())
        return own;
    for (const QString &variable : field.environment) {
        const QString value = qEnvironmentVariable(variable.toLatin1().constData()).trimmed();
        if (!value.isEmpty())
            return value;
    }
    const QString inProfile = field.awsProfileKey.isEmpty() ? QString() : fromAwsProfile(service, field.awsProfileKey);
    return inProfile.isEmpty() ? field.fallback : inProfile;
}

Service resolved(const Service &service)
{
    Service out = service;
    for (const ServiceField &field : service.fields) {
        if (!field.secret)
            out.settings.insert(field.name, settingOf(service, field));
    }
    out.baseUrl = effectiveBaseUrl(service);
    return out;
}

QStringList missingFields(const Service &service)
{
    QStringList out;
    for (const ServiceField &field : service.fields) {
        if (field.required && !field.secret && settingOf(service, field).isEmpty())
            out += field.name;
    }
    return out;
}

Service forModel(const Service &service, const QString &model)
{
    const auto fits = [&](const ServiceVariant &variant) {
        return variant.models.match(model).hasMatch() && variant.hosts.match(service.baseUrl.host()).hasMatch()
            && (variant.api.isEmpty() || variant.api == service.dialect);
    };
    const auto found = std::find_if(service.variants.begin(), service.variants.end(), fits);
    if (found == service.variants.end())
        return service;
    Service out = service;
    out.dialect = found->dialect;
    if (const QString whole = out.baseUrl.path(); whole.contains(found->strip) && !found->strip.pattern().isEmpty()) {
        out.baseUrl.setPath(QString(whole).remove(found->strip));
        out.baseUrl.setQuery(QString());
    }
    if (!found->path.isEmpty() && !out.baseUrl.path().endsWith(found->path)) // some give the whole address
        out.baseUrl = urlUnder(out.baseUrl, found->path);
    out.auth = found->auth.value_or(out.auth);
    out.quirks = found->quirks.value_or(out.quirks);
    out.headers += found->headers;
    return out;
}

namespace {

QString addressPattern(const Service &service)
{
    for (const AddressCase &other : service.addressCases) {
        for (const ServiceField &field : service.fields) {
            if (field.name == other.field && other.value.match(settingOf(service, field)).hasMatch())
                return other.baseUrlPattern;
        }
    }
    return service.baseUrlPattern;
}

// People copy a host's name with what stands around it in the browser.
QString hostIn(const QString &value)
{
    const QUrl url(value, QUrl::StrictMode);
    const bool web = url.scheme() == "https"_L1 || url.scheme() == "http"_L1;
    return web && !url.host().isEmpty() ? url.host() : value;
}

// A value goes into a host name or a path; nothing in it may end that part of the address.
QUrl addressFromPattern(const Service &service)
{
    QString address = addressPattern(service);
    for (const ServiceField &field : service.fields) {
        const QString place = u'{' + field.name + u'}';
        if (!address.contains(place))
            continue;
        QString value = settingOf(service, field);
        if (address.contains("://"_L1 + place))
            value = hostIn(value);
        if (value.isEmpty())
            return {};
        address.replace(place, QString::fromLatin1(QUrl::toPercentEncoding(value)));
    }
    const QUrl url(address, QUrl::StrictMode);
    return url.isValid() ? url : QUrl();
}

} // namespace

QUrl effectiveBaseUrl(const Service &service)
{
    for (const QString &variable : service.baseUrlEnvironment) {
        QUrl url = readAddress(qEnvironmentVariable(variable.toLatin1().constData()));
        if (url.isEmpty())
            continue;
        // Without a port the service's usual one is meant (OLLAMA_HOST=myserver), not the web's.
        if (service.local && url.port() < 0 && url.scheme() == "http"_L1)
            url.setPort(service.baseUrl.port());
        return url;
    }
    if (service.baseUrl.isEmpty() && !service.baseUrlPattern.isEmpty())
        return addressFromPattern(service);
    return service.baseUrl;
}

bool isLoopback(const QUrl &url)
{
    const QString host = url.host();
    return host == "localhost"_L1 || host.endsWith(".localhost"_L1) || QHostAddress(host).isLoopback();
}

bool isPrivateAddress(const QUrl &url)
{
    if (isLoopback(url))
        return true;
    const QString host = url.host();
    const QHostAddress address(host);
    if (address.isNull())
        return !host.contains(u'.') || host.endsWith(".local"_L1) || host.endsWith(".lan"_L1);
    // RFC 1918 and RFC 4193; QHostAddress::isPrivateUse exists only from Qt 6.6 on.
    static const QList<QPair<QHostAddress, int>> privateNetworks {QHostAddress::parseSubnet(u"10.0.0.0/8"_s),
        QHostAddress::parseSubnet(u"172.16.0.0/12"_s), QHostAddress::parseSubnet(u"192.168.0.0/16"_s),
        QHostAddress::parseSubnet(u"fc00::/7"_s)};
    return address.isLinkLocal()
        || std::any_of(privateNetworks.begin(), privateNetworks.end(),
            [&](const auto &network) { return address.isInSubnet(network); });
}

} // namespace lineup
