// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QToolButton;

namespace lineup::ui {

// A strip that says one thing and offers what to do about it: icon, text, buttons; blocks nothing. Its accessible
// name is its word ("Warning") and its text. GUI thread.
class Banner : public QFrame
{
    Q_OBJECT
public:
    explicit Banner(Meaning meaning = Meaning::Information, const QString &text = {}, QWidget *parent = nullptr);

    void setMeaning(Meaning meaning);
    [[nodiscard]] Meaning meaning() const { return m_meaning; }
    void setText(const QString &text); // plain text
    [[nodiscard]] QString text() const;
    // The text is a verb. The button belongs to the banner; connect to its clicked.
    QPushButton *addButton(const QString &text);
    void clearButtons();
    void setClosable(bool closable); // a cross that hides the banner

Q_SIGNALS:
    void closed(); // by the person

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void refresh();

    Meaning m_meaning;
    QLabel *m_icon;
    QLabel *m_text;
    QHBoxLayout *m_buttons;
    QToolButton *m_close;
};

// "Done", "Warning", "Error", "Note": the word that goes with a meaning's colour.
[[nodiscard]] QString meaningWord(Meaning meaning);

} // namespace lineup::ui
