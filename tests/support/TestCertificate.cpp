// SPDX-License-Identifier: GPL-3.0-or-later
#include "TestCertificate.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;

namespace {

bool openssl(const QStringList &arguments)
{
    QProcess process;
    process.start(u"openssl"_s, arguments);
    return process.waitForFinished() && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
}

const QStringList newKey {u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:prime256v1"_s, u"-nodes"_s};

bool write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

} // namespace

TestCertificate TestCertificate::read(const QString &keyPath, const QString &path)
{
    TestCertificate made;
    QFile keyFile(keyPath);
    if (keyFile.open(QIODevice::ReadOnly))
        made.m_key = QSslKey(&keyFile, QSsl::Ec);
    made.m_certificate = QSslCertificate::fromPath(path).value(0);
    return made;
}

TestCertificate TestCertificate::make(int days)
{
    const QTemporaryDir folder;
    const QString keyPath = folder.filePath(u"key.pem"_s);
    const QString path = folder.filePath(u"certificate.pem"_s);
    const bool isMade = openssl(QStringList {u"req"_s, u"-x509"_s} + newKey
        + QStringList {u"-days"_s, QString::number(days), u"-subj"_s, u"/CN=localhost"_s, u"-addext"_s,
            u"subjectAltName=DNS:localhost,IP:127.0.0.1"_s, u"-keyout"_s, keyPath, u"-out"_s, path});
    return isMade ? read(keyPath, path) : TestCertificate();
}

TestCertificate TestCertificate::sign(int days, const QString &names) const
{
    const QTemporaryDir folder;
    const auto file = [&folder](const QString &name) { return folder.filePath(name); };
    const bool isMade = isValid() && write(file(u"issuer.pem"_s), m_certificate.toPem())
        && write(file(u"issuer.key"_s), m_key.toPem())
        && openssl(QStringList {u"req"_s, u"-new"_s} + newKey
            + QStringList {u"-subj"_s, u"/CN=leaf"_s, u"-addext"_s, QString(u"subjectAltName="_s + names), u"-keyout"_s,
                file(u"key.pem"_s), u"-out"_s, file(u"request.pem"_s)})
        && openssl({u"x509"_s, u"-req"_s, u"-in"_s, file(u"request.pem"_s), u"-CA"_s, file(u"issuer.pem"_s),
            u"-CAkey"_s, file(u"issuer.key"_s), u"-set_serial"_s, u"7"_s, u"-days"_s, QString::number(days),
            u"-copy_extensions"_s, u"copy"_s, u"-out"_s, file(u"certificate.pem"_s)});
    return isMade ? read(file(u"key.pem"_s), file(u"certificate.pem"_s)) : TestCertificate();
}
