// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spend/history/CorrectionsView.h"

#include "ui/spend/history/HistoryWork.h"
#include "ui/theme/Spacing.h"
#include "ui/widgets/Format.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

constexpr int batchRole = Qt::UserRole;
constexpr int holdsRole = Qt::UserRole + 1;

QTreeWidget *tableOf(const QString &name, const QString &accessible, const QStringList &heads, QWidget *parent)
{
    auto *table = new QTreeWidget(parent);
    table->setObjectName(name);
    table->setAccessibleName(accessible);
    table->setHeaderLabels(heads);
    table->setRootIsDecorated(false);
    table->setUniformRowHeights(true);
    table->header()->setStretchLastSection(false);
    table->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    for (int column = 1; column < heads.size(); ++column)
        table->header()->setSectionResizeMode(column, QHeaderView::ResizeToContents);
    return table;
}

// Right-aligned figures, and a row as high as those of other tables.
void layOut(QTreeWidgetItem &item, int from, int to)
{
    const int height = item.treeWidget()->fontMetrics().height() + 2 * Spacing::hair;
    item.setSizeHint(0, QSize(0, height));
    for (int column = from; column <= to; ++column)
        item.setTextAlignment(column, Qt::AlignTrailing | Qt::AlignVCenter);
}

// What was not known before is no zero.
QString before(const RepriceResult::Line &line)
{
    if (line.priced == line.attempts)
        return CorrectionsView::tr("not known");
    const QString known = Format::money(line.before);
    return line.priced > 0 ? CorrectionsView::tr("%1 known", "an amount; the rest is not").arg(known) : known;
}

void addLine(QTreeWidget &table, const RepriceResult::Line &line)
{
    auto *item = new QTreeWidgetItem(&table,
        {line.service + u'/' + line.model, Format::count(line.attempts), before(line), Format::money(line.after)});
    if (line.priced < line.attempts)
        item->setToolTip(2, Format::exactMoney(line.before));
    item->setToolTip(3, Format::exactMoney(line.after));
    if (line.priced > 0)
        item->setToolTip(1, CorrectionsView::tr("%Ln of them had no known cost", nullptr, int(line.priced)));
    layOut(*item, 1, 3);
}

} // namespace

CorrectionsView::CorrectionsView(const Needs &needs, HistoryWork &work, QWidget *parent)
    : QWidget(parent), m_needs(needs), m_work(work), m_preview(new QPushButton(tr("&Preview"), this)),
      m_apply(new QPushButton(tr("Appl&y"), this)), m_undo(new QPushButton(tr("&Undo this correction"), this)),
      m_total(new QLabel(this)), m_changes(tableOf(u"repriceChanges"_s, tr("Costs that would change"),
                                     {tr("Model"), tr("Attempts"), tr("Before"), tr("After")}, this)),
      m_list(tableOf(
          u"corrections"_s, tr("Corrections"), {tr("Correction"), tr("Made"), tr("Attempts"), tr("State")}, this))
{
    m_preview->setObjectName(u"repricePreview"_s);
    m_preview->setAccessibleName(tr("Preview past costs at today's prices"));
    m_apply->setObjectName(u"repriceApply"_s);
    m_apply->setAccessibleName(tr("Apply today's prices to past costs"));
    m_undo->setObjectName(u"repriceUndo"_s);
    m_total->setWordWrap(true);
    for (QPushButton *button : {m_preview, m_apply, m_undo})
        button->setAutoDefault(false);
    for (int column = 1; column <= 3; ++column)
        m_changes->headerItem()->setTextAlignment(column, Qt::AlignTrailing | Qt::AlignVCenter);
    m_list->headerItem()->setTextAlignment(2, Qt::AlignTrailing | Qt::AlignVCenter);
    buildLayout();
    connect(m_preview, &QPushButton::clicked, this, &CorrectionsView::preview);
    connect(m_apply, &QPushButton::clicked, this, &CorrectionsView::apply);
    connect(m_undo, &QPushButton::clicked, this, &CorrectionsView::undo);
    connect(m_list, &QTreeWidget::itemSelectionChanged, this, &CorrectionsView::updateButtons);
    connect(&m_work, &HistoryWork::busyChanged, this, &CorrectionsView::updateButtons);
    forgetPreview();
}

