// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QGridLayout;

namespace lineup::ui {

// Widgets of one width in a row, or in two rows of half as many where the window is narrow. GUI thread.
class CardGrid : public QWidget
{
    Q_OBJECT
public:
    // leastWidth: of one widget, before a second row is begun.
    explicit CardGrid(int leastWidth, QWidget *parent = nullptr);
    void add(QWidget *widget);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange();

    int m_leastWidth;
    int m_columns = 0;
    bool m_placed = false;
    QList<QWidget *> m_widgets;
    QGridLayout *m_layout;
};

} // namespace lineup::ui
