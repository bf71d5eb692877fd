// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/keys/KeysFixture.h"
#include "ui/models/ServiceListModel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::ui;
using test::KeysFixture;
using State = ServiceListModel::State;

class TestServiceListModel : public QObject
{
    Q_OBJECT

    std::unique_ptr<KeysFixture> m_world;
    std::unique_ptr<ServiceListModel> m_model;

    [[nodiscard]] QString text(int column) const
    {
        return m_model->index(m_model->rowOf(u"acme"_s), column).data().toString();
    }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_world = std::make_unique<KeysFixture>();
        m_model = std::make_unique<ServiceListModel>(m_world->catalogue, m_world->vault, m_world->clock);
        new QAbstractItemModelTester(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest, m_model.get());
    }
    void cleanup()
    {
        m_model.reset();
        m_world.reset();
    }

    void listsAllButTheDemo()
    {
        QVERIFY(m_model->rowOf(u"openai"_s) >= 0);
        QVERIFY(m_model->rowOf(u"ollama"_s) >= 0);
        QCOMPARE(m_model->rowOf(u"demo"_s), -1);
        QVERIFY(m_model->rowOf(u"openai_like"_s) >= 0); // has no address yet
        QCOMPARE(m_model->state(u"ollama"_s), State::Local);
    }

    void followsTheVault()
    {
        QTRY_COMPARE(m_model->state(u"acme"_s), State::NoKey);
        QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
        m_world->vault.setSessionKey(u"acme"_s, SecretBytes("sk-acme-0000-0000-5e55"));
        QTRY_COMPARE(text(ServiceListModel::Key), u"···· 5e55"_s);
        QVERIFY(!changed.isEmpty());
        QCOMPARE(text(ServiceListModel::StoredIn), u"This session"_s);
        QCOMPARE(m_model->state(u"acme"_s), State::NotChecked);
        m_world->vault.setSessionKey(u"acme"_s, {});
        QTRY_COMPARE(m_model->state(u"acme"_s), State::NoKey);
        m_world->vault.setState(VaultState::Locked);
        QTRY_COMPARE(m_model->state(u"acme"_s), State::Locked);
        QCOMPARE(m_model->state(u"ollama"_s), State::Local); // needs no key
        m_world->vault.unlock();
        QTRY_COMPARE(m_model->state(u"acme"_s), State::NoKey);
    }

    // A profile of the AWS tools is enough for a call: it is not said that there is no key.
    void saysWhatIsUsedInsteadOfAKey()
    {
        QFile file(m_world->home.filePath(u"credentials"_s));
        QVERIFY(file.open(QFile::WriteOnly));
        QVERIFY(file.write("[default]\naws_access_key_id = AKIDTEST\naws_secret_access_key = s\n") > 0);
        file.close();
        qputenv("AWS_CONFIG_FILE", "/nowhere");
        qputenv("AWS_SHARED_CREDENTIALS_FILE", "/nowhere");
        m_model->refresh();
        QTRY_COMPARE(m_model->state(u"bedrock"_s), State::NoKey);
        QCOMPARE(m_model->storedIn(u"bedrock"_s), QString());
        qputenv("AWS_SHARED_CREDENTIALS_FILE", file.fileName().toUtf8());
        m_model->refresh();
        QTRY_COMPARE(m_model->state(u"bedrock"_s), State::NotChecked);
        QCOMPARE(m_model->storedIn(u"bedrock"_s), u"AWS profile default"_s);
        QCOMPARE(m_model->keyInfo(u"bedrock"_s).source, KeySource::None); // nothing to show or to delete
        const QModelIndex row = m_model->index(m_model->rowOf(u"bedrock"_s), 0);
        QVERIFY(row.data(ServiceListModel::RankRole).toInt() < m_model->rowCount()); // among those with a key
        QCOMPARE(m_model->state(u"acme"_s), State::NoKey);
        qunsetenv("AWS_SHARED_CREDENTIALS_FILE");
        qunsetenv("AWS_CONFIG_FILE");
    }

    void tellsWhatATestSaid_data()
    {
        QTest::addColumn<ProbeResult>("result");
        QTest::addColumn<State>("state");
        const ProbeStage proven {.step = ProbeStage::Step::Key};
        const ProbeStage open {.step = ProbeStage::Step::Key, .outcome = ProbeStage::Outcome::Unproven};
        const auto failed = [](Error::Kind kind) { return ProbeResult {.error = Error {.kind = kind, .detail = {}}}; };
        QTest::newRow("works") << ProbeResult {.stages = {proven}} << State::Connected;
        QTest::newRow("open to all") << ProbeResult {.stages = {open}} << State::Reachable;
        QTest::newRow("rejected") << failed(Error::Kind::Auth) << State::Rejected;
        QTest::newRow("not allowed") << failed(Error::Kind::PermissionDenied) << State::Rejected;
        QTest::newRow("offline") << failed(Error::Kind::Network) << State::Unreachable;
        QTest::newRow("slow") << failed(Error::Kind::Timeout) << State::Unreachable;
        QTest::newRow("broken") << failed(Error::Kind::ServerFault) << State::Failed;
        QTest::newRow("stopped") << failed(Error::Kind::Cancelled) << State::NotChecked;
    }
    void tellsWhatATestSaid()
    {
        QFETCH(const ProbeResult, result);
        m_world->vault.setSessionKey(u"acme"_s, SecretBytes("sk-acme-0000-0000-5e55"));
        QTRY_COMPARE(m_model->state(u"acme"_s), State::NotChecked);
        m_model->setResult(u"acme"_s, result);
        QTEST(m_model->state(u"acme"_s), "state");
        // Another key, and what was said of the old one is worth nothing.
        m_world->vault.setSessionKey(u"acme"_s, SecretBytes("sk-acme-0000-0000-6666"));
        QTRY_COMPARE(text(ServiceListModel::Key), u"···· 6666"_s);
        QCOMPARE(m_model->state(u"acme"_s), State::NotChecked);
    }

    void saysHowLongAgo()
    {
        m_model->setResult(u"acme"_s, ProbeResult {.models = {ModelInfo {.id = u"a"_s}}});
        m_world->clock.time = m_world->clock.time.addSecs(120);
        QVERIFY2(text(ServiceListModel::Checked).contains(u"2"_s), qPrintable(text(ServiceListModel::Checked)));
        QCOMPARE(text(ServiceListModel::Models), u"1"_s);
    }

    void saysThatOnlyTheAddressIsMissing()
    {
        QCOMPARE(m_model->state(u"tgi"_s), State::NoAddress); // its key is optional
        QCOMPARE(m_model->state(u"gpustack"_s), State::NoKey);
        m_world->vault.setSessionKey(u"gpustack"_s, SecretBytes("gpustack_0000_0000_0000"));
        QTRY_COMPARE(m_model->state(u"gpustack"_s), State::NoAddress);
        QVERIFY(m_world->catalogue.saveSettings(u"gpustack"_s, {}, QUrl(u"http://gpu.example/v1"_s)));
        QTRY_COMPARE(m_model->state(u"gpustack"_s), State::NotChecked);
    }

    void followsTheCatalogue()
    {
        const int before = m_model->rowCount();
        m_model->setResult(u"acme"_s, ProbeResult {.stages = {{.step = ProbeStage::Step::Key}}});
        Service other {.id = u"other"_s, .label = u"Other"_s, .dialect = u"openai-chat"_s};
        other.baseUrl = QUrl(u"https://other.example/v1"_s);
        QVERIFY(m_world->catalogue.saveCustomService(other));
        QCOMPARE(m_model->rowCount(), before + 1);
        QCOMPARE(m_model->state(u"acme"_s), State::Connected); // still known
        QVERIFY(m_world->catalogue.removeCustomService(u"other"_s));
        QCOMPARE(m_model->rowCount(), before);
    }
};

QTEST_MAIN(TestServiceListModel)
#include "tst_service_list_model.moc"
