// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>

#include <memory>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

namespace lineup::test {

// A private key of this run, or one out of a JSON Web Key, and the check of what was signed with it.
class RsaTestKey
{
public:
    static RsaTestKey generated(unsigned int bits = 2048) { return RsaTestKey(EVP_RSA_gen(bits)); }
    static RsaTestKey curve() { return RsaTestKey(EVP_EC_gen("P-256")); } // no RSA at all
    static RsaTestKey fromJwk(const QJsonObject &jwk)
    {
        OSSL_PARAM_BLD *build = OSSL_PARAM_BLD_new();
        QList<BIGNUM *> numbers;
        const auto push = [&](const char *name, const char *member) {
            const QByteArray bytes = QByteArray::fromBase64(
                jwk.value(QLatin1StringView(member)).toString().toLatin1(), QByteArray::Base64UrlEncoding);
            if (bytes.isEmpty())
                return;
            numbers += BN_bin2bn(
                reinterpret_cast<const unsigned char *>(bytes.constData()), static_cast<int>(bytes.size()), nullptr);
            OSSL_PARAM_BLD_push_BN(build, name, numbers.last());
        };
        push(OSSL_PKEY_PARAM_RSA_N, "n");
        push(OSSL_PKEY_PARAM_RSA_E, "e");
        push(OSSL_PKEY_PARAM_RSA_D, "d");
        push(OSSL_PKEY_PARAM_RSA_FACTOR1, "p");
        push(OSSL_PKEY_PARAM_RSA_FACTOR2, "q");
        push(OSSL_PKEY_PARAM_RSA_EXPONENT1, "dp");
        push(OSSL_PKEY_PARAM_RSA_EXPONENT2, "dq");
        push(OSSL_PKEY_PARAM_RSA_COEFFICIENT1, "qi");
        OSSL_PARAM *parameters = OSSL_PARAM_BLD_to_param(build);
        EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(nullptr, "RSA", nullptr);
        EVP_PKEY *key = nullptr;
        EVP_PKEY_fromdata_init(context);
        EVP_PKEY_fromdata(context, &key, EVP_PKEY_KEYPAIR, parameters);
        EVP_PKEY_CTX_free(context);
        OSSL_PARAM_free(parameters);
        OSSL_PARAM_BLD_free(build);
        for (BIGNUM *number : std::as_const(numbers))
            BN_free(number);
        return RsaTestKey(key);
    }

    // PKCS #8; with a password, when one is given, encrypted.
    [[nodiscard]] QByteArray pem(const QByteArray &password = {}) const
    {
        BIO *out = BIO_new(BIO_s_mem());
        PEM_write_bio_PKCS8PrivateKey(out, m_key.get(), password.isEmpty() ? nullptr : EVP_aes_256_cbc(),
            password.isEmpty() ? nullptr : password.constData(), static_cast<int>(password.size()), nullptr, nullptr);
        QByteArray text(static_cast<qsizetype>(BIO_ctrl_pending(out)), '\0');
        BIO_read(out, text.data(), static_cast<int>(text.size()));
        BIO_free(out);
        return text;
    }

    [[nodiscard]] bool verifies(const QByteArray &signature, const QByteArray &text) const
    {
        EVP_MD_CTX *context = EVP_MD_CTX_new();
        const bool right = EVP_DigestVerifyInit(context, nullptr, EVP_sha256(), nullptr, m_key.get()) == 1
            && EVP_DigestVerify(context, reinterpret_cast<const unsigned char *>(signature.constData()),
                   static_cast<std::size_t>(signature.size()),
                   reinterpret_cast<const unsigned char *>(text.constData()), static_cast<std::size_t>(text.size()))
                == 1;
        EVP_MD_CTX_free(context);
        return right;
    }

private:
    explicit RsaTestKey(EVP_PKEY *key) : m_key(key, EVP_PKEY_free) { }
    std::shared_ptr<EVP_PKEY> m_key;
};

inline QByteArray fromBase64Url(const QByteArray &text)
{
    return QByteArray::fromBase64(text, QByteArray::Base64UrlEncoding);
}

} // namespace lineup::test
