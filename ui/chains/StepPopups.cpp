// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chains/StepPopups.h"

#include "ui/models/ChainText.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Spacing.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

constexpr double longestTimeout = 3600; // s
constexpr double heaviest = 1000;

QGridLayout *gridOf(QWidget *popup)
{
    auto *grid = new QGridLayout(popup);
    grid->setContentsMargins(Spacing::medium, Spacing::medium, Spacing::medium, Spacing::medium);
    grid->setHorizontalSpacing(Spacing::large);
    grid->setVerticalSpacing(Spacing::small);
    return grid;
}

} // namespace

StepPopup::StepPopup(const RouteStep &step, QWidget *parent) : QFrame(parent, Qt::Popup), m_step(step), m_before(step)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setFrameShape(QFrame::StyledPanel);
}

void StepPopup::openAt(const QRect &globalCell)
{
    adjustSize();
    const QRect room = screen()->availableGeometry();
    QPoint corner = globalCell.bottomLeft() + QPoint(0, 1);
    if (corner.y() + height() > room.bottom())
        corner.setY(qMax(room.top(), globalCell.top() - height()));
    corner.setX(qBound(room.left(), corner.x(), qMax(room.left(), room.right() - width())));
    move(corner);
    show();
    if (QWidget *first = nextInFocusChain())
        first->setFocus(Qt::PopupFocusReason);
}

void StepPopup::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        m_step = m_before;
    if (event->key() == Qt::Key_Escape || event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        close();
        return;
    }
    QFrame::keyPressEvent(event);
}

void StepPopup::closeEvent(QCloseEvent *event)
{
    QFrame::closeEvent(event);
    if (m_step != m_before)
        Q_EMIT changed(m_step);
    m_before = m_step;
}

ClassesPopup::ClassesPopup(const RouteStep &step, QWidget *parent) : StepPopup(step, parent)
{
    setAccessibleName(tr("When a step fails"));
    QGridLayout *grid = gridOf(this);
    grid->addWidget(new QLabel(tr("Try the next step on"), this), 0, 0);
    grid->addWidget(new QLabel(tr("Retry first on"), this), 0, 1);
    int row = 1;
    for (const ErrorClass value : allErrorClasses()) {
        auto *fall = new QCheckBox(ChainText::errorClass(value), this);
        fall->setObjectName(u"fall-"_s + errorClassName(value));
        fall->setToolTip(ChainText::errorClassHint(value));
        fall->setChecked(m_step.fallOn.testFlag(value));
        connect(fall, &QCheckBox::toggled, this, [this, value](bool on) { m_step.fallOn.setFlag(value, on); });
        auto *retry = new QCheckBox(tr("Retry"), this);
        retry->setAccessibleName(tr("Retry on: %1").arg(ChainText::errorClass(value)));
        retry->setChecked(m_step.retryOn.testFlag(value));
        connect(retry, &QCheckBox::toggled, this, [this, value](bool on) { m_step.retryOn.setFlag(value, on); });
        grid->addWidget(fall, row, 0);
        grid->addWidget(retry, row++, 1);
    }
    auto *hint = new QLabel(ChainText::errorClassHint(ErrorClass::BadRequest), this);
    hint->setFont(themeFont(TextSize::Caption));
    hint->setForegroundRole(QPalette::PlaceholderText);
    hint->setWordWrap(true);
    grid->addWidget(hint, row, 0, 1, 2);
}

TimeoutsPopup::TimeoutsPopup(const RouteStep &step, QWidget *parent) : StepPopup(step, parent)
{
    setAccessibleName(tr("Timeouts"));
    QGridLayout *grid = gridOf(this);
    int row = 0;
    const auto add = [&](const QString &text, const QString &name, std::chrono::milliseconds StepTimeouts::*member) {
        auto *label = new QLabel(text, this);
        auto *field = new QDoubleSpinBox(this);
        field->setObjectName(name);
        field->setAccessibleName(text);
        field->setRange(0, longestTimeout);
        field->setDecimals(1);
        field->setSuffix(tr(" s"));
        field->setSpecialValueText(tr("usual"));
        field->setValue(double((m_step.timeouts.*member).count()) / 1000.0);
        label->setBuddy(field);
        connect(field, &QDoubleSpinBox::valueChanged, this, [this, member](double seconds) {
            m_step.timeouts.*member = std::chrono::milliseconds(qRound64(seconds * 1000));
        });
        grid->addWidget(label, row, 0);
        grid->addWidget(field, row++, 1);
    };
    add(tr("To connect"), u"connect"_s, &StepTimeouts::connect);
    add(tr("To the first word"), u"firstToken"_s, &StepTimeouts::firstToken);
    add(tr("Between words"), u"idle"_s, &StepTimeouts::idle);
    add(tr("All together"), u"total"_s, &StepTimeouts::total);
}

GroupPopup::GroupPopup(const RouteStep &step, QWidget *parent) : StepPopup(step, parent)
{
    setAccessibleName(tr("Models of the step"));
    QGridLayout *grid = gridOf(this);
    auto *balance = new QComboBox(this);
    balance->setObjectName(u"balance"_s);
    balance->setAccessibleName(tr("Who is asked first"));
    for (const Balance each : {Balance::Shuffle, Balance::LeastBusy, Balance::LowestLatency, Balance::Cheapest})
        balance->addItem(ChainText::balance(each), int(each));
    balance->setCurrentIndex(balance->findData(int(m_step.balance)));
    connect(balance, &QComboBox::currentIndexChanged, this,
        [this, balance] { m_step.balance = Balance(balance->currentData().toInt()); });
    grid->addWidget(new QLabel(tr("Asked first"), this), 0, 0);
    grid->addWidget(balance, 0, 1, 1, 2);
    int row = 1;
    for (const RouteTarget &target : std::as_const(m_step.targets)) {
        const QString model = target.model;
        auto *weight = new QDoubleSpinBox(this);
        weight->setRange(0, heaviest);
        weight->setDecimals(1);
        weight->setPrefix(tr("weight "));
        weight->setValue(target.weight);
        weight->setAccessibleName(tr("Weight of %1").arg(model));
        connect(weight, &QDoubleSpinBox::valueChanged, this, [this, model](double value) {
            for (RouteTarget &each : m_step.targets) {
                if (each.model == model)
                    each.weight = value;
            }
        });
        auto *out = new QToolButton(this);
        out->setIcon(icon(u"trash"_s));
        out->setAutoRaise(true);
        out->setFocusPolicy(Qt::StrongFocus);
        out->setToolTip(tr("Take %1 out of the step").arg(model));
        out->setAccessibleName(out->toolTip());
        connect(out, &QToolButton::clicked, this, [this, model] {
            m_step.targets.removeIf([&](const RouteTarget &each) { return each.model == model; });
            close();
        });
        out->setEnabled(m_step.targets.size() > 1);
        grid->addWidget(new QLabel(model, this), row, 0);
        grid->addWidget(weight, row, 1);
        grid->addWidget(out, row++, 2);
    }
    auto *replace = new QPushButton(tr("Choose another model…"), this);
    replace->setObjectName(u"replaceTarget"_s);
    auto *add = new QPushButton(tr("Add a model to the step…"), this);
    add->setObjectName(u"addTarget"_s);
    grid->addWidget(replace, row, 0);
    grid->addWidget(add, row, 1, 1, 2);
    connect(replace, &QPushButton::clicked, this, [this] {
        close();
        Q_EMIT replaceRequested();
    });
    connect(add, &QPushButton::clicked, this, [this] {
        close();
        Q_EMIT addRequested();
    });
}

} // namespace lineup::ui
