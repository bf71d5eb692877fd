// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/PriceDialog.h"

#include "ui/theme/Spacing.h"
#include "ui/theme/Theme.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

struct Field
{
    const char *name;
    std::optional<UnitPrice> Price::*member;
};

constexpr std::array<Field, 5> fields {{
    {QT_TRANSLATE_NOOP("lineup::ui::PriceDialog", "Input"), &Price::input},
    {QT_TRANSLATE_NOOP("lineup::ui::PriceDialog", "Output"), &Price::output},
    {QT_TRANSLATE_NOOP("lineup::ui::PriceDialog", "Input read from a cache"), &Price::cacheRead},
    {QT_TRANSLATE_NOOP("lineup::ui::PriceDialog", "Input written to a cache"), &Price::cacheWrite5m},
    {QT_TRANSLATE_NOOP("lineup::ui::PriceDialog", "Reasoning"), &Price::reasoning},
}};

// As a person writes it: with the locale's decimal mark or a point.
std::optional<UnitPrice> parsed(const QString &text)
{
    QString plain = text.trimmed();
    plain.remove(u'$');
    plain.replace(QLocale().decimalPoint(), u"."_s);
    const std::optional<UnitPrice> price = UnitPrice::fromDecimalPerMillion(plain.trimmed());
    return price && price->atto() >= 0 ? price : std::nullopt;
}

} // namespace

PriceDialog::PriceDialog(const QString &model, const std::optional<Price> &price, bool own, QWidget *parent)
    : QDialog(parent), m_problem(new QLabel(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Price of %1").arg(model));
    build(model, price, own);
    check();
}

void PriceDialog::build(const QString &model, const std::optional<Price> &price, bool own)
{
    auto *intro
        = new QLabel(tr("What %1 takes, in US dollars for a million tokens. It goes before every other price for "
                        "calls from now on; what is past is not changed.")
                         .arg(model),
            this);
    intro->setWordWrap(true);
    auto *form = new QFormLayout;
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    form->setHorizontalSpacing(Spacing::medium);
    form->setVerticalSpacing(Spacing::small);
    for (size_t i = 0; i < fields.size(); ++i) {
        m_fields[i] = new QLineEdit(this);
        m_fields[i]->setPlaceholderText(i < 2 ? tr("0.00") : tr("as the plain one"));
        m_fields[i]->setAccessibleName(tr("%1, dollars for a million tokens").arg(tr(fields[i].name)));
        m_fields[i]->setFont(tabularFont(m_fields[i]->font()));
        if (const std::optional<UnitPrice> now = price ? (*price).*fields[i].member : std::nullopt)
            m_fields[i]->setText(now->toDecimalPerMillion().replace(u'.', QLocale().decimalPoint()));
        form->addRow(tr(fields[i].name), m_fields[i]);
        connect(m_fields[i], &QLineEdit::textChanged, this, &PriceDialog::check);
    }
    m_problem->setWordWrap(true);
    m_problem->setTextFormat(Qt::PlainText);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this);
    m_save = buttons->button(QDialogButtonBox::Save);
    m_save->setText(tr("Set price"));
    buttons->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
    if (own) {
        QPushButton *remove = buttons->addButton(tr("Remove my price"), QDialogButtonBox::DestructiveRole);
        connect(remove, &QPushButton::clicked, this, &PriceDialog::removalChosen);
    }
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        if (const std::optional<Price> chosen = this->price())
            Q_EMIT priceChosen(*chosen);
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Spacing::large, Spacing::large, Spacing::large, Spacing::large);
    layout->setSpacing(Spacing::medium);
    layout->addWidget(intro);
    layout->addLayout(form);
    layout->addWidget(m_problem);
    layout->addWidget(buttons);
    setMinimumWidth(420);
}

std::optional<Price> PriceDialog::price() const
{
    Price out;
    for (size_t i = 0; i < fields.size(); ++i) {
        const QString text = m_fields[i]->text().trimmed();
        if (text.isEmpty())
            continue;
        out.*fields[i].member = parsed(text);
        if (!(out.*fields[i].member))
            return std::nullopt;
    }
    return out.input || out.output ? std::optional(out) : std::nullopt;
}

void PriceDialog::check()
{
    m_save->setEnabled(price().has_value());
    QString wrong;
    for (size_t i = 0; i < fields.size(); ++i) {
        const QString text = m_fields[i]->text().trimmed();
        if (!text.isEmpty() && !parsed(text))
            wrong = tr("%1: write it as %2").arg(tr(fields[i].name), QLocale().toString(0.15, 'f', 2));
    }
    setProblem(wrong);
}

void PriceDialog::setProblem(const QString &text)
{
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty());
}

} // namespace lineup::ui
