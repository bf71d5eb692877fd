// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/ModelInfo.h"

#include <QDialog>

#include <array>

class QLabel;
class QLineEdit;
class QPushButton;

namespace lineup::ui {

// Asks for a price of the person's own for a model. Says what is wanted; who opened it carries it out and closes it, or
// says what went wrong. Deletes itself when closed.
class PriceDialog : public QDialog
{
    Q_OBJECT
public:
    // price: what is used now, to start from; own: it was set here before.
    PriceDialog(const QString &model, const std::optional<Price> &price, bool own, QWidget *parent = nullptr);
    void setProblem(const QString &text);
    // What stands in the fields; nothing while one cannot be read or neither input nor output is given.
    [[nodiscard]] std::optional<Price> price() const;

Q_SIGNALS:
    void priceChosen(const lineup::Price &price);
    void removalChosen();

private:
    void build(const QString &model, const std::optional<Price> &price, bool own);
    void check();

    std::array<QLineEdit *, 5> m_fields {};
    QLabel *m_problem;
    QPushButton *m_save = nullptr;
};

} // namespace lineup::ui
