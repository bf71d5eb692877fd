// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/MappingReport.h"

#include <QWidget>

class QLabel;
class QToolButton;

namespace lineup::ui {

class ElidedLabel;

// The line above the figures: how the answer stands, which of several answers it is, what was changed on the way.
// Its height never changes.
class PaneNote : public QWidget
{
    Q_OBJECT
public:
    explicit PaneNote(QWidget *parent = nullptr);
    void setStatus(const QString &text, bool warning);
    void setMapping(const MappingReport &report);
    void setAnswers(int current, int count); // hidden for one
    [[nodiscard]] QString status() const;

Q_SIGNALS:
    void answerRequested(int step); // -1: the one before, 1: the next

private:
    QToolButton *makeButton(const QString &iconName, const QString &name, int step);
    void showMapping();

    QLabel *m_icon;
    ElidedLabel *m_status;
    QToolButton *m_before;
    QLabel *m_which;
    QToolButton *m_next;
    QToolButton *m_mapping;
    MappingReport m_report;
};

} // namespace lineup::ui
