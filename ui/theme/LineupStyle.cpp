// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/LineupStyle.h"

#include "ui/theme/ControlPainter.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Motion.h"
#include "ui/theme/Spacing.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAccessible>
#include <QComboBox>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QScrollBar>
#include <QSplitterHandle>
#include <QStyleFactory>
#include <QStyleOption>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

constexpr int scrollBarExtent = 12;
constexpr int shortestSlider = 28;
constexpr int grip = 8;
constexpr int controlHeight = 30;
constexpr int menuArrow = 14; // room for it at the end of a button with a text

// The slider of a scroll bar without arrow buttons.
QRect sliderRect(const QStyleOptionSlider &bar)
{
    const bool across = bar.orientation == Qt::Horizontal;
    const int room = across ? bar.rect.width() : bar.rect.height();
    const qint64 range = qint64(bar.maximum) - bar.minimum;
    int length = room;
    if (range > 0)
        length = qBound(qMin(shortestSlider, room), int(qint64(bar.pageStep) * room / (range + bar.pageStep)), room);
    const int start
        = QStyle::sliderPositionFromValue(bar.minimum, bar.maximum, bar.sliderPosition, room - length, bar.upsideDown);
    const QRect slider = across ? QRect(bar.rect.left() + start, bar.rect.top(), length, bar.rect.height())
                                : QRect(bar.rect.left(), bar.rect.top() + start, bar.rect.width(), length);
    return across ? QStyle::visualRect(bar.direction, bar.rect, slider) : slider;
}

QRect scrollBarPart(const QStyleOptionSlider &bar, QStyle::SubControl part)
{
    const QRect slider = sliderRect(bar);
    const bool across = bar.orientation == Qt::Horizontal;
    QRect rect = bar.rect;
    switch (part) {
    case QStyle::SC_ScrollBarSlider:
        return slider;
    case QStyle::SC_ScrollBarGroove:
        return rect;
    case QStyle::SC_ScrollBarSubPage:
        across ? rect.setRight(slider.left() - 1) : rect.setBottom(slider.top() - 1);
        return rect;
    case QStyle::SC_ScrollBarAddPage:
        across ? rect.setLeft(slider.right() + 1) : rect.setTop(slider.bottom() + 1);
        return rect;
    default:
        return {};
    }
}

// A press anywhere on it opens its menu.
bool opensMenu(const QStyleOptionToolButton &button)
{
    return button.features.testFlag(QStyleOptionToolButton::HasMenu)
        && !button.features.testFlag(QStyleOptionToolButton::MenuButtonPopup);
}

bool showsText(const QStyleOptionToolButton &button)
{
    return button.toolButtonStyle == Qt::ToolButtonTextBesideIcon || button.toolButtonStyle == Qt::ToolButtonTextOnly;
}

// The list that a combo box drops down is called as the box is; newer Qt leaves it without a name.
void nameListOf(QWidget *list)
{
    const QWidget *popup = list->parentWidget();
    auto *box = popup ? qobject_cast<QComboBox *>(popup->parentWidget()) : nullptr;
    if (!box || !qobject_cast<QAbstractItemView *>(list) || !list->accessibleName().isEmpty())
        return;
    if (const QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(box))
        list->setAccessibleName(spoken->text(QAccessible::Name));
}

} // namespace

LineupStyle::LineupStyle(QStyle *base)
    : QProxyStyle(base), m_ownControls(baseStyle()->name().compare("fusion"_L1, Qt::CaseInsensitive) == 0)
{
    setObjectName(u"lineup"_s);
}

