// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/routing/Scenario.h"

#include <QWidget>

class QComboBox;

namespace lineup::ui {

// A scenario of the person's own: for each step, what its attempts meet. GUI thread.
class ScenarioSteps : public QWidget
{
    Q_OBJECT
public:
    explicit ScenarioSteps(QWidget *parent = nullptr);
    void setCount(int steps); // keeps what was chosen
    void setSteps(const QList<QList<SimulatedAnswer>> &steps); // what is none of the usual ones shows as "Answers"
    [[nodiscard]] QList<QList<SimulatedAnswer>> steps() const;

Q_SIGNALS:
    void edited();

private:
    QList<QComboBox *> m_boxes;
};

} // namespace lineup::ui
