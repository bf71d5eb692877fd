// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/budgets/PeriodForm.h"

#include "ui/models/BudgetText.h"
#include "ui/theme/Spacing.h"
#include "ui/theme/Theme.h"

#include <QComboBox>
#include <QCompleter>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

constexpr int mostDays = 366;

constexpr BudgetPeriod::Kind kinds[] {BudgetPeriod::Kind::Hour, BudgetPeriod::Kind::Day, BudgetPeriod::Kind::Week,
    BudgetPeriod::Kind::Month, BudgetPeriod::Kind::Rolling, BudgetPeriod::Kind::Total};

QLabel *caption(const QString &text, QWidget *buddy, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setFont(themeFont(TextSize::Caption));
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setBuddy(buddy);
    return label;
}

} // namespace

PeriodForm::PeriodForm(QWidget *parent)
    : QWidget(parent), m_kind(new QComboBox(this)), m_weekStart(new QComboBox(this)), m_monthDay(new QSpinBox(this)),
      m_days(new QSpinBox(this)), m_zone(new QComboBox(this))
{
    build();
    const auto changed = [this] { take(); };
    connect(m_kind, &QComboBox::activated, this, changed);
    connect(m_weekStart, &QComboBox::activated, this, changed);
    connect(m_zone, &QComboBox::activated, this, changed);
    connect(m_zone->lineEdit(), &QLineEdit::editingFinished, this, changed);
    connect(m_zone->lineEdit(), &QLineEdit::textEdited, this, &PeriodForm::typed);
    connect(m_monthDay, &QSpinBox::valueChanged, this, changed);
    connect(m_days, &QSpinBox::valueChanged, this, changed);
    setPeriod({});
}

void PeriodForm::build()
{
    m_kind->setObjectName(u"period"_s);
    m_kind->setAccessibleName(tr("Period"));
    for (const BudgetPeriod::Kind kind : kinds)
        m_kind->addItem(BudgetText::periodKind(kind), int(kind));
    m_weekStart->setObjectName(u"weekStart"_s);
    m_weekStart->setAccessibleName(tr("First day of the week"));
    for (int day = Qt::Monday; day <= Qt::Sunday; ++day)
        m_weekStart->addItem(QLocale().standaloneDayName(day), day);
    m_monthDay->setObjectName(u"monthDay"_s);
    m_monthDay->setAccessibleName(tr("First day of the month"));
    m_monthDay->setToolTip(tr("A month that is shorter begins on its last day"));
    m_monthDay->setRange(1, 31);
    m_monthDay->setKeyboardTracking(false);
    m_days->setObjectName(u"rollingDays"_s);
    m_days->setAccessibleName(tr("Number of days, today among them"));
    m_days->setRange(1, mostDays);
    m_days->setKeyboardTracking(false);
    fillZones();
    for (QSpinBox *box : {m_monthDay, m_days}) // as high as the boxes beside them
        box->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Ignored);

    m_partLabel = caption({}, m_weekStart, this);
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins({});
    grid->setHorizontalSpacing(Spacing::small);
    grid->setVerticalSpacing(Spacing::hair);
    grid->addWidget(caption(tr("&Period"), m_kind, this), 0, 0);
    grid->addWidget(m_kind, 1, 0);
    grid->addWidget(m_partLabel, 0, 1);
    for (QWidget *part :
        {static_cast<QWidget *>(m_weekStart), static_cast<QWidget *>(m_monthDay), static_cast<QWidget *>(m_days)})
        grid->addWidget(part, 1, 1);
    grid->addWidget(caption(tr("Time &zone"), m_zone, this), 0, 2);
    grid->addWidget(m_zone, 1, 2);
    grid->setColumnStretch(0, 3);
    grid->setColumnStretch(1, 2);
    grid->setColumnStretch(2, 4);
}

void PeriodForm::fillZones()
{
    m_zone->setObjectName(u"timeZone"_s);
    m_zone->setEditable(true);
    m_zone->setInsertPolicy(QComboBox::NoInsert);
    m_zone->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_zone->setMinimumContentsLength(10);
    m_zone->setAccessibleName(tr("Time zone"));
    m_zone->lineEdit()->setAccessibleName(tr("Time zone"));
    m_zone->setToolTip(tr("Days and hours begin as the clocks of this zone say"));
    m_zone->completer()->setFilterMode(Qt::MatchContains);
    m_zone->completer()->setCompletionMode(QCompleter::PopupCompletion);
    m_zone->completer()->setCaseSensitivity(Qt::CaseInsensitive);
    m_zone->addItem(tr("of this computer (%1)").arg(QString::fromLatin1(QTimeZone::systemTimeZoneId())), QByteArray());
    for (const QByteArray &id : QTimeZone::availableTimeZoneIds())
        m_zone->addItem(QString::fromLatin1(id), id);
}

bool PeriodForm::isZoneKnown() const
{
    return m_zone->findText(m_zone->currentText().trimmed(), Qt::MatchFixedString) >= 0;
}

void PeriodForm::take()
{
    if (m_showing)
        return;
    BudgetPeriod now = m_period;
    now.kind = BudgetPeriod::Kind(m_kind->currentData().toInt());
    now.weekStart = Qt::DayOfWeek(m_weekStart->currentData().toInt());
    now.monthDay = m_monthDay->value();
    now.days = m_days->value();
    if (const int zone = m_zone->findText(m_zone->currentText().trimmed(), Qt::MatchFixedString); zone >= 0)
        now.timeZone = m_zone->itemData(zone).toByteArray();
    if (now == m_period)
        return;
    m_period = now;
    showParts();
    Q_EMIT edited();
}

void PeriodForm::showParts()
{
    const BudgetPeriod::Kind kind = m_period.kind;
    m_weekStart->setVisible(kind == BudgetPeriod::Kind::Week);
    m_monthDay->setVisible(kind == BudgetPeriod::Kind::Month);
    m_days->setVisible(kind == BudgetPeriod::Kind::Rolling);
    QWidget *part = kind == BudgetPeriod::Kind::Week ? static_cast<QWidget *>(m_weekStart)
        : kind == BudgetPeriod::Kind::Month          ? static_cast<QWidget *>(m_monthDay)
                                                     : m_days;
    m_partLabel->setBuddy(part);
    m_partLabel->setText(kind == BudgetPeriod::Kind::Rolling ? tr("&Days") : tr("Be&gins on"));
    m_partLabel->setVisible(
        kind == BudgetPeriod::Kind::Week || kind == BudgetPeriod::Kind::Month || kind == BudgetPeriod::Kind::Rolling);
}

void PeriodForm::setPeriod(const BudgetPeriod &period)
{
    m_showing = true;
    m_period = period;
    m_kind->setCurrentIndex(m_kind->findData(int(period.kind)));
    m_weekStart->setCurrentIndex(m_weekStart->findData(int(period.weekStart)));
    m_monthDay->setValue(period.monthDay);
    m_days->setValue(period.days);
    const int zone = m_zone->findData(period.timeZone);
    m_zone->setCurrentIndex(zone);
    m_zone->setEditText(zone >= 0 ? m_zone->itemText(zone) : QString::fromLatin1(period.timeZone));
    m_zone->lineEdit()->setCursorPosition(0);
    showParts();
    m_showing = false;
}

} // namespace lineup::ui
