// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spend/RangeDialog.h"

#include "ui/theme/Spacing.h"

#include <QDateEdit>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

QDateEdit *dateField(QDate day, QDate latest, const QString &name, QWidget *parent)
{
    auto *field = new QDateEdit(day, parent);
    field->setCalendarPopup(true);
    field->setMaximumDate(latest);
    field->setDisplayFormat(QLocale().dateFormat(QLocale::ShortFormat));
    field->setAccessibleName(name);
    return field;
}

} // namespace

RangeDialog::RangeDialog(const SpendSpan &span, QDate today, QWidget *parent)
    : QDialog(parent), m_from(dateField(span.from, today, tr("First day"), this)),
      m_to(dateField(qMin(span.to, today), today, tr("Last day"), this)), m_note(new QLabel(this))
{
    setWindowTitle(tr("Range"));
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(u"rangeDialog"_s);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
    m_show = buttons->addButton(tr("Show"), QDialogButtonBox::AcceptRole);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        Q_EMIT chosen(this->span());
        accept();
    });
    auto *form = new QFormLayout(this);
    form->setContentsMargins(Spacing::large, Spacing::large, Spacing::large, Spacing::large);
    form->addRow(tr("From:"), m_from);
    form->addRow(tr("To:"), m_to);
    form->addRow(m_note);
    form->addRow(buttons);
    connect(m_from, &QDateEdit::dateChanged, this, &RangeDialog::refresh);
    connect(m_to, &QDateEdit::dateChanged, this, &RangeDialog::refresh);
    refresh();
}

SpendSpan RangeDialog::span() const
{
    return {m_from->date(), m_to->date()};
}

void RangeDialog::refresh()
{
    const bool ordered = span().from <= span().to;
    m_note->setText(ordered ? tr("%Ln days", nullptr, int(span().days())) : tr("The first day is after the last one."));
    m_show->setEnabled(ordered);
}

} // namespace lineup::ui
