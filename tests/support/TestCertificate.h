// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSslCertificate>
#include <QSslKey>

// A certificate, made by the openssl command when it is asked for.
class TestCertificate
{
public:
    // Self-signed, for 127.0.0.1 and localhost, valid for that many days from now.
    [[nodiscard]] static TestCertificate make(int days = 2);
    // Signed by this one, for those names (in the words of openssl's subjectAltName); negative days: expired.
    [[nodiscard]] TestCertificate sign(int days, const QString &names) const;
    [[nodiscard]] bool isValid() const { return !m_certificate.isNull() && !m_key.isNull(); }
    [[nodiscard]] QSslCertificate certificate() const { return m_certificate; }
    [[nodiscard]] QSslKey key() const { return m_key; }

private:
    [[nodiscard]] static TestCertificate read(const QString &keyPath, const QString &path);

    QSslCertificate m_certificate;
    QSslKey m_key;
};
