// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/budgets/ActionForm.h"

#include "ui/compare/ModelDirectory.h"
#include "ui/compare/ModelPicker.h"
#include "ui/theme/Spacing.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

constexpr int warnUsually = 80; // %
constexpr int switchUsually = 90;

QSpinBox *percentBox(const QString &name, const QString &accessibleName, QWidget *parent)
{
    auto *box = new QSpinBox(parent);
    box->setObjectName(name);
    box->setAccessibleName(accessibleName);
    box->setRange(1, 100);
    box->setSingleStep(5);
    box->setSuffix(QLocale().percent());
    box->setKeyboardTracking(false);
    return box;
}

} // namespace

ActionForm::ActionForm(ModelDirectory &directory, QWidget *parent)
    : QWidget(parent), m_directory(directory), m_warn(new QCheckBox(tr("&Warn at"), this)),
      m_warnAt(percentBox(u"warnAt"_s, tr("Warn at so much of the limit"), this)),
      m_switch(new QCheckBox(tr("&Switch at"), this)),
      m_switchAt(percentBox(u"switchAt"_s, tr("Switch at so much of the limit"), this)),
      m_switchTo(new QPushButton(this)), m_block(new QCheckBox(tr("&Block what could go beyond the limit"), this)),
      m_unpriced(new QCheckBox(tr("But &let models without a known price pass"), this))
{
    build();
    const auto tell = [this](const QString &text) {
        if (!m_showing)
            Q_EMIT edited(text);
    };
    connect(m_warn, &QCheckBox::toggled, this, [this, tell](bool on) {
        m_warnAt->setEnabled(on);
        tell(tr("Change warning"));
    });
    connect(m_warnAt, &QSpinBox::valueChanged, this, [tell] { tell(tr("Change warning")); });
    connect(m_switch, &QCheckBox::toggled, this, [this, tell](bool on) {
        m_switchAt->setEnabled(on);
        m_switchTo->setEnabled(on);
        tell(tr("Change switch"));
        if (on && m_model.isEmpty() && !m_showing)
            pickModel();
    });
    connect(m_switchAt, &QSpinBox::valueChanged, this, [tell] { tell(tr("Change switch")); });
    connect(m_switchTo, &QPushButton::clicked, this, &ActionForm::pickModel);
    connect(m_block, &QCheckBox::toggled, this, [this, tell](bool on) {
        m_unpriced->setEnabled(on);
        tell(tr("Change block"));
    });
    connect(m_unpriced, &QCheckBox::toggled, this, [tell] { tell(tr("Change block")); });
}

void ActionForm::build()
{
    m_warn->setObjectName(u"warn"_s);
    m_switch->setObjectName(u"switch"_s);
    m_switchTo->setObjectName(u"switchTo"_s);
    m_switchTo->setAutoDefault(false);
    m_block->setObjectName(u"block"_s);
    m_unpriced->setObjectName(u"allowUnpriced"_s);
    m_unpriced->setToolTip(tr("Nobody knows what they cost, so the limit does not hold for them"));
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins({});
    grid->setHorizontalSpacing(Spacing::small);
    grid->setVerticalSpacing(Spacing::small);
    grid->addWidget(m_warn, 0, 0);
    grid->addWidget(m_warnAt, 0, 1);
    grid->addWidget(new QLabel(tr("of the limit, once a period"), this), 0, 2, 1, 2);
    grid->addWidget(m_switch, 1, 0);
    grid->addWidget(m_switchAt, 1, 1);
    grid->addWidget(new QLabel(tr("to", "another model"), this), 1, 2);
    grid->addWidget(m_switchTo, 1, 3);
    grid->addWidget(m_block, 2, 0, 1, 4);
    auto *inside = new QHBoxLayout;
    inside->setContentsMargins(Spacing::huge, 0, 0, 0);
    inside->addWidget(m_unpriced);
    grid->addLayout(inside, 3, 0, 1, 4);
    grid->setColumnStretch(3, 1);
}

void ActionForm::pickModel()
{
    auto *picker = new ModelPicker(m_directory.tree(), m_model, this);
    connect(picker, &ModelPicker::chosen, this, [this](const QString &model) {
        m_model = model;
        showModel();
        Q_EMIT edited(tr("Change switch"));
    });
    picker->openBelow(m_switchTo);
}

void ActionForm::showModel()
{
    const QString text = m_model.isEmpty() ? tr("Choose a model or chain…") : m_model;
    m_switchTo->setText(fontMetrics().elidedText(text, Qt::ElideMiddle, fontMetrics().averageCharWidth() * 32));
    m_switchTo->setToolTip(m_model);
    m_switchTo->setAccessibleName(tr("Switch to: %1").arg(text));
}

void ActionForm::setActions(const QList<BudgetAction> &actions, bool allowUnpriced)
{
    m_showing = true;
    bool warn = false;
    bool block = false;
    bool elsewhere = false;
    m_model.clear();
    int warnAt = warnUsually;
    int switchAt = switchUsually;
    for (const BudgetAction &action : actions) {
        if (action.kind == BudgetAction::Kind::Warn) {
            warn = true;
            warnAt = action.percent;
        } else if (action.kind == BudgetAction::Kind::Switch) {
            elsewhere = true;
            switchAt = action.percent;
            m_model = action.model;
        } else {
            block = true;
        }
    }
    m_warn->setChecked(warn);
    m_warnAt->setValue(warnAt);
    m_warnAt->setEnabled(warn);
    m_switch->setChecked(elsewhere);
    m_switchAt->setValue(switchAt);
    m_switchAt->setEnabled(elsewhere);
    m_switchTo->setEnabled(elsewhere);
    m_block->setChecked(block);
    m_unpriced->setEnabled(block);
    m_unpriced->setChecked(allowUnpriced);
    showModel();
    m_showing = false;
}

QList<BudgetAction> ActionForm::actions() const
{
    QList<BudgetAction> out;
    if (m_warn->isChecked())
        out += BudgetAction {.kind = BudgetAction::Kind::Warn, .percent = m_warnAt->value()};
    if (m_switch->isChecked())
        out += BudgetAction {.kind = BudgetAction::Kind::Switch, .percent = m_switchAt->value(), .model = m_model};
    if (m_block->isChecked())
        out += BudgetAction {.kind = BudgetAction::Kind::Block, .percent = 100};
    std::stable_sort(out.begin(), out.end(),
        [](const BudgetAction &one, const BudgetAction &other) { return one.percent < other.percent; });
    return out;
}

bool ActionForm::allowsUnpriced() const
{
    return m_unpriced->isChecked();
}

} // namespace lineup::ui
