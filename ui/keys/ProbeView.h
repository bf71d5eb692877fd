// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/ServiceProbe.h"

#include <QWidget>

class QGridLayout;
class QLabel;

namespace lineup::ui {

// Shows the stages of a test as they pass, and at the end what failed and what to do. GUI thread.
class ProbeView : public QWidget
{
    Q_OBJECT
public:
    explicit ProbeView(QWidget *parent = nullptr);
    void begin(const Service &service);
    void addStage(const ProbeStage &stage);
    void end(const ProbeResult &result);
    void clear();
    [[nodiscard]] QString text() const; // all that is shown, for tests and screen readers

private:
    void addLine(const QIcon &sign, const QString &name, const QString &text);

    Service m_service;
    QWidget *m_lines = nullptr;
    QGridLayout *m_grid = nullptr;
    QLabel *m_conclusion;
    QLabel *m_detail;
    QStringList m_texts;
};

} // namespace lineup::ui
