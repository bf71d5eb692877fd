// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

namespace lineup::ui {

// A large button that says what it does in two lines: icon, title, explanation.
class ActionCard : public QAbstractButton
{
    Q_OBJECT
public:
    ActionCard(const QString &iconName, const QString &title, const QString &explanation, QWidget *parent = nullptr);
    void setExplanation(const QString &text);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    [[nodiscard]] QRect textRect(int width) const;
    QString m_iconName;
    QString m_explanation;
};

} // namespace lineup::ui
