// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compare/PaneModel.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace lineup::ui {

// What a pane shows before anything was asked: its model's facts, or what is missing.
class PaneHint : public QWidget
{
    Q_OBJECT
public:
    explicit PaneHint(QWidget *parent = nullptr);
    void setModel(const PaneModel &model, bool needsKey);

Q_SIGNALS:
    void modelRequested();
    void keysRequested();

private:
    QLabel *m_title;
    QLabel *m_facts;
    QPushButton *m_button;
    bool m_needsKey = false;
};

} // namespace lineup::ui
