// SPDX-License-Identifier: GPL-3.0-or-later
#include "FrameFakes.h"
#include "ui/frame/WindowApp.h"

#include <QImage>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace lineup::ui;

namespace {

// A page whose demo makes two calls that take a moment each.
class DemoPage final : public Page
{
    Q_OBJECT
public:
    [[nodiscard]] QString pageId() const override { return u"demo"_s; }
    [[nodiscard]] QString title() const override { return u"Demo"_s; }
    [[nodiscard]] QString iconName() const override { return u"dice"_s; }
    [[nodiscard]] int callsInFlight() const override { return m_calls; }
    [[nodiscard]] QJsonObject saveState() const override { return {{u"seen"_s, true}}; }
    void runDemo() override
    {
        m_calls = 2;
        for (const int time : {300, 900})
            QTimer::singleShot(time, this, [this] {
                --m_calls;
                Q_EMIT callsInFlightChanged();
            });
    }
    void stopAll() override { m_calls = 0; }

private:
    int m_calls = 0;
};

} // namespace

class TestWindowApp : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_home.isValid());
        qputenv("LINEUP_HOME", m_home.path().toUtf8());
    }
    void pictureShowsTheFinishedDemo()
    {
        StateVault vault;
        ListLedger ledger;
        StillClock clock;
        const QString file = m_home.filePath(u"shot.png"_s);
        QLabel *sign = nullptr;
        const auto pages = [&] {
            auto *page = new DemoPage;
            sign = new QLabel(page);
            sign->setAutoFillBackground(true);
            sign->setGeometry(0, 0, 50, 50);
            QObject::connect(page, &Page::callsInFlightChanged, sign, [page, &sign] {
                if (page->callsInFlight() == 0)
                    sign->setPalette(QPalette(QColor(1, 200, 3)));
            });
            return QList<Page *> {page};
        };
        QCOMPARE(
            runFrame(*qApp, vault, ledger, clock, pages, {.screenshotFile = file, .screenshotSize = {1024, 640}}), 0);
        const QImage image(file);
        QCOMPARE(image.size(), QSize(1024, 640));
        bool found = false;
        for (int y = 0; y < image.height() && !found; y += 10) {
            for (int x = 0; x < image.width() && !found; x += 10)
                found = image.pixelColor(x, y) == QColor(1, 200, 3);
        }
        QVERIFY(found);
        QVERIFY(!QFile::exists(m_home.filePath(u"state/session.json"_s))); // leaves nothing of its own
    }
    void pictureThatCannotBeWrittenIsSaid()
    {
        StateVault vault;
        ListLedger ledger;
        StillClock clock;
        const auto pages = [] { return QList<Page *> {new PlainPage(u"one"_s, u"One"_s)}; };
        const WindowOptions options {.screenshotFile = m_home.filePath(u"no/such/folder/shot.png"_s)};
        QCOMPARE(runFrame(*qApp, vault, ledger, clock, pages, options), 1);
    }
    void terminationSavesAndEnds()
    {
        StateVault vault;
        ListLedger ledger;
        StillClock clock;
        const auto pages = [] {
            auto *page = new PlainPage(u"one"_s, u"One"_s);
            page->field->setText(u"half a thought"_s);
            page->calls = 2; // asks nobody
            return QList<Page *> {page};
        };
        QTimer::singleShot(200, qApp, [] { std::raise(SIGTERM); });
        QCOMPARE(runFrame(*qApp, vault, ledger, clock, pages, {}), 0);
        QFile session(m_home.filePath(u"state/session.json"_s));
        QVERIFY(session.open(QIODevice::ReadOnly));
        QVERIFY(session.readAll().contains("half a thought"));
    }

private:
    QTemporaryDir m_home;
};

QTEST_MAIN(TestWindowApp)
#include "tst_window_app.moc"
