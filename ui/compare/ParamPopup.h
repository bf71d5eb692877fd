// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compare/PaneParams.h"
#include "ui/widgets/PopupFrame.h"

namespace lineup::ui {

// The pop-up in which one parameter of a pane is set. Every change is told at once. Deletes itself when it closes.
class ParamPopup : public PopupFrame
{
    Q_OBJECT
public:
    ParamPopup(PaneParam param, const PaneParams &params, const PaneModel &model, QWidget *parent);
    void openBelow(const QWidget *anchor);

Q_SIGNALS:
    void edited(const lineup::PaneParams &params);
    void applyToAll(lineup::PaneParam param);

private:
    QWidget *makeEditor();
    QWidget *makeTemperature();
    QWidget *makeMaxTokens();
    QWidget *makeEffort();
    QWidget *makeSystemPrompt();
    void tell();

    PaneParam m_param;
    PaneParams m_params;
    PaneModel m_model;
};

} // namespace lineup::ui
