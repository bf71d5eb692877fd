// SPDX-License-Identifier: GPL-3.0-or-later
#include "TestCertificate.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;

TestCertificate TestCertificate::make(int days)
{
    TestCertificate made;
    const QTemporaryDir folder;
    const QString keyPath = folder.filePath(u"key.pem"_s);
    const QString path = folder.filePath(u"certificate.pem"_s);
    QProcess openssl;
    openssl.start(u"openssl"_s,
        {u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:prime256v1"_s, u"-nodes"_s,
            u"-days"_s, QString::number(days), u"-subj"_s, u"/CN=localhost"_s, u"-addext"_s,
            u"subjectAltName=DNS:localhost,IP:127.0.0.1"_s, u"-keyout"_s, keyPath, u"-out"_s, path});
    if (!openssl.waitForFinished() || openssl.exitCode() != 0)
        return made;
    QFile keyFile(keyPath);
    if (keyFile.open(QIODevice::ReadOnly))
        made.m_key = QSslKey(&keyFile, QSsl::Ec);
    made.m_certificate = QSslCertificate::fromPath(path).value(0);
    return made;
}
