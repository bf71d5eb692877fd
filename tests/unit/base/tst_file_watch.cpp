// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/FileWatch.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;

namespace {

constexpr int aWhile = 400; // milliseconds in which it would have told

void writeInPlace(const QString &name, const QByteArray &bytes)
{
    QFile file(name);
    QVERIFY(file.open(QFile::WriteOnly | QFile::Truncate));
    QCOMPARE(file.write(bytes), bytes.size());
}

// As programs do that never leave half a file: another file takes its name.
void replace(const QString &name, const QByteArray &bytes)
{
    QSaveFile file(name);
    QVERIFY(file.open(QFile::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
    QVERIFY(file.commit());
}

} // namespace

class TestFileWatch : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    // Again and again: a watcher that is lost with the first replacement says nothing of the second.
    void tellsOfEachReplacement()
    {
        const QString file = m_dir->filePath(u"a.json"_s);
        replace(file, "0");
        const FileWatch watch(file);
        QSignalSpy changed(&watch, &FileWatch::changed);
        for (int i = 1; i <= 4; ++i) {
            replace(file, QByteArray::number(i)); // as long as the one before
            QTRY_COMPARE(changed.size(), i);
        }
        writeInPlace(file, "in place");
        QTRY_COMPARE(changed.size(), 5);
        writeInPlace(file, "and again");
        QTRY_COMPARE(changed.size(), 6);
    }
    void tellsOfItsBeginningAndItsEnd()
    {
        const QString file = m_dir->filePath(u"a.json"_s);
        const FileWatch watch(file);
        QSignalSpy changed(&watch, &FileWatch::changed);
        replace(file, "1");
        QTRY_COMPARE(changed.size(), 1);
        QVERIFY(QFile::remove(file));
        QTRY_COMPARE(changed.size(), 2);
        replace(file, "1");
        QTRY_COMPARE(changed.size(), 3);
    }
    // Neither the folder nor the one above is there yet.
    void waitsForItsFolder()
    {
        const QString file = m_dir->filePath(u"config/lineup/a.json"_s);
        const FileWatch watch(file);
        QSignalSpy changed(&watch, &FileWatch::changed);
        QVERIFY(QDir().mkpath(m_dir->filePath(u"config"_s)));
        QTest::qWait(aWhile);
        QVERIFY(QDir().mkpath(m_dir->filePath(u"config/lineup"_s)));
        QTest::qWait(aWhile);
        QCOMPARE(changed.size(), 0);
        replace(file, "1");
        QTRY_COMPARE(changed.size(), 1);
        replace(file, "2");
        QTRY_COMPARE(changed.size(), 2);
    }
    void saysNothingOfOthers()
    {
        const QString file = m_dir->filePath(u"a.json"_s);
        replace(file, "1");
        const FileWatch watch(file);
        QSignalSpy changed(&watch, &FileWatch::changed);
        replace(m_dir->filePath(u"b.json"_s), "1");
        QVERIFY(QFile::remove(m_dir->filePath(u"b.json"_s)));
        QTest::qWait(aWhile);
        QCOMPARE(changed.size(), 0);
    }
    // Several in a row are told of once, when they are over.
    void tellsOfManyAtOnce()
    {
        const QString file = m_dir->filePath(u"a.json"_s);
        const FileWatch watch(file);
        QSignalSpy changed(&watch, &FileWatch::changed);
        for (int i = 0; i < 20; ++i)
            writeInPlace(file, QByteArray(i, 'x'));
        QTRY_VERIFY(!changed.isEmpty());
        QTest::qWait(aWhile);
        QVERIFY(changed.size() <= 2);
    }
    void withoutAFileItIsQuiet()
    {
        FileWatch watch({});
        QSignalSpy changed(&watch, &FileWatch::changed);
        watch.heed();
        QTest::qWait(aWhile);
        QCOMPARE(changed.size(), 0);
    }

private:
    std::unique_ptr<QTemporaryDir> m_dir;
};

QTEST_GUILESS_MAIN(TestFileWatch)
#include "tst_file_watch.moc"
