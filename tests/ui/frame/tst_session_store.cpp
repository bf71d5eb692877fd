// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/SessionStore.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using lineup::ui::SessionStore;

class TestSessionStore : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        m_dir.emplace();
        m_file = m_dir->filePath(u"session.json"_s);
    }

    void firstStartIsEmptyAndNoProblem()
    {
        const SessionStore store(m_file);
        QVERIFY(store.page(u"compare"_s).isEmpty());
        QVERIFY(store.window().isEmpty());
        QVERIFY(store.problem().isEmpty());
        QVERIFY(!QFile::exists(m_file)); // reading writes nothing
    }
    void comesBack()
    {
        const QJsonObject draft {
            {u"draft"_s, u"Why is the sky blue? 你好 \u202e"_s}, {u"panes"_s, QJsonArray {u"a"_s, u"b"_s}}};
        {
            SessionStore store(m_file);
            store.setPage(u"compare"_s, draft);
            store.setWindow({{u"page"_s, u"keys"_s}});
            store.flush();
        }
        const SessionStore again(m_file);
        QCOMPARE(again.page(u"compare"_s), draft);
        QCOMPARE(again.window().value("page"_L1).toString(), u"keys"_s);
    }
    void isOnDiskSoonAfterAChangeWithoutAFlush()
    {
        SessionStore store(m_file);
        int asked = 0;
        connect(&store, &SessionStore::aboutToSave, this, [&] { store.setPage(u"compare"_s, {{u"n"_s, ++asked}}); });
        for (int i = 0; i < 50; ++i)
            store.touch(); // as typing does
        QCOMPARE(asked, 0);
        // What kill -9 would leave: the file as another process sees it.
        QTRY_COMPARE(read().value("pages"_L1).toObject().value("compare"_L1).toObject().value("n"_L1).toInt(), 1);
        QCOMPARE(asked, 1);
    }
    void steadyChangesDoNotPutTheWriteOff()
    {
        SessionStore store(m_file);
        QSignalSpy saved(&store, &SessionStore::aboutToSave);
        QTimer typing;
        connect(&typing, &QTimer::timeout, &store, &SessionStore::touch);
        typing.start(50);
        QTRY_VERIFY_WITH_TIMEOUT(saved.count() >= 2, 4 * SessionStore::delay);
    }
    void onlyTheOwnerMayReadIt()
    {
        SessionStore store(m_file);
        store.flush();
        QCOMPARE(
            QFile::permissions(m_file) & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther),
            QFile::Permissions());
        QVERIFY(QFile::permissions(m_file).testFlag(QFile::ReadOwner));
    }
    void damagedIsPutAside_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("cut") << QByteArray("{\"version\": 1, \"pages\": {\"comp");
        QTest::newRow("no JSON") << QByteArray("\x00\xff\xfe garbage", 11);
        QTest::newRow("an array") << QByteArray("[1, 2]");
        QTest::newRow("newer") << QByteArray("{\"version\": 2, \"pages\": {}}");
        QTest::newRow("no version") << QByteArray("{\"pages\": {}}");
    }
    void damagedIsPutAside()
    {
        QFETCH(const QByteArray, content);
        write(content);
        SessionStore store(m_file);
        QVERIFY(!store.problem().isEmpty());
        QVERIFY(store.problem().contains(u"session.json.broken"_s));
        QVERIFY(store.page(u"compare"_s).isEmpty());
        QFile aside(m_file + u".broken"_s);
        QVERIFY(aside.open(QIODevice::ReadOnly));
        QCOMPARE(aside.readAll(), content); // nothing is lost
        store.setPage(u"compare"_s, {{u"draft"_s, u"new"_s}});
        store.flush();
        QVERIFY(SessionStore(m_file).problem().isEmpty());
    }
    void whatIsNotOursIsKept()
    {
        write("{\"version\": 1, \"pages\": {\"budgets\": {\"x\": 1}}, \"from_the_future\": [3]}");
        SessionStore store(m_file);
        store.setPage(u"compare"_s, {{u"draft"_s, u"hi"_s}});
        store.flush();
        QCOMPARE(read().value("from_the_future"_L1).toArray(), QJsonArray {3});
        QCOMPARE(read().value("pages"_L1).toObject().value("budgets"_L1).toObject().value("x"_L1).toInt(), 1);
        QCOMPARE(
            read().value("pages"_L1).toObject().value("compare"_L1).toObject().value("draft"_L1).toString(), u"hi"_s);
    }
    void failureIsSaidOnceAndTheOldFileStays()
    {
        write("{\"version\": 1, \"pages\": {\"compare\": {\"draft\": \"old\"}}}");
        SessionStore store(m_dir->filePath(u"session.json"_s));
        QSignalSpy failed(&store, &SessionStore::failed);
        // A folder where the file should be cannot be replaced, whoever runs this.
        QVERIFY(QFile::rename(m_file, m_file + u".old"_s));
        QVERIFY(QDir().mkpath(m_file + u"/in the way"_s));
        store.flush();
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(failed.first().first().value<lineup::Error>().kind, lineup::Error::Kind::Storage);
        store.flush();
        QTest::qWait(0);
        QCOMPARE(failed.count(), 1);
        QVERIFY(QDir(m_file).removeRecursively());
        store.flush();
        QCOMPARE(
            read().value("pages"_L1).toObject().value("compare"_L1).toObject().value("draft"_L1).toString(), u"old"_s);
    }

private:
    void write(const QByteArray &content) const
    {
        QFile file(m_file);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
    [[nodiscard]] QJsonObject read() const
    {
        QFile file(m_file);
        return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
    }

    std::optional<QTemporaryDir> m_dir;
    QString m_file;
};

QTEST_GUILESS_MAIN(TestSessionStore)
#include "tst_session_store.moc"
