// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace lineup::ui {

// One figure with a place for a dot before it. Its width follows the font, never the figure.
class MetricCell : public QWidget
{
    Q_OBJECT
public:
    explicit MetricCell(const QString &name, QWidget *parent = nullptr);
    void setFigure(const QString &text, const QString &hint);
    void setBest(bool best);
    void setWidest(const QString &sample);
    // It can be clicked, or pressed when it has the focus: activated() is emitted then.
    void setActionable(bool actionable);
    [[nodiscard]] bool isActionable() const { return m_actionable; }
    [[nodiscard]] QString text() const { return m_text; }
    [[nodiscard]] bool isBest() const { return m_best; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void activated();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void describe();
    QString m_name;
    QString m_text;
    QString m_hint;
    QString m_sample;
    bool m_best = false;
    bool m_actionable = false;
};

} // namespace lineup::ui
