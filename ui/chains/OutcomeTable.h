// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

namespace lineup::ui {

class StepOutcomeModel;

// What each step does on each error, in columns as wide as they need; what is left over is shared out, and only where
// there is not enough does it scroll. GUI thread; the model outlives it.
class OutcomeTable : public QTableView
{
    Q_OBJECT
public:
    explicit OutcomeTable(StepOutcomeModel &model, QWidget *parent = nullptr);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void fit();
};

} // namespace lineup::ui
