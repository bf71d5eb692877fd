// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spend/TopList.h"

#include "ui/spend/SpendText.h"
#include "ui/theme/Spacing.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Format.h"

#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

constexpr int most = 5;
constexpr int shareRole = Qt::UserRole + 1; // of the dearest, 0 to 1
constexpr int rowHeight = 30;

// A bar in the accent's tint behind the row, as long as its share.
class ShareDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        if (index.column() == 0) {
            const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
            const int whole = view ? view->viewport()->width() : option.rect.width();
            const double share = index.data(shareRole).toDouble();
            QColor tint = accentText(option.palette);
            tint.setAlphaF(isDark(option.palette) ? 0.24F : 0.13F);
            painter->save();
            painter->setRenderHint(QPainter::Antialiasing);
            painter->setPen(Qt::NoPen);
            painter->setBrush(tint);
            painter->setClipping(false);
            const QRect bar(
                option.rect.left(), option.rect.top() + 2, qMax(3, int(whole * share)), option.rect.height() - 4);
            painter->drawRoundedRect(bar, 4, 4);
            painter->restore();
        }
        QStyledItemDelegate::paint(painter, option, index);
    }
};

} // namespace

TopList::TopList(QWidget *parent) : Card(parent), m_title(new QLabel(this)), m_table(new QTableWidget(0, 2, this))
{
    m_title->setFont(themeFont(TextSize::Title, font()));
    m_table->setItemDelegate(new ShareDelegate(m_table));
    m_table->setFont(tabularFont(m_table->font()));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTextElideMode(Qt::ElideMiddle);
    m_table->horizontalHeader()->hide();
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(rowHeight);
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->setFixedHeight(most * m_table->verticalHeader()->defaultSectionSize());
    m_table->viewport()->setAutoFillBackground(false);
    m_table->setCursor(Qt::PointingHandCursor);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Spacing::medium, Spacing::medium, Spacing::medium, Spacing::small);
    layout->setSpacing(Spacing::small);
    layout->addWidget(m_title);
    layout->addWidget(m_table);
    const auto choose = [this](const QModelIndex &index) {
        Q_EMIT chosen(m_group, index.siblingAtColumn(0).data(Qt::UserRole).toString());
    };
    // Where a single click activates, both come: the second finds that place shown already.
    connect(m_table, &QTableView::clicked, this, choose);
    connect(m_table, &QTableView::activated, this, choose);
}

void TopList::setTable(SpendGroup group, const SpendTable &table)
{
    m_group = group;
    QList<SpendRow> rows = table.rows;
    std::ranges::stable_sort(
        rows, [](const SpendRow &one, const SpendRow &other) { return one.sums.cost > other.sums.cost; });
    const qint64 dearest = rows.isEmpty() ? 0 : rows.first().sums.cost.nano();
    m_title->setText(SpendText::groups(group));
    m_table->setAccessibleName(tr("%1 that cost most").arg(SpendText::groups(group)));
    m_table->setRowCount(int(qMin<qsizetype>(rows.size(), most)));
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const SpendRow &each = rows.at(row);
        const QString name = SpendText::key(group, each.keys.value(0));
        auto *label = new QTableWidgetItem(name);
        label->setData(Qt::UserRole, each.keys.value(0));
        label->setData(shareRole, dearest > 0 ? double(each.sums.cost.nano()) / double(dearest) : 0.0);
        label->setToolTip(tr("%1, %Ln calls", nullptr, int(each.sums.calls)).arg(name));
        auto *cost = new QTableWidgetItem(Format::money(each.sums.cost));
        cost->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        cost->setToolTip(Format::exactMoney(each.sums.cost));
        m_table->setItem(row, 0, label);
        m_table->setItem(row, 1, cost);
    }
}

} // namespace lineup::ui