void CorrectionsView::buildLayout()
{
    auto *note = new QLabel(tr("Works out past costs anew from today's prices: those that were computed or estimated, "
                               "or had no price. A provider's own figure stays."),
        this);
    note->setWordWrap(true);
    auto *first = new QHBoxLayout;
    first->setSpacing(Spacing::small);
    first->addWidget(m_total, 1);
    first->addWidget(m_preview);
    first->addWidget(m_apply);
    auto *made = new QLabel(tr("Corrections that were made:"), this);
    auto *second = new QHBoxLayout;
    second->addWidget(made, 1);
    second->addWidget(m_undo);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, Spacing::large, 0, Spacing::small);
    layout->setSpacing(Spacing::small);
    layout->addWidget(note);
    layout->addLayout(first);
    layout->addWidget(m_changes, 3);
    layout->addLayout(second);
    layout->addWidget(m_list, 2);
}

void CorrectionsView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    readList();
}

void CorrectionsView::preview()
{
    m_work.run(tr("Looking up which models were used…"), tr("Nothing has changed."),
        m_needs.reports.values(SpendGroup::Model, {}), [this](const SpendTable &used) { previewOf(used); });
}

void CorrectionsView::previewOf(const SpendTable &used)
{
    m_shown = repriceRequest(
        {}, used,
        [this](const QString &service, const QString &model) { return m_needs.catalogue.model(service, model); },
        tr("Today's prices, all models"));
    m_work.run(tr("Working out past costs…"), tr("Nothing has changed."), m_needs.maintenance.previewRepricing(m_shown),
        [this](const RepriceResult &result) { showPreview(result); });
}

void CorrectionsView::apply()
{
    m_work.run(tr("Correcting past costs…"), tr("Nothing has changed."),
        m_needs.maintenance.applyRepricing(m_shown, m_needs.clock.now()), [this](const RepriceResult &result) {
            m_work.tell(tr("%Ln attempts have another cost now.", nullptr, int(result.attempts)));
            forgetPreview();
            readList();
            Q_EMIT ledgerChanged();
        });
}

void CorrectionsView::undo()
{
    const QList<QTreeWidgetItem *> chosen = m_list->selectedItems();
    if (chosen.isEmpty())
        return;
    m_work.run(tr("Undoing a correction…"), tr("The correction was not undone."),
        m_needs.maintenance.undoRepricing(chosen.first()->data(0, batchRole).toLongLong(), m_needs.clock.now()),
        [this](bool) {
            m_work.tell(tr("The correction is undone: costs are what they were before it."));
            forgetPreview(); // it was made for other costs
            readList();
            Q_EMIT ledgerChanged();
        });
}

void CorrectionsView::readList()
{
    whenDone(m_needs.maintenance.corrections(), this, [this](const Result<QList<Correction>> &list) {
        if (list)
            showList(*list);
        else if (list.error().kind != Error::Kind::Cancelled)
            m_work.tell(tr("The corrections cannot be read.") + u'\n' + list.error().detail, false);
    });
}

void CorrectionsView::forgetPreview()
{
    m_attempts = 0;
    m_changes->clear();
    m_total->setText(tr("Nothing changes before you apply it."));
    updateButtons();
}

void CorrectionsView::showPreview(const RepriceResult &result)
{
    m_changes->clear();
    qint64 priced = 0;
    for (const RepriceResult::Line &line : result.lines) {
        addLine(*m_changes, line);
        priced += line.priced;
    }
    m_attempts = result.attempts;
    QString total = tr("Nothing would change.");
    if (priced > 0)
        total = tr("%Ln attempts would cost %1; before, %2 of that was known.", nullptr, int(result.attempts));
    else if (result.attempts > 0)
        total = tr("%Ln attempts would cost %1 instead of %2.", nullptr, int(result.attempts));
    if (result.attempts > 0)
        total = total.arg(Format::money(result.after), Format::money(result.before));
    m_total->setText(total);
    updateButtons();
}

void CorrectionsView::showList(const QList<Correction> &list)
{
    m_list->clear();
    for (const Correction &each : list) {
        const QString made = QLocale().toString(each.madeAt.toLocalTime(), QLocale::ShortFormat);
        const bool holds = !each.undoneAt.isValid();
        auto *item = new QTreeWidgetItem(
            m_list, {each.note, made, Format::count(each.attempts), holds ? tr("Applies") : tr("Undone")});
        item->setData(0, batchRole, each.batch);
        item->setData(0, holdsRole, holds);
        layOut(*item, 2, 2);
    }
    updateButtons();
}

void CorrectionsView::updateButtons()
{
    const bool idle = !m_work.isBusy();
    const QList<QTreeWidgetItem *> chosen = m_list->selectedItems();
    m_preview->setEnabled(idle);
    m_apply->setEnabled(idle && m_attempts > 0);
    m_undo->setEnabled(idle && !chosen.isEmpty() && chosen.first()->data(0, holdsRole).toBool());
}

} // namespace lineup::ui
