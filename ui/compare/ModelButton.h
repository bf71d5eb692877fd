// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compare/PaneModel.h"

#include <QToolButton>

namespace lineup::ui {

// Shows the pane's model and opens the picker. Takes any width: a long name loses its middle, the tooltip has it all.
class ModelButton : public QToolButton
{
    Q_OBJECT
public:
    explicit ModelButton(QWidget *parent = nullptr);
    void setModel(const PaneModel &model, bool needsKey);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_name;
    QString m_service;
};

} // namespace lineup::ui
