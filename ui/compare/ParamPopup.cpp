// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/ParamPopup.h"

#include "core/domain/Vocabulary.h"
#include "ui/compare/ParamText.h"
#include "ui/theme/Spacing.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Format.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScreen>
#include <QSpinBox>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace lineup::ui {
namespace {

constexpr double temperatureStep = 0.05;

} // namespace

ParamPopup::ParamPopup(PaneParam param, const PaneParams &params, const PaneModel &model, QWidget *parent)
    : PopupFrame(parent), m_param(param), m_params(params), m_model(model)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setFrameShape(QFrame::StyledPanel);
    setAccessibleName(ParamText::name(param));
    QWidget *editor = makeEditor();
    editor->setAccessibleName(ParamText::name(param));
    auto *title = new QLabel(ParamText::name(param), this);
    title->setBuddy(editor);
    auto *reset = new QPushButton(tr("Reset"), this);
    auto *all = new QPushButton(tr("Apply to all panes"), this);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(Spacing::small);
    buttons->addWidget(all);
    buttons->addWidget(reset);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Spacing::medium, Spacing::medium, Spacing::medium, Spacing::medium);
    layout->setSpacing(Spacing::small);
    layout->addWidget(title);
    layout->addWidget(editor);
    layout->addLayout(buttons);
    setFocusProxy(editor);
    connect(reset, &QPushButton::clicked, this, [this] {
        m_params.reset(m_param);
        tell();
        close();
    });
    connect(all, &QPushButton::clicked, this, [this] {
        Q_EMIT applyToAll(m_param);
        close();
    });
}

void ParamPopup::tell()
{
    Q_EMIT edited(m_params);
}

QWidget *ParamPopup::makeEditor()
{
    switch (m_param) {
    case PaneParam::Temperature:
        return makeTemperature();
    case PaneParam::MaxTokens:
        return makeMaxTokens();
    case PaneParam::Effort:
        return makeEffort();
    case PaneParam::SystemPrompt:
        break;
    }
    return makeSystemPrompt();
}

QWidget *ParamPopup::makeTemperature()
{
    auto *box = new QDoubleSpinBox(this);
    // One step below zero stands for the default.
    box->setRange(-temperatureStep, 2.0);
    box->setSingleStep(temperatureStep);
    box->setDecimals(2);
    box->setSpecialValueText(tr("provider's default"));
    box->setValue(m_params.temperature.value_or(-temperatureStep));
    connect(box, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        m_params.temperature = value < 0 ? std::nullopt : std::optional(value);
        tell();
    });
    return box;
}

QWidget *ParamPopup::makeMaxTokens()
{
    auto *box = new QSpinBox(this);
    const qint64 known = m_model.info ? m_model.info->maxOutputTokens : 0;
    box->setRange(0, known > 0 ? int(qMin<qint64>(known, 10'000'000)) : 10'000'000);
    box->setSingleStep(256);
    box->setGroupSeparatorShown(true);
    box->setSpecialValueText(tr("provider's default"));
    box->setValue(m_params.maxTokens.value_or(0));
    if (known > 0)
        box->setToolTip(tr("This model writes at most %1 tokens.").arg(Format::count(known)));
    connect(box, &QSpinBox::valueChanged, this, [this](int value) {
        m_params.maxTokens = value <= 0 ? std::nullopt : std::optional(value);
        tell();
    });
    return box;
}

QWidget *ParamPopup::makeEffort()
{
    auto *box = new QComboBox(this);
    box->addItem(tr("provider's default"), QString());
    for (const QString &name : effortNames())
        box->addItem(ParamText::effort(name), name);
    box->setCurrentIndex(box->findData(m_params.effort));
    connect(box, &QComboBox::currentIndexChanged, this, [this, box] {
        m_params.effort = box->currentData().toString();
        tell();
    });
    return box;
}

QWidget *ParamPopup::makeSystemPrompt()
{
    auto *edit = new QPlainTextEdit(m_params.systemPrompt, this);
    edit->setPlaceholderText(tr("Replaces the system prompt of all panes, for this pane only"));
    edit->setTabChangesFocus(true);
    edit->setFixedSize(300, edit->fontMetrics().lineSpacing() * 6);
    connect(edit, &QPlainTextEdit::textChanged, this, [this, edit] {
        m_params.systemPrompt = edit->toPlainText();
        tell();
    });
    return edit;
}

void ParamPopup::openBelow(const QWidget *anchor)
{
    adjustSize();
    const QRect room = anchor->screen()->availableGeometry();
    QPoint corner = anchor->mapToGlobal(QPoint(0, anchor->height() + Spacing::hair));
    corner.setX(qBound(room.left(), corner.x(), qMax(room.left(), room.right() - width() + 1)));
    corner.setY(qBound(room.top(), corner.y(), qMax(room.top(), room.bottom() - height() + 1)));
    move(corner);
    show();
    if (focusProxy() != nullptr)
        focusProxy()->setFocus(Qt::PopupFocusReason);
}

} // namespace lineup::ui
