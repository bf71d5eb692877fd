// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace lineup::ui {

// The letter of a pane on its colour: "A". Says "Pane A" to a screen reader.
class LetterBadge : public QWidget
{
    Q_OBJECT
public:
    explicit LetterBadge(QWidget *parent = nullptr);
    void setIndex(int index); // 0: A
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] static QString letter(int index);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int m_index = 0;
};

} // namespace lineup::ui