bool LineupStyle::drawOwnPrimitive(
    PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    switch (element) {
    case PE_PanelButtonCommand:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
            ControlPainter::button(painter, *button);
            return true;
        }
        return false;
    case PE_PanelButtonTool:
        ControlPainter::toolButton(painter, *option);
        return true;
    case PE_FrameLineEdit:
        ControlPainter::field(painter, *option);
        return true;
    case PE_PanelLineEdit:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option); frame && frame->lineWidth > 0) {
            ControlPainter::field(painter, *option);
            return true;
        }
        return false;
    case PE_Frame:
        ControlPainter::frame(painter, *option);
        return true;
    case PE_FrameFocusRect:
        // Push buttons draw their ring with their panel.
        if (!qobject_cast<const QPushButton *>(widget) && option->state.testFlag(State_KeyboardFocusChange))
            ControlPainter::focusRing(painter, option->rect, *option);
        return true;
    case PE_IndicatorCheckBox:
        ControlPainter::checkBox(painter, *option);
        return true;
    case PE_IndicatorRadioButton:
        ControlPainter::radioButton(painter, *option);
        return true;
    case PE_IndicatorArrowDown:
    case PE_IndicatorSpinDown:
        ControlPainter::arrow(painter, *option, "down");
        return true;
    case PE_IndicatorArrowUp:
    case PE_IndicatorSpinUp:
        ControlPainter::arrow(painter, *option, "up");
        return true;
    case PE_IndicatorArrowLeft:
        ControlPainter::arrow(painter, *option, "left");
        return true;
    case PE_IndicatorArrowRight:
        ControlPainter::arrow(painter, *option, "right");
        return true;
    case PE_FrameStatusBarItem:
    case PE_PanelStatusBar:
    case PE_PanelToolBar:
        return true; // nothing
    default:
        return false;
    }
}

void LineupStyle::drawPrimitive(
    PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    if (!m_ownControls || !drawOwnPrimitive(element, option, painter, widget))
        QProxyStyle::drawPrimitive(element, option, painter, widget);
}

bool LineupStyle::drawOwnControl(
    ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    if (element == CE_PushButtonLabel) {
        const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        if (!button || !button->features.testFlag(QStyleOptionButton::DefaultButton)
            || !(button->state & State_Enabled))
            return false;
        QStyleOptionButton onAccent(*button);
        onAccent.palette.setColor(QPalette::ButtonText, button->palette.color(QPalette::HighlightedText));
        if (!button->icon.isNull()) {
            const qreal ratio = painter->device()->devicePixelRatioF();
            onAccent.icon = QIcon(button->icon.pixmap(button->iconSize, ratio, QIcon::Selected));
        }
        QProxyStyle::drawControl(element, &onAccent, painter, widget);
        return true;
    }
    if (element == CE_ToolBar) {
        if (const auto *bar = qstyleoption_cast<const QStyleOptionToolBar *>(option))
            ControlPainter::toolBar(painter, *bar);
        return true;
    }
    if (element == CE_HeaderSection) {
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option))
            ControlPainter::header(painter, *header);
        return true;
    }
    if (element == CE_TabBarTabShape) {
        const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option);
        if (!tab || (tab->shape != QTabBar::RoundedNorth && tab->shape != QTabBar::TriangularNorth))
            return false;
        ControlPainter::tab(painter, *tab);
        return true;
    }
    return element == CE_HeaderEmptyArea;
}

void LineupStyle::drawControl(
    ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    if (element == CE_Splitter) {
        ControlPainter::splitter(painter, *option);
        return;
    }
    if (!m_ownControls || !drawOwnControl(element, option, painter, widget))
        QProxyStyle::drawControl(element, option, painter, widget);
}

void LineupStyle::drawComplexControl(
    ComplexControl control, const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    if (control == CC_ScrollBar && m_ownControls) {
        if (const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option)) {
            ControlPainter::scrollBar(painter, *bar, sliderRect(*bar));
            return;
        }
    }
    if (control == CC_ComboBox && m_ownControls) {
        if (const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option)) {
            ControlPainter::comboBox(
                painter, *combo, proxy()->subControlRect(CC_ComboBox, combo, SC_ComboBoxArrow, widget));
            return;
        }
    }
    if (control == CC_ToolButton && m_ownControls) {
        const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option);
        if (button && opensMenu(*button)) {
            drawMenuButton(*button, painter, widget);
            return;
        }
    }
    if (control == CC_SpinBox && m_ownControls) {
        if (const auto *box = qstyleoption_cast<const QStyleOptionSpinBox *>(option)) {
            ControlPainter::spinBox(painter, *box, proxy()->subControlRect(CC_SpinBox, box, SC_SpinBoxUp, widget),
                proxy()->subControlRect(CC_SpinBox, box, SC_SpinBoxDown, widget));
            return;
        }
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

// The arrow stands beside the text, at its height; a sign alone needs none.
void LineupStyle::drawMenuButton(const QStyleOptionToolButton &button, QPainter *painter, const QWidget *widget) const
{
    QStyleOptionToolButton plain(button);
    plain.features &= ~QStyleOptionToolButton::HasMenu;
    QProxyStyle::drawComplexControl(CC_ToolButton, &plain, painter, widget);
    if (!showsText(button))
        return;
    QStyleOption sign(button);
    sign.rect = visualRect(button.direction, button.rect,
        QRect(button.rect.right() - menuArrow - 1, button.rect.top(), menuArrow, button.rect.height()));
    ControlPainter::arrow(painter, sign, "down");
}

QRect LineupStyle::subControlRect(
    ComplexControl control, const QStyleOptionComplex *option, SubControl part, const QWidget *widget) const
{
    if (control == CC_ScrollBar && m_ownControls) {
        if (const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option))
            return scrollBarPart(*bar, part);
    }
    return QProxyStyle::subControlRect(control, option, part, widget);
}

