// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

namespace lineup::ui {

// A surface that groups: round corners, a one-pixel border, no shadow. Give its layout
// margins of Spacing::medium. Never a card in a card. GUI thread.
class Card : public QFrame
{
    Q_OBJECT
public:
    explicit Card(QWidget *parent = nullptr);

    // Draws the border in the accent colour, as for the pane that has the focus.
    void setHighlighted(bool highlighted);
    [[nodiscard]] bool isHighlighted() const { return m_highlighted; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    bool m_highlighted = false;
};

} // namespace lineup::ui
