// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compare/PaneParams.h"

#include <QMap>
#include <QWidget>

namespace lineup::ui {

class ToolChip;

// The parameters of a pane as chips. A chip opens its editor; its context menu applies it to all panes or resets it.
class ParamChips : public QWidget
{
    Q_OBJECT
public:
    explicit ParamChips(QWidget *parent = nullptr);
    void set(const PaneParams &params, const PaneModel &model);
    [[nodiscard]] ToolChip *chip(PaneParam param) const { return m_chips.value(param); }

Q_SIGNALS:
    void edited(const lineup::PaneParams &params);
    void applyToAll(lineup::PaneParam param);

private:
    void openEditor(PaneParam param);
    void openMenu(PaneParam param, const QPoint &at);
    void refresh();

    QMap<PaneParam, ToolChip *> m_chips;
    PaneParams m_params;
    PaneModel m_model;
};

} // namespace lineup::ui