QSize LineupStyle::sizeFromContents(
    ContentsType type, const QStyleOption *option, const QSize &size, const QWidget *widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    if (!m_ownControls)
        return result;
    if (type == CT_PushButton || type == CT_ComboBox || type == CT_LineEdit || type == CT_SpinBox)
        result.setHeight(qMax(result.height(), controlHeight));
    const auto *tool = type == CT_ToolButton ? qstyleoption_cast<const QStyleOptionToolButton *>(option) : nullptr;
    if (tool && opensMenu(*tool) && showsText(*tool))
        result.rwidth() += menuArrow;
    if (type == CT_ToolButton)
        result = result.expandedTo({controlHeight - 2, controlHeight - 2});
    if (type == CT_PushButton)
        result.rwidth() += Spacing::small;
    return result;
}

QRect LineupStyle::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
    if (m_ownControls && element == SE_LineEditContents && frame && frame->lineWidth > 0)
        return rect.adjusted(Spacing::hair, 0, -Spacing::hair, 0);
    return rect;
}

int LineupStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    if (metric == PM_SplitterWidth)
        return grip;
    if (!m_ownControls)
        return QProxyStyle::pixelMetric(metric, option, widget);
    switch (metric) {
    case PM_ScrollBarExtent:
        return scrollBarExtent;
    case PM_ScrollBarSliderMin:
        return shortestSlider;
    case PM_ToolBarFrameWidth:
        return 0;
    case PM_ToolBarItemMargin:
    case PM_ToolBarItemSpacing:
        return Spacing::hair;
    case PM_ToolBarIconSize:
        return Spacing::iconLarge;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
        return Spacing::icon;
    case PM_HeaderMargin:
    case PM_FocusFrameHMargin: // on both sides of an item's text
        return Spacing::small;
    case PM_LayoutLeftMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutBottomMargin:
        return Spacing::medium;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return Spacing::small;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int LineupStyle::styleHint(
    StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *returned) const
{
    const int value = QProxyStyle::styleHint(hint, option, widget, returned);
    if (hint == SH_Widget_Animation_Duration || hint == SH_Widget_Animate)
        return qMin(value, Motion::longest);
    if (m_ownControls && (hint == SH_DialogButtonBox_ButtonsHaveIcons || hint == SH_EtchDisabledText))
        return 0;
    return value;
}

// A field asks for this one as soon as it is made. Qt would read the desktop's whole icon theme for it: a tenth of what
// the program's start costs.
QIcon LineupStyle::standardIcon(StandardPixmap standard, const QStyleOption *option, const QWidget *widget) const
{
    if (m_ownControls && standard == SP_LineEditClearButton)
        return icon(u"close"_s);
    return QProxyStyle::standardIcon(standard, option, widget);
}

void LineupStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QAbstractButton *>(widget) || qobject_cast<QComboBox *>(widget)
        || qobject_cast<QScrollBar *>(widget) || qobject_cast<QLineEdit *>(widget)
        || qobject_cast<QSplitterHandle *>(widget))
        widget->setAttribute(Qt::WA_Hover);
    nameListOf(widget);
}

} // namespace lineup::ui
