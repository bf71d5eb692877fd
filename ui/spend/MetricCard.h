// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/Card.h"

class QLabel;

namespace lineup::ui {

class ElidedLabel;
class Sparkline;

// One figure with its name, how it went, and what it was before. GUI thread.
class MetricCard : public Card
{
    Q_OBJECT
public:
    explicit MetricCard(const QString &title, QWidget *parent = nullptr);

    // exact: for the hover. note: "12% more than before", or why there is no figure.
    void setFigure(const QString &value, const QString &exact, const QString &note);
    void setCourse(const QList<qint64> &values); // empty: no line
    void hideCourse(); // no place for one
    [[nodiscard]] QString value() const;
    [[nodiscard]] QString note() const;

private:
    QLabel *m_title;
    ElidedLabel *m_value;
    ElidedLabel *m_note;
    Sparkline *m_course;
};

} // namespace lineup::ui
