// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractSpinBox>

#include <optional>

namespace lineup::ui {

// A field for an amount: dollars, exact to the nano-dollar and written as the locale does, or whole numbers. Arrows
// step by the second digit ($25.00 by a dollar, $1.00 by ten cents). GUI thread.
class AmountSpin : public QAbstractSpinBox
{
    Q_OBJECT
    Q_PROPERTY(QString text READ text NOTIFY typed USER true)
public:
    enum class Unit {
        Dollars, // amounts are nano-dollars
        Whole
    };
    explicit AmountSpin(QWidget *parent = nullptr);

    void setUnit(Unit unit); // keeps what is meant: 25 dollars become 25
    [[nodiscard]] Unit unit() const { return m_unit; }
    void setAmount(qint64 amount); // says nothing
    [[nodiscard]] qint64 amount() const { return m_amount; } // the last that was accepted
    // What the text says; nothing: no amount above zero.
    [[nodiscard]] std::optional<qint64> parsed() const;

    void stepBy(int steps) override;
    QValidator::State validate(QString &text, int &position) const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

    // How far one step goes from an amount. Pure.
    [[nodiscard]] static qint64 stepFrom(qint64 amount, Unit unit);

Q_SIGNALS:
    void typed(); // the text has changed: see parsed()
    void amountEdited(qint64 amount); // by the person, whole: Enter, focus gone, a step

protected:
    [[nodiscard]] StepEnabled stepEnabled() const override;

private:
    void take();
    void show();
    [[nodiscard]] std::optional<qint64> read(const QString &text) const;

    Unit m_unit = Unit::Dollars;
    qint64 m_amount = 1;
};

} // namespace lineup::ui
