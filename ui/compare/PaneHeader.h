// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compare/PaneModel.h"

#include <QWidget>

class QMenu;
class QToolButton;

namespace lineup::ui {

class LetterBadge;
class ModelButton;

// The head of a pane: letter, model, one button to stop or to ask again, copy, menu. Its height never changes.
class PaneHeader : public QWidget
{
    Q_OBJECT
public:
    explicit PaneHeader(QWidget *parent = nullptr);
    void setIndex(int index);
    void setModel(const PaneModel &model, bool needsKey);
    void setRunning(bool running, bool canRetry, bool canCopy);
    void setMenu(QMenu *menu);
    [[nodiscard]] ModelButton *modelButton() const { return m_model; }

Q_SIGNALS:
    void modelClicked();
    void stopClicked();
    void retryClicked();
    void copyClicked();
    void doubleClicked();

protected:
    void mouseDoubleClickEvent(QMouseEvent *event) override;

private:
    QToolButton *button(const QString &iconName, const QString &name);

    LetterBadge *m_badge;
    ModelButton *m_model;
    QToolButton *m_run; // stop while it runs, else retry
    QToolButton *m_copy;
    QToolButton *m_menu;
    bool m_running = false;
};

} // namespace lineup::ui
