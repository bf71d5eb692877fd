// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>

namespace lineup::ui {

// A field that filters something as the person types: magnifier, clear button; Esc empties it first and only then
// goes on to whoever else wants it. Its placeholder is its accessible name. GUI thread.
class SearchField : public QLineEdit
{
    Q_OBJECT
public:
    explicit SearchField(const QString &placeholder = {}, QWidget *parent = nullptr);

Q_SIGNALS:
    void movePressed(int key); // Up, Down, PageUp or PageDown: for the list that is filtered

protected:
    void keyPressEvent(QKeyEvent *event) override;
};

} // namespace lineup::ui
