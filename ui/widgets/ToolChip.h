// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>

namespace lineup::ui {

// A small rounded button with a word or two, for parameters and filters: checkable, or with a menu (setMenu adds the
// arrow). Bold when it differs from the default. GUI thread.
class ToolChip : public QToolButton
{
    Q_OBJECT
public:
    explicit ToolChip(const QString &text = {}, QWidget *parent = nullptr);

    void setChanged(bool changed); // differs from the default: bold
    [[nodiscard]] bool isChanged() const { return m_changed; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    [[nodiscard]] QFont chipFont() const;
    [[nodiscard]] bool hasArrow() const { return menu() != nullptr; }

    bool m_changed = false;
};

} // namespace lineup::ui
