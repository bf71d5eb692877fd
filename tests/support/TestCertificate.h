// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSslCertificate>
#include <QSslKey>

// A self-signed certificate for 127.0.0.1 and localhost, made by the openssl command when it is asked for.
class TestCertificate
{
public:
    // A certificate that is valid for that many days from now; of the past when negative.
    [[nodiscard]] static TestCertificate make(int days = 2);
    [[nodiscard]] bool isValid() const { return !m_certificate.isNull() && !m_key.isNull(); }
    [[nodiscard]] QSslCertificate certificate() const { return m_certificate; }
    [[nodiscard]] QSslKey key() const { return m_key; }

private:
    QSslCertificate m_certificate;
    QSslKey m_key;
};
