// SPDX-License-Identifier: GPL-3.0-or-later
// Each tab with a year of invented history, in both themes and at the smallest size: nothing is cut off. With
// LINEUP_PICTURES=FOLDER what was looked at is written there as PNG.
#include "SpendFixture.h"
#include "tests/ui/frame/WindowFixture.h"
#include "ui/frame/Dressing.h"
#include "ui/spend/reconcile/ReconcileTab.h"

#include <QAbstractButton>
#include <QJsonDocument>
#include <QLabel>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::ui;

namespace {

// What a service would bill for the calls to it in March, but for one day and a little more on others.
QString bill(const test::FakeReports &reports)
{
    QMap<QDate, qint64> days;
    for (const test::FakeCall &call : reports.ledger) {
        const QDate day = call.line.startedAt.date();
        if (call.line.service == "openai"_L1 && day >= QDate(2026, 3, 1))
            days[day] += call.line.cost.nano() + (day.day() % 5 == 0 ? 90'000'000 : 0);
    }
    days.remove(QDate(2026, 3, 6));
    QString text = u"date,line_item,amount_usd\n"_s;
    for (auto day = days.cbegin(); day != days.cend(); ++day)
        text += day.key().toString(Qt::ISODate) + u",gpt-4o-2024-11-20,"_s + Money::fromNano(day.value()).toDecimal()
            + u'\n';
    return text + u"2026-03-10,sora-2,1.20\n"_s;
}

} // namespace

class TestSpendPictures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { dress(*qApp); }

    void tabs_data()
    {
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("theme");
        QTest::addColumn<QSize>("size");
        const std::pair<QString, QString> states[] {
            {u"overview"_s, u"{\"range\":\"30d\"}"_s},
            {u"overview-year"_s, u"{\"range\":\"year\",\"compare\":true,\"overview_by\":\"service\"}"_s},
            {u"overview-table"_s, u"{\"table\":true}"_s},
            {u"explore"_s, u"{\"tab\":\"explore\",\"range\":\"month\",\"compare\":true}"_s},
            {u"explore-models"_s,
                u"{\"tab\":\"explore\",\"range\":\"year\",\"explore\":{\"group\":\"model\",\"subgroup\":\"project\"},"
                "\"filter\":{\"source\":[\"app\"],\"user\":[\"jonas\",\"mara\"]}}"_s},
            {u"calls"_s, u"{\"tab\":\"calls\",\"range\":\"year\"}"_s},
            {u"what-if"_s, u"{\"tab\":\"what-if\",\"what_if\":\"gpt-4o-mini\"}"_s},
            {u"reconcile"_s, u"{\"tab\":\"reconcile\",\"filter\":{\"service\":[\"openai\"]}}"_s},
        };
        for (const auto &[name, state] : states) {
            for (const QString &theme : {u"light"_s, u"dark"_s}) {
                QTest::newRow(qPrintable(name + u'-' + theme)) << state << theme << QSize(1280, 800);
            }
            QTest::newRow(qPrintable(name + u"-small"_s)) << state << u"light"_s << QSize(1024, 640);
        }
    }
    void tabs()
    {
        QFETCH(const QString, state);
        QFETCH(const QString, theme);
        QFETCH(const QSize, size);
        test::SpendWorld world;
        world.reports.inventYear(world.today());
        WindowFixture frame;
        frame.preferences.setColorMode(colorModeFromName(theme));
        auto *page = new SpendPage(world.spendContext());
        page->restoreState(QJsonDocument::fromJson(state.toUtf8()).object());
        frame.window.addPage(page);
        frame.window.resize(size);
        frame.window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&frame.window));
        QTRY_VERIFY(world.reports.asked > 3);
        page->findChild<ReconcileTab *>()->setText(bill(world.reports));
        QTest::qWait(250); // the answers are in, and drawn
        const QSize least = frame.window.minimumSizeHint();
        QVERIFY2(least.width() <= 1024 && least.height() <= 640,
            qPrintable(u"%1x%2"_s.arg(least.width()).arg(least.height())));
        for (const QAbstractButton *button : page->findChildren<QAbstractButton *>()) {
            if (button->isVisible() && !button->text().isEmpty())
                QVERIFY2(button->width() >= button->minimumSizeHint().width(), qPrintable(button->text()));
        }
        if (const QString folder = qEnvironmentVariable("LINEUP_PICTURES"); !folder.isEmpty())
            QVERIFY(frame.window.grab().save(u"%1/%2.png"_s.arg(folder, QString::fromLatin1(QTest::currentDataTag()))));
    }
};

QTEST_MAIN(TestSpendPictures)
#include "tst_spend_pictures.moc"
