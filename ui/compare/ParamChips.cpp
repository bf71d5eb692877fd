// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/ParamChips.h"

#include "ui/compare/ParamPopup.h"
#include "ui/compare/ParamText.h"
#include "ui/theme/Spacing.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/ToolChip.h"

#include <QMenu>

namespace lineup::ui {

ParamChips::ParamChips(QWidget *parent) : QWidget(parent)
{
    auto *layout = new FlowLayout(this, Spacing::hair);
    layout->setContentsMargins(0, 0, 0, 0);
    for (const PaneParam param : allPaneParams) {
        auto *chip = new ToolChip({}, this);
        chip->setFocusPolicy(Qt::StrongFocus);
        chip->setContextMenuPolicy(Qt::CustomContextMenu);
        connect(chip, &QToolButton::clicked, this, [this, param] { openEditor(param); });
        connect(
            chip, &QWidget::customContextMenuRequested, this, [this, param](const QPoint &at) { openMenu(param, at); });
        layout->addWidget(chip);
        m_chips[param] = chip;
    }
    refresh();
}

void ParamChips::set(const PaneParams &params, const PaneModel &model)
{
    m_params = params;
    m_model = model;
    refresh();
}

void ParamChips::refresh()
{
    for (auto it = m_chips.cbegin(); it != m_chips.cend(); ++it) {
        ToolChip *chip = it.value();
        chip->setText(ParamText::chip(it.key(), m_params));
        chip->setChanged(!m_params.isDefault(it.key()));
        chip->setEnabled(takesParam(m_model, it.key()));
        chip->setToolTip(ParamText::hint(it.key(), m_params, m_model));
        chip->setAccessibleName(ParamText::name(it.key()) + u": " + ParamText::value(it.key(), m_params));
    }
}

void ParamChips::openEditor(PaneParam param)
{
    auto *popup = new ParamPopup(param, m_params, m_model, this);
    connect(popup, &ParamPopup::edited, this, &ParamChips::edited);
    connect(popup, &ParamPopup::applyToAll, this, &ParamChips::applyToAll);
    popup->openBelow(chip(param));
}

void ParamChips::openMenu(PaneParam param, const QPoint &at)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Change…"), this, [this, param] { openEditor(param); });
    menu->addAction(tr("Apply to all panes"), this, [this, param] { Q_EMIT applyToAll(param); });
    QAction *reset = menu->addAction(tr("Reset"), this, [this, param] {
        PaneParams params = m_params;
        params.reset(param);
        Q_EMIT edited(params);
    });
    reset->setEnabled(!m_params.isDefault(param));
    menu->popup(chip(param)->mapToGlobal(at));
}

} // namespace lineup::ui
