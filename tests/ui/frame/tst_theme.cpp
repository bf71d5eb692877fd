// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/DesktopHints.h"
#include "ui/theme/Icons.h"
#include "ui/theme/LineupStyle.h"
#include "ui/theme/Motion.h"
#include "ui/theme/Theme.h"

#include <QApplication>
#include <QComboBox>
#include <QPainter>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStyleFactory>
#include <QStyleOption>
#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;
using namespace lineup::ui;

namespace {

// WCAG 2.1, written a second time.
double relativeLuminance(const QColor &c)
{
    double parts[3] {c.redF(), c.greenF(), c.blueF()};
    for (double &part : parts)
        part = part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    return parts[0] * 0.2126 + parts[1] * 0.7152 + parts[2] * 0.0722;
}

double ratio(const QColor &a, const QColor &b)
{
    const double one = relativeLuminance(a), other = relativeLuminance(b);
    return (std::max(one, other) + 0.05) / (std::min(one, other) + 0.05);
}

QPalette inverse(QColor window, QColor text, QColor highlight)
{
    QPalette palette(window, window);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(role, text);
    palette.setColor(QPalette::Base, window);
    palette.setColor(QPalette::Highlight, highlight);
    return palette;
}

void addPalettes()
{
    QTest::addColumn<QPalette>("palette");
    QTest::newRow("light") << lightPalette();
    QTest::newRow("dark") << darkPalette();
    QTest::newRow("black on white") << inverse(Qt::white, Qt::black, QColor(0x3d, 0xae, 0xe9));
    QTest::newRow("white on black") << inverse(Qt::black, Qt::white, QColor(0x00, 0x33, 0x99));
    QTest::newRow("Breeze dark") << inverse(
        QColor(0x2a, 0x2e, 0x32), QColor(0xfc, 0xfc, 0xfc), QColor(0x3d, 0xae, 0xe9));
    QTest::newRow("warm grey") << inverse(QColor(0xef, 0xeb, 0xe7), QColor(0x1e, 0x1e, 0x1e), QColor(0xf5, 0x79, 0x00));
}

} // namespace

