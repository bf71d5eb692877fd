// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spend/history/KeepForm.h"

#include "ui/theme/Spacing.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {
constexpr int usualDays = 90;
constexpr int mostDays = 3650;
} // namespace

KeepForm::KeepForm(int days, const QDate &today, QWidget *parent)
    : QWidget(parent), m_held(days), m_today(today), m_all(new QRadioButton(tr("Keep &every call"), this)),
      m_some(new QRadioButton(tr("Keep calls of the &last"), this)), m_days(new QSpinBox(this)),
      m_apply(new QPushButton(tr("Appl&y"), this))
{
    m_all->setObjectName(u"keepAll"_s);
    m_some->setObjectName(u"keepSome"_s);
    m_days->setObjectName(u"keepDays"_s);
    m_days->setRange(1, mostDays);
    m_days->setAccessibleName(tr("Days whose calls are kept"));
    m_apply->setObjectName(u"keepApply"_s);
    m_apply->setAccessibleName(tr("Apply what is kept"));
    m_apply->setAutoDefault(false);
    buildLayout();
    showHeld();
    connect(m_some, &QRadioButton::toggled, this, &KeepForm::updateButton);
    connect(m_days, &QSpinBox::valueChanged, this, &KeepForm::updateButton);
    connect(m_apply, &QPushButton::clicked, this, &KeepForm::apply);
}

void KeepForm::buildLayout()
{
    auto *row = new QHBoxLayout;
    row->setSpacing(Spacing::small);
    row->addWidget(m_some);
    row->addWidget(m_days);
    row->addStretch();
    row->addWidget(m_apply);
    auto *note = new QLabel(
        tr("The sums of each day stay either way. What needs single calls then reaches back no further."), this);
    note->setWordWrap(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(Spacing::small);
    layout->addWidget(m_all);
    layout->addLayout(row);
    layout->addWidget(note);
}

int KeepForm::days() const
{
    return m_some->isChecked() ? m_days->value() : 0;
}

void KeepForm::showHeld()
{
    (m_held > 0 ? m_some : m_all)->setChecked(true);
    m_days->setValue(m_held > 0 ? m_held : usualDays);
    updateButton();
}

void KeepForm::updateButton()
{
    m_days->setSuffix(u' ' + tr("days", "after a number in a field", m_days->value()));
    m_days->setEnabled(m_some->isChecked());
    m_apply->setEnabled(days() != m_held);
}

void KeepForm::apply()
{
    if (days() > 0)
        ask();
    else
        hold(0); // takes nothing away
}

void KeepForm::ask()
{
    const QString first = QLocale().toString(m_today.addDays(-days()), QLocale::ShortFormat);
    auto *box = new QMessageBox(QMessageBox::Warning, tr("Keep fewer calls"),
        tr("Take away every call from before %1?").arg(first), QMessageBox::NoButton, this);
    box->setObjectName(u"keepQuestion"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(
        tr("They go for good, now and at each start: when each was made, by what, how long it took, its failed tries. "
           "What each day cost stays, by model. Export or back up the history first if you may need them."));
    const QPushButton *yes = box->addButton(tr("Take them away"), QMessageBox::DestructiveRole);
    QPushButton *no = box->addButton(tr("Keep them"), QMessageBox::RejectRole);
    box->setDefaultButton(no);
    box->setEscapeButton(no);
    connect(yes, &QPushButton::clicked, this, [this, wanted = days()] { hold(wanted); });
    connect(no, &QPushButton::clicked, this, &KeepForm::showHeld);
    box->open();
}

void KeepForm::hold(int days)
{
    m_held = days;
    showHeld();
    Q_EMIT chosen(days);
}

} // namespace lineup::ui
