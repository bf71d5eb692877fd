// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QWidget>

#include <optional>

namespace lineup::ui {

// A coloured sign with a word: never a colour alone. GUI thread.
class StatusDot : public QWidget
{
    Q_OBJECT
public:
    explicit StatusDot(QWidget *parent = nullptr);

    // No meaning: neutral, a hollow dot.
    void setStatus(std::optional<Meaning> meaning, const QString &word);
    [[nodiscard]] QString word() const { return m_word; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    std::optional<Meaning> m_meaning;
    QString m_word;
};

} // namespace lineup::ui
