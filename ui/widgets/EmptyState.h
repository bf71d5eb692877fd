// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace lineup::ui {

// What a screen shows while it has nothing to show: a line drawing, one sentence, one button. GUI thread.
class EmptyState : public QWidget
{
    Q_OBJECT
public:
    // drawing: an icon's name; sentence: plain text.
    EmptyState(const QString &drawing, const QString &sentence, QWidget *parent = nullptr);

    void setSentence(const QString &sentence);
    // The first button is the main one. The text is a verb; connect to its clicked.
    QPushButton *addButton(const QString &text);

protected:
    void changeEvent(QEvent *event) override;

private:
    void refresh();

    QString m_drawing;
    QLabel *m_picture;
    QLabel *m_sentence;
    QVBoxLayout *m_buttons;
};

} // namespace lineup::ui
