// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/google/Rs256.h"

#include <QJsonDocument>

#include <memory>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

constexpr int leastBits = 2048; // RFC 7518, 3.3

template<auto release>
struct Release
{
    template<typename T>
    void operator()(T *object) const
    {
        release(object);
    }
};

using Bio = std::unique_ptr<BIO, Release<BIO_free>>;
using Key = std::unique_ptr<EVP_PKEY, Release<EVP_PKEY_free>>;
using Digest = std::unique_ptr<EVP_MD_CTX, Release<EVP_MD_CTX_free>>;

// Without this the library would ask for a password on the terminal.
int noPassword(char *, int, int, void *)
{
    return 0;
}

Error unusable(const QString &why)
{
    ERR_clear_error();
    return {.kind = Error::Kind::Auth, .detail = u"the private key of the credentials %1"_s.arg(why)};
}

QByteArray base64Url(const QByteArray &bytes)
{
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

} // namespace

Result<QByteArray> signRs256(const QByteArray &privateKey, const QByteArray &text)
{
    const Bio source(BIO_new_mem_buf(privateKey.constData(), static_cast<int>(privateKey.size())));
    const Key key(source ? PEM_read_bio_PrivateKey(source.get(), nullptr, noPassword, nullptr) : nullptr);
    if (!key)
        return unusable(u"cannot be read"_s);
    if (EVP_PKEY_base_id(key.get()) != EVP_PKEY_RSA || EVP_PKEY_bits(key.get()) < leastBits)
        return unusable(u"is no RSA key of 2048 bits or more"_s);
    const Digest digest(EVP_MD_CTX_new());
    const auto *bytes = reinterpret_cast<const unsigned char *>(text.constData());
    const auto length = static_cast<std::size_t>(text.size());
    std::size_t size = 0;
    if (!digest || EVP_DigestSignInit(digest.get(), nullptr, EVP_sha256(), nullptr, key.get()) != 1
        || EVP_DigestSign(digest.get(), nullptr, &size, bytes, length) != 1)
        return unusable(u"cannot sign"_s);
    QByteArray signature(static_cast<qsizetype>(size), '\0');
    if (EVP_DigestSign(digest.get(), reinterpret_cast<unsigned char *>(signature.data()), &size, bytes, length) != 1)
        return unusable(u"cannot sign"_s);
    signature.resize(static_cast<qsizetype>(size));
    return signature;
}

Result<QByteArray> signedJwt(const QByteArray &privateKey, const QJsonObject &header, const QJsonObject &claims)
{
    const auto part
        = [](const QJsonObject &object) { return base64Url(QJsonDocument(object).toJson(QJsonDocument::Compact)); };
    const QByteArray input = part(header) + '.' + part(claims);
    const Result<QByteArray> signature = signRs256(privateKey, input);
    if (!signature)
        return signature.error();
    return QByteArray(input + '.' + base64Url(*signature));
}

} // namespace lineup
