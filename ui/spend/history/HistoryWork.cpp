// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spend/history/HistoryWork.h"

#include "ui/theme/Spacing.h"
#include "ui/widgets/Banner.h"

#include <QGridLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace lineup::ui {

HistoryWork::HistoryWork(LedgerMaintenance &maintenance, QWidget *parent)
    : QWidget(parent), m_maintenance(maintenance), m_result(new Banner(Meaning::Good, {}, this)),
      m_what(new QLabel(this)), m_progress(new QProgressBar(this)), m_cancel(new QPushButton(tr("Cancel"), this))
{
    m_result->setObjectName(u"historyResult"_s);
    m_result->hide();
    m_cancel->setObjectName(u"cancelWork"_s);
    m_cancel->setAccessibleName(tr("Cancel this work on the history"));
    m_cancel->setAutoDefault(false);
    auto *layout = new QGridLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(Spacing::small);
    layout->addWidget(m_result, 0, 0, 1, 2);
    layout->addWidget(m_what, 1, 0, 1, 2);
    layout->addWidget(m_progress, 2, 0);
    layout->addWidget(m_cancel, 2, 1);
    for (QWidget *each : std::initializer_list<QWidget *> {m_what, m_progress, m_cancel})
        each->hide();
    connect(m_cancel, &QPushButton::clicked, this, &HistoryWork::cancel);
    connect(&m_maintenance, &LedgerMaintenance::progress, this, &HistoryWork::showProgress);
}

HistoryWork::~HistoryWork()
{
    if (m_busy)
        m_maintenance.cancel();
}

void HistoryWork::begin(const QString &what)
{
    m_busy = true;
    m_result->hide();
    m_what->setText(what);
    m_progress->setRange(0, 0); // until it says how much there is
    m_progress->setAccessibleName(what);
    m_cancel->setEnabled(true);
    for (QWidget *each : std::initializer_list<QWidget *> {m_what, m_progress, m_cancel})
        each->show();
    Q_EMIT busyChanged(true);
}

void HistoryWork::end()
{
    m_busy = false;
    for (QWidget *each : std::initializer_list<QWidget *> {m_what, m_progress, m_cancel})
        each->hide();
    Q_EMIT busyChanged(false);
}

void HistoryWork::tell(const QString &text, bool good)
{
    m_result->setMeaning(good ? Meaning::Good : Meaning::Warning);
    m_result->setText(text);
    m_result->show();
}

void HistoryWork::fail(const Error &error, const QString &before)
{
    if (error.kind == Error::Kind::Cancelled) {
        tell(tr("Cancelled. %1", "what state that left").arg(before));
        m_result->setMeaning(Meaning::Information);
        return;
    }
    tell(before + u'\n' + error.detail);
    m_result->setMeaning(Meaning::Error);
}

void HistoryWork::showProgress(qint64 done, qint64 total)
{
    if (!m_busy || total <= 1) // one step: nothing is known about how far it is
        return;
    m_progress->setRange(0, 1000);
    m_progress->setValue(int(done * 1000 / total));
}

void HistoryWork::cancel()
{
    m_cancel->setEnabled(false);
    m_what->setText(tr("Cancelling…"));
    m_maintenance.cancel(); // the job's own end follows
}

} // namespace lineup::ui
