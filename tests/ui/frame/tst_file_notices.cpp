// SPDX-License-Identifier: GPL-3.0-or-later
// Files that a terminal writes beside an open window: taken over, and said where they cannot be.
#include "WindowFixture.h"
#include "core/providers/Catalogue.h"
#include "core/providers/OwnPrices.h"
#include "ui/frame/FileNotices.h"
#include "ui/widgets/Banner.h"

#include <QStatusBar>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::ui;

class TestFileNotices : public QObject
{
    Q_OBJECT

    static void write(const QString &name, const QByteArray &bytes)
    {
        QFile file(name);
        QVERIFY(file.open(QFile::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s)); }

    void aFileThatBreaksIsSaidUntilItIsMended()
    {
        const QTemporaryDir dir;
        const QString prices = dir.filePath(u"prices.json"_s);
        Catalogue catalogue(dir.filePath(u"services.json"_s));
        catalogue.setOwnPrices(prices);
        WindowFixture fixture({}, nullptr, &catalogue);
        fixture.window.show();
        auto *banner = fixture.window.findChild<Banner *>(u"fileNotice"_s);
        QVERIFY(banner && !banner->isVisible());
        QCOMPARE(banner->parentWidget()->isVisible(), false); // nor does it take any room
        QTest::qWait(50); // it watches by now
        QVERIFY(OwnPrices(prices).set(u"openai"_s, u"gpt-4o-mini"_s,
            {.input = UnitPrice::fromDecimalPerMillion(u"7"_s), .output = UnitPrice::fromDecimalPerMillion(u"8"_s)}));
        QTRY_VERIFY(catalogue.model(u"openai", u"gpt-4o-mini")->ownPrice);
        QVERIFY(!banner->isVisible());
        write(prices, "{\"models\": 1}");
        QTRY_VERIFY(banner->isVisible());
        QVERIFY2(banner->text().contains(prices), qPrintable(banner->text()));
        QCOMPARE(banner->meaning(), Meaning::Error);
        QVERIFY(!fixture.window.statusBar()->currentMessage().isEmpty());
        QVERIFY(catalogue.model(u"openai", u"gpt-4o-mini")->ownPrice); // the last good ones
        write(prices, "{\"schema\": 1, \"models\": []}");
        QTRY_VERIFY(!banner->isVisible());
        QVERIFY(!catalogue.model(u"openai", u"gpt-4o-mini")->ownPrice);
    }

    // What was wrong before the window opened is said when it does; all of it.
    void whatWasWrongBefore()
    {
        const QTemporaryDir dir;
        write(dir.filePath(u"services.json"_s), "[");
        write(dir.filePath(u"prices.json"_s), "{");
        Catalogue catalogue(dir.filePath(u"services.json"_s));
        catalogue.setOwnPrices(dir.filePath(u"prices.json"_s));
        WindowFixture fixture({}, nullptr, &catalogue);
        fixture.window.show();
        auto *banner = fixture.window.findChild<Banner *>(u"fileNotice"_s);
        QTRY_VERIFY(banner->isVisible());
        QVERIFY(banner->text().contains(u"services.json"_s) && banner->text().contains(u"prices.json"_s));
    }
};

QTEST_MAIN(TestFileNotices)
#include "tst_file_notices.moc"
