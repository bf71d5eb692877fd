// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolBar>

class QActionGroup;

namespace lineup::ui {

class Page;

// The column at the start edge that chooses the page: one checkable action a page, on Alt+1, Alt+2, … GUI thread.
class Rail : public QToolBar
{
    Q_OBJECT
public:
    explicit Rail(QWidget *parent = nullptr);

    void addPage(const Page &page);
    void setCurrent(const QString &pageId);
    [[nodiscard]] QList<QAction *> pageActions() const;

Q_SIGNALS:
    void chosen(const QString &pageId);

private:
    QActionGroup *m_group;
};

} // namespace lineup::ui
