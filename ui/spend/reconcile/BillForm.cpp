// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spend/reconcile/BillForm.h"

#include "ui/spend/reconcile/ReconcileText.h"
#include "ui/theme/Spacing.h"
#include "ui/widgets/FlowLayout.h"

#include <QComboBox>
#include <QLabel>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

constexpr int notSaid = -2;

void fill(QComboBox *box, const QList<std::pair<QString, int>> &items, int current)
{
    const QSignalBlocker quiet(box);
    box->clear();
    if (current == notSaid)
        box->addItem(BillForm::tr("choose…"), notSaid);
    for (const auto &[text, value] : items)
        box->addItem(text, value);
    box->setCurrentIndex(qMax(0, box->findData(current)));
}

std::optional<int> said(const QComboBox *box)
{
    const int value = box->currentData().toInt();
    return value == notSaid ? std::nullopt : std::optional(value);
}

} // namespace

BillForm::BillForm(QWidget *parent) : QWidget(parent), m_note(new QLabel(this))
{
    m_note->setWordWrap(true);
    m_note->setObjectName(u"billNote"_s);
    m_note->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *boxes = new QWidget(this);
    boxes->setObjectName(u"billBoxes"_s);
    auto *flow = new FlowLayout(boxes, Spacing::small);
    flow->setContentsMargins({});
    m_date = addBox(u"dateColumn"_s, tr("Days"));
    m_amount = addBox(u"amountColumn"_s, tr("Amounts"));
    m_model = addBox(u"modelColumn"_s, tr("Models"));
    m_dates = addBox(u"dateOrder"_s, tr("Dates"));
    m_sign = addBox(u"decimalSign"_s, tr("Decimal sign"));
    m_unit = addBox(u"amountUnit"_s, tr("Unit"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(Spacing::small);
    layout->addWidget(m_note);
    layout->addWidget(boxes);
}

QComboBox *BillForm::addBox(const QString &name, const QString &label)
{
    auto *boxes = findChild<QWidget *>(u"billBoxes"_s);
    auto *both = new QWidget(boxes);
    auto *box = new QComboBox(both);
    box->setObjectName(name);
    box->setAccessibleName(label);
    box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    auto *word = new QLabel(label, both);
    word->setBuddy(box);
    auto *row = new QHBoxLayout(both);
    row->setContentsMargins({});
    row->setSpacing(Spacing::hair);
    row->addWidget(word);
    row->addWidget(box);
    boxes->layout()->addWidget(both);
    connect(box, &QComboBox::activated, this, &BillForm::choose);
    return box;
}

void BillForm::forget()
{
    m_said = {};
}

void BillForm::choose()
{
    const auto *changed = qobject_cast<QComboBox *>(sender());
    if (changed == m_date)
        m_said.dateColumn = said(m_date);
    else if (changed == m_amount)
        m_said.amountColumn = said(m_amount);
    else if (changed == m_model)
        m_said.modelColumn = said(m_model);
    else if (changed == m_dates && said(m_dates))
        m_said.dates = BillDates(*said(m_dates));
    else if (changed == m_sign && said(m_sign))
        m_said.decimalSign = QChar(char16_t(*said(m_sign)));
    else if (changed == m_unit && said(m_unit))
        m_said.amounts = BillAmounts(*said(m_unit));
    Q_EMIT readingChosen(m_said);
}

void BillForm::setBill(const Bill &bill)
{
    QStringList lines;
    for (const BillQuestion question : bill.open)
        lines += ReconcileText::question(question);
    m_note->setText(bill.open.isEmpty() ? ReconcileText::read(bill) : lines.join(u'\n'));
    QList<std::pair<QString, int>> columns;
    for (int number = 0; number < bill.columns.size(); ++number)
        columns += {ReconcileText::column(bill, number), number};
    const BillReading &reading = bill.reading;
    fill(m_date, columns, reading.dateColumn.value_or(notSaid));
    fill(m_amount, columns, reading.amountColumn.value_or(notSaid));
    QList<std::pair<QString, int>> models = columns;
    models.prepend({tr("not told"), -1});
    fill(m_model, models, reading.modelColumn.value_or(-1));
    fill(m_dates,
        {{tr("year first"), int(BillDates::YearFirst)}, {tr("day before month"), int(BillDates::DayFirst)},
            {tr("month before day"), int(BillDates::MonthFirst)}},
        reading.dates ? int(*reading.dates) : notSaid);
    fill(m_sign, {{tr("point (1.50)"), u'.'}, {tr("comma (1,50)"), u','}},
        reading.decimalSign ? int(reading.decimalSign->unicode()) : notSaid);
    fill(m_unit, {{tr("US dollars"), int(BillAmounts::Dollars)}, {tr("US cents"), int(BillAmounts::Cents)}},
        reading.amounts ? int(*reading.amounts) : notSaid);
    layout()->activate();
}

} // namespace lineup::ui
