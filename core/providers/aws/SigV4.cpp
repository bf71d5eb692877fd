// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/aws/SigV4.h"

#include <QCryptographicHash>
#include <QMap>
#include <QMessageAuthenticationCode>

#include <algorithm>

namespace lineup {

namespace {

constexpr const char *algorithm = "AWS4-HMAC-SHA256";

QByteArray hashOf(QByteArrayView bytes)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(bytes);
    return hash.result().toHex();
}

QByteArray hmac(const QByteArray &key, const QByteArray &text)
{
    return QMessageAuthenticationCode::hash(text, key, QCryptographicHash::Sha256);
}

// RFC 3986, 5.2.4, and without empty segments; a slash at the end stays.
QByteArray normalized(const QByteArray &path)
{
    QList<QByteArray> kept;
    const QList<QByteArray> segments = path.split('/');
    for (const QByteArray &segment : segments) {
        if (segment == ".." && !kept.isEmpty())
            kept.removeLast();
        else if (!segment.isEmpty() && segment != "." && segment != "..")
            kept += segment;
    }
    const QByteArray &last = segments.last();
    const bool slash = last.isEmpty() || last == "." || last == "..";
    return '/' + kept.join('/') + (slash && !kept.isEmpty() ? "/" : "");
}

// What is percent-encoded already is encoded once more: the signature is over the path as it is sent.
QByteArray canonicalPath(const SigV4Request &request)
{
    const QByteArray path = request.path.isEmpty() ? QByteArray("/") : request.path;
    return (request.normalizePath ? normalized(path) : path).toPercentEncoding("/");
}

QByteArray canonicalQuery(const QByteArray &query)
{
    QList<std::pair<QByteArray, QByteArray>> pairs;
    for (const QByteArray &item : query.split('&')) {
        if (item.isEmpty())
            continue;
        const qsizetype equals = item.indexOf('=');
        const QByteArray name = equals < 0 ? item : item.first(equals);
        const QByteArray value = equals < 0 ? QByteArray() : item.sliced(equals + 1);
        pairs.emplaceBack(QByteArray::fromPercentEncoding(name).toPercentEncoding(),
            QByteArray::fromPercentEncoding(value).toPercentEncoding());
    }
    std::sort(pairs.begin(), pairs.end());
    QList<QByteArray> out;
    for (const auto &[name, value] : std::as_const(pairs))
        out += name + '=' + value;
    return out.join('&');
}

// Names in lower case and sorted; values of one name joined in their order, runs of spaces made one.
QMap<QByteArray, QByteArray> canonicalHeaders(const HttpHeaders &headers)
{
    QMap<QByteArray, QByteArray> out;
    for (const auto &[name, value] : headers) {
        QByteArray &joined = out[name.trimmed().toLower()];
        if (!joined.isNull())
            joined += ',';
        joined += value.simplified();
        if (joined.isNull())
            joined = "";
    }
    return out;
}

QByteArray signingKey(const SigV4Scope &scope, const SecretBytes &secretAccessKey)
{
    QByteArray first = "AWS4";
    first.append(secretAccessKey.view());
    QByteArray key = hmac(first, scope.time.toUTC().toString(u"yyyyMMdd").toLatin1());
    first.fill('\0');
    key = hmac(key, scope.region);
    key = hmac(key, scope.service);
    return hmac(key, "aws4_request");
}

// Host as Qt sends it: with the port where it is not the scheme's own.
QByteArray hostHeader(const QUrl &url)
{
    QByteArray host = url.host(QUrl::FullyEncoded).toLatin1();
    if (host.contains(':'))
        host = '[' + host + ']';
    const int usual = url.scheme() == QLatin1StringView("https") ? 443 : 80;
    if (url.port(usual) != usual)
        host += ':' + QByteArray::number(url.port());
    return host;
}

} // namespace

QByteArray sigV4Time(const QDateTime &time)
{
    return time.toUTC().toString(u"yyyyMMdd'T'hhmmss'Z'").toLatin1();
}

QByteArray sigV4ScopeText(const SigV4Scope &scope)
{
    return sigV4Time(scope.time).first(8) + '/' + scope.region + '/' + scope.service + "/aws4_request";
}

SigV4Result sigV4(const SigV4Request &request, const SigV4Scope &scope, const SecretBytes &secretAccessKey)
{
    const QMap<QByteArray, QByteArray> headers = canonicalHeaders(request.headers);
    SigV4Result out;
    out.signedHeaders = QByteArrayList(headers.keys()).join(';');
    out.canonicalRequest = request.method + '\n' + canonicalPath(request) + '\n' + canonicalQuery(request.query) + '\n';
    for (auto it = headers.begin(); it != headers.end(); ++it)
        out.canonicalRequest += it.key() + ':' + it.value() + '\n';
    out.canonicalRequest += '\n' + out.signedHeaders + '\n' + hashOf(request.body);
    out.stringToSign = algorithm + ('\n' + sigV4Time(scope.time)) + '\n' + sigV4ScopeText(scope) + '\n'
        + hashOf(out.canonicalRequest);
    out.signature = hmac(signingKey(scope, secretAccessKey), out.stringToSign).toHex();
    return out;
}

HttpRequest signedRequest(const HttpRequest &request, const SigV4Scope &scope, const AwsKeys &keys)
{
    HttpRequest out = request;
    out.headers.removeIf([](const HttpHeader &header) {
        const QByteArray name = header.first.toLower();
        return name == "authorization" || name == "x-amz-date" || name == "x-amz-security-token" || name == "host";
    });
    out.headers.emplaceBack("X-Amz-Date", sigV4Time(scope.time));
    if (!keys.sessionToken.isEmpty())
        out.headers.emplaceBack("X-Amz-Security-Token", keys.sessionToken.view().toByteArray());
    SigV4Request wire {.method = out.method,
        .path = out.url.path(QUrl::FullyEncoded).toLatin1(),
        .query = out.url.query(QUrl::FullyEncoded).toLatin1(),
        .headers = out.headers,
        .body = out.body};
    wire.headers.emplaceBack("Host", hostHeader(out.url));
    const SigV4Result result = sigV4(wire, scope, keys.secretAccessKey);
    out.headers.emplaceBack("Authorization",
        algorithm + (" Credential=" + keys.accessKeyId) + '/' + sigV4ScopeText(scope)
            + ", SignedHeaders=" + result.signedHeaders + ", Signature=" + result.signature);
    return out;
}

} // namespace lineup