class TestTheme : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void contrastIsThatOfTheStandard()
    {
        QCOMPARE(contrast(Qt::black, Qt::white), 21.0);
        QVERIFY(std::abs(contrast(QColor(0x77, 0x77, 0x77), Qt::white) - 4.48) < 0.01); // a known pair
        QCOMPARE(contrast(Qt::red, Qt::red), 1.0);
    }
    void meaningsCanBeRead_data() { addPalettes(); }
    void meaningsCanBeRead()
    {
        QFETCH(const QPalette, palette);
        for (const auto meaning : {Meaning::Good, Meaning::Warning, Meaning::Error, Meaning::Information}) {
            const QColor color = meaningColor(meaning, palette);
            for (const QColor &ground : {palette.color(QPalette::Window), palette.color(QPalette::Base),
                     cardColor(palette), meaningTint(meaning, palette)}) {
                QVERIFY2(ratio(color, ground) >= 4.5,
                    qPrintable(u"%1 on %2: %3"_s.arg(color.name(), ground.name()).arg(ratio(color, ground))));
            }
            QVERIFY(ratio(mutedTextOn(meaning, palette), meaningTint(meaning, palette)) >= 4.5);
            // A banner's text is drawn in the window's text colour.
            QVERIFY(ratio(palette.color(QPalette::WindowText), meaningTint(meaning, palette)) >= 4.5);
        }
    }
    void quietTextCanBeRead_data() { addPalettes(); }
    void quietTextCanBeRead()
    {
        QFETCH(const QPalette, palette);
        for (const QColor &ground :
            {palette.color(QPalette::Window), palette.color(QPalette::Base), cardColor(palette)}) {
            QVERIFY(ratio(mutedText(palette), ground) >= 4.5);
            QVERIFY(ratio(accentText(palette), ground) >= 4.5);
        }
        for (int i = 0; i < seriesCount; ++i)
            QVERIFY(ratio(seriesColor(i, palette), cardColor(palette)) >= 3.0);
    }
    void ownPalettesCanBeRead_data()
    {
        QTest::addColumn<QPalette>("palette");
        QTest::newRow("light") << lightPalette();
        QTest::newRow("dark") << darkPalette();
    }
    void ownPalettesCanBeRead()
    {
        QFETCH(const QPalette, palette);
        const QList<std::pair<QPalette::ColorRole, QPalette::ColorRole>> pairs {
            {QPalette::WindowText, QPalette::Window}, {QPalette::Text, QPalette::Base},
            {QPalette::Text, QPalette::AlternateBase}, {QPalette::ButtonText, QPalette::Button},
            {QPalette::HighlightedText, QPalette::Highlight}, {QPalette::ToolTipText, QPalette::ToolTipBase},
            {QPalette::PlaceholderText, QPalette::Base}, {QPalette::Link, QPalette::Base}};
        for (const auto &[text, ground] : pairs)
            QVERIFY2(ratio(palette.color(text), palette.color(ground)) >= 4.5, qPrintable(QString::number(text)));
    }
    void seriesColoursDiffer()
    {
        for (const QPalette &palette : {lightPalette(), darkPalette()}) {
            QSet<QRgb> seen;
            for (int i = 0; i < seriesCount; ++i)
                seen.insert(seriesColor(i, palette).rgb());
            QCOMPARE(seen.size(), seriesCount);
        }
        QCOMPARE(seriesColor(8), seriesColor(0));
        QCOMPARE(seriesBrush(3).style(), Qt::SolidPattern);
        QVERIFY(seriesBrush(11).style() != Qt::SolidPattern); // told apart by hatching
    }
    void darknessIsSeen()
    {
        QVERIFY(!isDark(lightPalette()));
        QVERIFY(isDark(darkPalette()));
    }
    void sizesFollowTheSystemsFont()
    {
        QFont font;
        font.setPointSizeF(20);
        QCOMPARE(themeFont(TextSize::Caption, font).pointSizeF(), 17.0);
        QCOMPARE(themeFont(TextSize::Body, font).pointSizeF(), 20.0);
        QCOMPARE(themeFont(TextSize::Title, font).pointSizeF(), 25.0);
        QCOMPARE(themeFont(TextSize::Display, font).pointSizeF(), 32.0);
        font.setPixelSize(20);
        QCOMPARE(themeFont(TextSize::Title, font).pixelSize(), 25);
    }
    void modesHaveNames()
    {
        for (const auto mode : {ColorMode::System, ColorMode::Light, ColorMode::Dark})
            QCOMPARE(colorModeFromName(colorModeName(mode)), mode);
        QCOMPARE(colorModeFromName(u"sepia"), ColorMode::System);
    }
    void modeIsApplied()
    {
        applyColorMode(ColorMode::Dark);
        QVERIFY(isDark(QApplication::palette()));
        applyColorMode(ColorMode::Light);
        QVERIFY(!isDark(QApplication::palette()));
        qputenv("GTK_THEME", "Adwaita:dark");
        applyColorMode(ColorMode::System);
#if QT_VERSION < QT_VERSION_CHECK(6, 5, 0)
        QVERIFY(isDark(QApplication::palette()));
#endif
        qunsetenv("GTK_THEME");
        applyColorMode(ColorMode::System);
        QVERIFY(!isDark(QApplication::palette()));
    }
    void everyIconDraws()
    {
        QVERIFY(iconNames().size() >= 40);
        for (const QString &name : iconNames()) {
            for (const int size : {16, 20, 40}) {
                const QImage image = icon(name).pixmap(QSize(size, size), 1.0).toImage();
                QCOMPARE(image.size(), QSize(size, size));
                int drawn = 0;
                for (int y = 0; y < size; ++y) {
                    for (int x = 0; x < size; ++x)
                        drawn += qAlpha(image.pixel(x, y)) > 64 ? 1 : 0;
                }
                QVERIFY2(drawn > size / 2, qPrintable(name));
                QVERIFY2(drawn < size * size * 3 / 4, qPrintable(name));
            }
        }
        QVERIFY(!applicationIcon().pixmap(64, 64).isNull());
    }
    void neededIconsAreThere_data()
    {
        QTest::addColumn<QString>("name");
        for (const auto *name : {"compare", "chains", "budgets", "spend", "keys", "send", "stop", "retry", "copy",
                 "close", "add", "search", "settings", "warning", "error", "info", "check", "lock", "unlock", "image",
                 "paperclip", "chevron-down", "chevron-right", "chevron-up", "maximize", "restore", "more", "trash",
                 "star", "server", "cloud", "brain", "reasoning", "wrench", "tools", "eye", "vision", "key", "play",
                 "external", "clock", "dice", "demo"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void neededIconsAreThere()
    {
        QFETCH(const QString, name);
        QVERIFY(!icon(name).isNull());
    }
    void unknownIconIsEmptyAndSaid()
    {
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"no icon named.*no-such"_s));
        QVERIFY(icon(u"no-such"_s).isNull());
    }
    void iconTakesThePalettesColour()
    {
        const QIcon stop = icon(u"stop"_s);
        const auto darkest = [&] {
            const QImage image = stop.pixmap(QSize(40, 40), 1.0).toImage();
            return QColor::fromRgb(image.pixel(10, 20)); // on the square's left edge
        };
        applyColorMode(ColorMode::Light);
        QVERIFY(darkest().lightness() < 80);
        applyColorMode(ColorMode::Dark);
        QVERIFY(darkest().lightness() > 180); // the same icon, not made anew
        applyColorMode(ColorMode::Light);
    }
    void iconIsSharpAtScale()
    {
        const QPixmap pixmap = icon(u"send"_s).pixmap(QSize(16, 16), 2.0);
        QCOMPARE(pixmap.size(), QSize(32, 32));
        QCOMPARE(pixmap.devicePixelRatio(), 2.0);
    }
    void motionIsShortOrNone()
    {
        qputenv("LINEUP_REDUCED_MOTION", "0");
        QCOMPARE(Motion::duration(1000), 150);
        QCOMPARE(Motion::duration(80), 80);
        qputenv("LINEUP_REDUCED_MOTION", "1");
        QCOMPARE(Motion::duration(1000), 0);
        qunsetenv("LINEUP_REDUCED_MOTION");
    }
    void scrollBarsAreSlimAndWork()
    {
        QScrollBar bar(Qt::Vertical);
        LineupStyle style(QStyleFactory::create(u"Fusion"_s));
        bar.setStyle(&style);
        bar.resize(bar.sizeHint().width(), 200);
        bar.setRange(0, 100);
        bar.setPageStep(50);
        QVERIFY(bar.sizeHint().width() <= 12);
        bar.show();
        QVERIFY(QTest::qWaitForWindowExposed(&bar));
        bar.setValue(0);
        QTest::mouseClick(&bar, Qt::LeftButton, {}, {bar.width() / 2, 195}); // below the slider: one page on
        QCOMPARE(bar.value(), 50);
        QTest::mousePress(&bar, Qt::LeftButton, {}, {bar.width() / 2, 100});
        QTest::mouseMove(&bar, {bar.width() / 2, 199});
        QTest::mouseRelease(&bar, Qt::LeftButton, {}, {bar.width() / 2, 199});
        QCOMPARE(bar.value(), 100);
    }
    void nativeStylesKeepTheirControls()
    {
        QPushButton button(u"Send"_s);
        button.resize(120, 40);
        const auto drawn = [&](QStyle *style) {
            QImage image(button.size(), QImage::Format_ARGB32_Premultiplied);
            image.fill(Qt::white);
            QPainter painter(&image);
            QStyleOptionButton option;
            option.initFrom(&button);
            style->drawPrimitive(QStyle::PE_PanelButtonCommand, &option, &painter, &button);
            return image;
        };
        const std::unique_ptr<QStyle> windows(QStyleFactory::create(u"Windows"_s));
        LineupStyle overWindows(QStyleFactory::create(u"Windows"_s));
        QCOMPARE(drawn(&overWindows), drawn(windows.get()));
        const std::unique_ptr<QStyle> fusion(QStyleFactory::create(u"Fusion"_s));
        LineupStyle overFusion(QStyleFactory::create(u"Fusion"_s));
        QVERIFY(drawn(&overFusion) != drawn(fusion.get()));
    }
    void clearButtonNeedsNoIconTheme()
    {
        const auto drawn = [](const QIcon &some) { return some.pixmap(16).toImage(); };
        const LineupStyle style(QStyleFactory::create(u"Fusion"_s));
        QVERIFY(!drawn(icon(u"close"_s)).isNull());
        QCOMPARE(drawn(style.standardIcon(QStyle::SP_LineEditClearButton)), drawn(icon(u"close"_s)));
        QVERIFY(drawn(style.standardIcon(QStyle::SP_MessageBoxWarning)) != drawn(icon(u"close"_s)));
    }
    void focusCanBeSeen()
    {
        LineupStyle style(QStyleFactory::create(u"Fusion"_s));
        QPushButton button(u"Send"_s);
        button.resize(120, 40);
        const auto drawn = [&](QStyle::State more) {
            QImage image(button.size(), QImage::Format_ARGB32_Premultiplied);
            image.fill(Qt::white);
            QPainter painter(&image);
            QStyleOptionButton option;
            option.initFrom(&button);
            option.state |= more;
            style.drawPrimitive(QStyle::PE_PanelButtonCommand, &option, &painter, &button);
            return image;
        };
        QVERIFY(drawn(QStyle::State_HasFocus | QStyle::State_KeyboardFocusChange) != drawn({}));
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
