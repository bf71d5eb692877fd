// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/AmountSpin.h"

#include "ui/theme/Spacing.h"
#include "ui/widgets/Format.h"

#include <QLineEdit>
#include <QStyleOptionSpinBox>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

constexpr qint64 nanoInDollar = 1'000'000'000;
constexpr qint64 cent = nanoInDollar / 100;
constexpr qint64 mostDollars = 1'000'000 * nanoInDollar;
constexpr qint64 mostWhole = 1'000'000'000'000;

// What a person may type round the digits: the sign of the currency, groups, spaces.
QString plainDecimal(const QString &text, const QLocale &locale, bool *good)
{
    QString out;
    *good = true;
    const QString decimal = locale.decimalPoint();
    for (const QChar letter : text) {
        if (letter.isDigit())
            out += QChar(u'0' + letter.digitValue());
        else if (decimal == letter)
            out += u'.';
        else if (!letter.isSpace() && letter != u'$' && locale.groupSeparator() != letter)
            *good = false;
    }
    return out;
}

} // namespace

AmountSpin::AmountSpin(QWidget *parent) : QAbstractSpinBox(parent)
{
    setAlignment(Qt::AlignRight);
    connect(lineEdit(), &QLineEdit::textEdited, this, &AmountSpin::typed);
    connect(this, &QAbstractSpinBox::editingFinished, this, &AmountSpin::take);
    show();
}

void AmountSpin::setUnit(Unit unit)
{
    if (unit == m_unit)
        return;
    m_unit = unit;
    const qint64 whole
        = unit == Unit::Dollars ? qMin(m_amount, mostDollars / nanoInDollar) * nanoInDollar : m_amount / nanoInDollar;
    m_amount = qMax<qint64>(1, whole);
    show();
}

void AmountSpin::setAmount(qint64 amount)
{
    m_amount = amount;
    show();
}

std::optional<qint64> AmountSpin::read(const QString &text) const
{
    bool good = false;
    const QString plain = plainDecimal(text, locale(), &good);
    if (!good)
        return {};
    std::optional<qint64> amount;
    if (m_unit == Unit::Dollars) {
        if (const std::optional<Money> money = Money::fromDecimal(plain))
            amount = money->nano();
    } else {
        bool number = false;
        const qint64 whole = plain.toLongLong(&number);
        if (number)
            amount = whole;
    }
    const qint64 most = m_unit == Unit::Dollars ? mostDollars : mostWhole;
    return amount && *amount > 0 && *amount <= most ? amount : std::nullopt;
}

std::optional<qint64> AmountSpin::parsed() const
{
    return read(text());
}

QValidator::State AmountSpin::validate(QString &text, int &position) const
{
    Q_UNUSED(position)
    bool good = false;
    const QString plain = plainDecimal(text, locale(), &good);
    if (!good || plain.count(u'.') > (m_unit == Unit::Dollars ? 1 : 0))
        return QValidator::Invalid;
    return read(text) ? QValidator::Acceptable : QValidator::Intermediate;
}

void AmountSpin::take()
{
    const std::optional<qint64> amount = parsed();
    const bool changed = amount && *amount != m_amount;
    if (changed)
        m_amount = *amount;
    show();
    if (changed)
        Q_EMIT amountEdited(m_amount);
    else
        Q_EMIT typed(); // what was no amount is the last one again
}

void AmountSpin::show()
{
    lineEdit()->setText(m_unit == Unit::Dollars ? Format::exactMoney(Money::fromNano(m_amount), locale())
                                                : locale().toString(m_amount));
}

qint64 AmountSpin::stepFrom(qint64 amount, Unit unit)
{
    const qint64 least = unit == Unit::Dollars ? cent : 1;
    qint64 step = least;
    while (step <= amount / 100)
        step *= 10;
    return step;
}

void AmountSpin::stepBy(int steps)
{
    const qint64 before = parsed().value_or(m_amount);
    const qint64 step = stepFrom(steps < 0 ? before - 1 : before, m_unit);
    const qint64 most = m_unit == Unit::Dollars ? mostDollars : mostWhole;
    const qint64 after = qBound(qMin(before, step), before + steps * step, most);
    if (after == m_amount)
        return;
    m_amount = after;
    show();
    selectAll();
    Q_EMIT amountEdited(m_amount);
}

QAbstractSpinBox::StepEnabled AmountSpin::stepEnabled() const
{
    return StepUpEnabled | StepDownEnabled;
}

QSize AmountSpin::sizeHint() const
{
    const QSize text(fontMetrics().horizontalAdvance(u"$9,999,999.99"_s) + Spacing::small, fontMetrics().height());
    QStyleOptionSpinBox option;
    initStyleOption(&option);
    return style()->sizeFromContents(QStyle::CT_SpinBox, &option, text.grownBy({2, 2, Spacing::large, 2}), this);
}

} // namespace lineup::ui
