// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace lineup::ui {

// How a figure went, as a line without scales; said in words beside it, so it is nothing for screen readers. GUI
// thread.
class Sparkline : public QWidget
{
    Q_OBJECT
public:
    explicit Sparkline(QWidget *parent = nullptr);
    void setValues(const QList<qint64> &values);
    [[nodiscard]] const QList<qint64> &values() const { return m_values; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QList<qint64> m_values;
};

} // namespace lineup::ui
