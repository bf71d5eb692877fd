// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/Catalogue.h"
#include "core/providers/FoundElsewhere.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using Kind = FoundElsewhere::Kind;

// With the built-in rows, in a home and an environment of the test's own.
class TestFoundElsewhere : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_home = std::make_unique<QTemporaryDir>();
        QVERIFY(m_home->isValid());
        for (const char *name : {"AWS_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN",
                 "GOOGLE_APPLICATION_CREDENTIALS", "VERTEXAI_PROJECT", "VERTEX_PROJECT", "AZURE_TENANT_ID",
                 "AZURE_CLIENT_ID", "AZURE_CLIENT_SECRET", "AZURE_AD_TOKEN", "WATSONX_TOKEN"})
            qunsetenv(name);
        qputenv("AWS_SHARED_CREDENTIALS_FILE", path(u"credentials"_s).toUtf8());
        qputenv("AWS_CONFIG_FILE", path(u"config"_s).toUtf8());
        qputenv("CLOUDSDK_CONFIG", m_home->path().toUtf8());
        qputenv("GOOGLE_CLOUD_PROJECT", "p-1");
    }

    void nothingAnywhere()
    {
        for (const Service &service : m_catalogue.services())
            QVERIFY2(!credentialsElsewhere(service), qPrintable(service.id));
    }

    void awsProfiles_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("chosen"); // AWS_PROFILE
        QTest::addColumn<QString>("name"); // empty: nothing that can be used
        const QByteArray keys = "aws_access_key_id = AKIDTEST\naws_secret_access_key = s\n";
        QTest::newRow("default") << "[default]\n" + keys << QByteArray() << u"default"_s;
        QTest::newRow("another") << "[work]\n" + keys << QByteArray("work") << u"work"_s;
        QTest::newRow("another that nobody named") << "[work]\n" + keys << QByteArray() << QString();
        QTest::newRow("one that is not there") << "[default]\n" + keys << QByteArray("work") << QString();
        QTest::newRow("half a pair") << QByteArray("[default]\naws_access_key_id = AKIDTEST\n") << QByteArray()
                                     << QString();
        QTest::newRow("keys by a way we lack")
            << QByteArray("[default]\nsso_session = s\n") << QByteArray() << QString();
    }
    void awsProfiles()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QByteArray, chosen);
        QFETCH(const QString, name);
        write(u"credentials"_s, text);
        if (!chosen.isEmpty())
            qputenv("AWS_PROFILE", chosen);
        const std::optional<FoundElsewhere> found = credentialsElsewhere(row(u"bedrock"));
        QCOMPARE(found.has_value(), !name.isEmpty());
        if (found)
            QCOMPARE(*found, (FoundElsewhere {Kind::AwsProfile, name}));
    }

    // An access key ID without its secret stops the call before the profile is looked at.
    void halfAPairInTheEnvironment()
    {
        write(u"credentials"_s, "[default]\naws_access_key_id = AKIDTEST\naws_secret_access_key = s\n");
        qputenv("AWS_ACCESS_KEY_ID", "AKIDOTHER");
        QVERIFY(!credentialsElsewhere(row(u"bedrock")));
    }

    void googleLogin()
    {
        const QString file = write(u"application_default_credentials.json"_s, "{}");
        QCOMPARE(credentialsElsewhere(row(u"vertex_ai")), (FoundElsewhere {Kind::LoginFile, file}));
        // Nobody gave it to us: it is for Google alone.
        Service own = row(u"vertex_ai");
        own.baseUrl = QUrl(u"https://proxy.example.com"_s);
        own.baseUrlPattern.clear();
        own.addressCases.clear();
        QVERIFY(!credentialsElsewhere(own));
    }

    void googleFile()
    {
        write(u"application_default_credentials.json"_s, "{}");
        qputenv("GOOGLE_APPLICATION_CREDENTIALS", path(u"own.json"_s).toUtf8());
        QVERIFY(!credentialsElsewhere(row(u"vertex_ai"))); // the one that is named, or none
        const QString file = write(u"own.json"_s, "{}");
        QCOMPARE(credentialsElsewhere(row(u"vertex_ai")), (FoundElsewhere {Kind::CredentialsFile, file}));
    }

    void entraVariables()
    {
        qputenv("AZURE_CLIENT_SECRET", "s");
        QVERIFY(!credentialsElsewhere(row(u"azure"))); // whose?
        qputenv("AZURE_TENANT_ID", "t");
        qputenv("AZURE_CLIENT_ID", "c");
        for (const QStringView service : {u"azure", u"azure_ai"}) {
            QCOMPARE(credentialsElsewhere(row(service)), (FoundElsewhere {Kind::Variable, u"AZURE_CLIENT_SECRET"_s}));
        }
        qunsetenv("AZURE_CLIENT_SECRET");
        QVERIFY(!credentialsElsewhere(row(u"azure")));
        qputenv("AZURE_AD_TOKEN", "t");
        QCOMPARE(credentialsElsewhere(row(u"azure")), (FoundElsewhere {Kind::Variable, u"AZURE_AD_TOKEN"_s}));
        QVERIFY(!credentialsElsewhere(row(u"openai")));
    }

private:
    [[nodiscard]] QString path(const QString &name) const { return m_home->filePath(name); }
    QString write(const QString &name, const QByteArray &text) const
    {
        QFile file(path(name));
        return file.open(QFile::WriteOnly) && file.write(text) == text.size() ? file.fileName() : QString();
    }
    [[nodiscard]] Service row(QStringView id) const { return *m_catalogue.service(id); }

    std::unique_ptr<QTemporaryDir> m_home;
    Catalogue m_catalogue;
};

QTEST_GUILESS_MAIN(TestFoundElsewhere)
#include "tst_found_elsewhere.moc"
