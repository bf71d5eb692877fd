// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/RecentCallsDialog.h"

#include "core/base/Async.h"
#include "ui/frame/RecentCallsModel.h"
#include "ui/frame/SpendToday.h"
#include "ui/theme/Spacing.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/ErrorText.h"
#include "ui/widgets/Format.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

constexpr int shown = 200; // calls

QTableView *tableOf(RecentCallsModel *model, QWidget *parent)
{
    auto *table = new QTableView(parent);
    table->setModel(model);
    table->setAccessibleName(RecentCallsDialog::tr("Latest calls"));
    table->setFont(tabularFont(table->font()));
    table->verticalHeader()->hide();
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->setTabKeyNavigation(false);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table->horizontalHeader()->setSectionResizeMode(RecentCallsModel::Model, QHeaderView::Stretch);
    return table;
}

} // namespace

RecentCallsDialog::RecentCallsDialog(Ledger &ledger, SpendToday &spend, QWidget *parent)
    : QDialog(parent), m_ledger(ledger), m_spend(spend), m_model(new RecentCallsModel(this)),
      m_fault(new Banner(Meaning::Error, {}, this)), m_sum(new QLabel(this)), m_note(new QLabel(this))
{
    setWindowTitle(tr("Latest calls"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_sum->setFont(tabularFont(themeFont(TextSize::Display)));
    m_sum->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_sum->setAccessibleName(tr("Spent today"));
    m_note->setWordWrap(true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setText(tr("Close"));
    QTableView *table = tableOf(m_model, this);
    QPushButton *look = buttons->addButton(tr("Inspect"), QDialogButtonBox::ActionRole);
    look->setEnabled(false);
    connect(look, &QPushButton::clicked, this, [this, table] { inspect(table->currentIndex().row()); });
    connect(table, &QTableView::activated, this, [this](const QModelIndex &index) { inspect(index.row()); });
    const auto update = [look, table] { look->setEnabled(table->currentIndex().isValid()); };
    connect(table->selectionModel(), &QItemSelectionModel::currentChanged, look, update);
    connect(m_model, &QAbstractItemModel::modelReset, look, update);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Spacing::large, Spacing::large, Spacing::large, Spacing::large);
    layout->setSpacing(Spacing::small);
    layout->addWidget(m_fault);
    layout->addWidget(m_sum);
    layout->addWidget(m_note);
    layout->addSpacing(Spacing::small);
    layout->addWidget(table);
    layout->addWidget(buttons);
    resize(900, 520);

    connect(&spend, &SpendToday::changed, this, [this] {
        showTotals();
        load();
    });
    showTotals();
    load();
}

void RecentCallsDialog::inspect(int row)
{
    if (row < 0 || row >= m_model->calls().size())
        return;
    const CallRecord call = m_model->calls().at(row);
    accept();
    Q_EMIT inspectRequested(call);
}

void RecentCallsDialog::load()
{
    whenDone(m_ledger.recent(shown), this, [this](const Result<QList<CallRecord>> &calls) {
        m_fault->setVisible(!calls);
        if (calls)
            m_model->setCalls(*calls);
        else
            m_fault->setText(errorSentence(calls.error(), {}).what + u'\n' + calls.error().detail);
    });
}

void RecentCallsDialog::showTotals()
{
    m_fault->setVisible(false);
    m_sum->setText(tr("–"));
    m_note->setText(tr("Today's sum is not known yet."));
    if (!m_spend.totals())
        return;
    const SpendTotals totals = *m_spend.totals();
    m_sum->setText(Format::money(totals.known));
    m_sum->setToolTip(Format::exactMoney(totals.known));
    QStringList parts {tr("%n calls today", nullptr, totals.calls)};
    if (totals.failed > 0)
        parts.append(tr("%n failed", nullptr, totals.failed));
    if (totals.unpriced > 0)
        parts.append(tr("%n without a known price, not in the sum", nullptr, totals.unpriced));
    parts.append(tr("demo calls are not counted"));
    m_note->setText(parts.join(u" · "_s));
}

} // namespace lineup::ui
