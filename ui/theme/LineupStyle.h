// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProxyStyle>
#include <QStyleOption>

class QStyleOptionToolButton;

namespace lineup::ui {

// A light polish over the platform's style: slim scroll bars, splitters that show one pixel and grip eight, short
// animations. Where the platform has no style of its own (Fusion), also flat rounded buttons, fields and a clear
// focus ring; native styles keep their own controls. GUI thread; QApplication::setStyle takes it over.
class LineupStyle : public QProxyStyle
{
    Q_OBJECT
public:
    // base: null for the platform's default style.
    explicit LineupStyle(QStyle *base = nullptr);

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
        const QWidget *widget = nullptr) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
        const QWidget *widget = nullptr) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
        const QWidget *widget = nullptr) const override;
    [[nodiscard]] QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
        const QWidget *widget = nullptr) const override;
    [[nodiscard]] QRect subElementRect(
        SubElement element, const QStyleOption *option, const QWidget *widget = nullptr) const override;
    [[nodiscard]] QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
        const QWidget *widget = nullptr) const override;
    [[nodiscard]] int pixelMetric(
        PixelMetric metric, const QStyleOption *option = nullptr, const QWidget *widget = nullptr) const override;
    [[nodiscard]] int styleHint(StyleHint hint, const QStyleOption *option = nullptr, const QWidget *widget = nullptr,
        QStyleHintReturn *returned = nullptr) const override;
    [[nodiscard]] QIcon standardIcon(
        StandardPixmap standard, const QStyleOption *option = nullptr, const QWidget *widget = nullptr) const override;
    void polish(QWidget *widget) override;
    using QProxyStyle::polish;

private:
    [[nodiscard]] bool drawOwnPrimitive(
        PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const;
    [[nodiscard]] bool drawOwnControl(
        ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const;

    void drawMenuButton(const QStyleOptionToolButton &button, QPainter *painter, const QWidget *widget) const;

    bool m_ownControls; // we draw buttons and fields: the base is Fusion
};

} // namespace lineup::ui
