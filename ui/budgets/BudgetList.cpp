// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/budgets/BudgetList.h"

#include "ui/budgets/BudgetDelegate.h"
#include "ui/models/BudgetModel.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Spacing.h"

#include <QAction>
#include <QEvent>
#include <QHeaderView>
#include <QMenu>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

constexpr int usedLetters = 30; // of average width
constexpr int endLetters = 14;
constexpr int resetLetters = 28;
constexpr int nameLetters = 22;

} // namespace

BudgetList::BudgetList(BudgetModel &model, QMenu *addMenu, const QList<QAction *> &actions, QWidget *parent)
    : QWidget(parent), m_model(model), m_view(new QTreeView(this))
{
    buildView(actions);
    auto *add = new QToolButton(this);
    add->setObjectName(u"addBudget"_s);
    add->setText(tr("Add"));
    add->setIcon(icon(u"add"_s));
    add->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    add->setAccessibleName(tr("Add a budget"));
    add->setToolTip(tr("Add a budget"));
    add->setMenu(addMenu);
    add->setPopupMode(QToolButton::InstantPopup);
    add->setAutoRaise(true);
    add->setFocusPolicy(Qt::StrongFocus);
    auto *row = new QHBoxLayout;
    row->setSpacing(Spacing::hair);
    row->addWidget(add);
    row->addStretch(1);
    for (QAction *action : actions) {
        auto *button = new QToolButton(this);
        button->setDefaultAction(action);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::StrongFocus);
        button->setAccessibleName(action->text());
        row->addWidget(button);
    }
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(Spacing::small);
    layout->addLayout(row);
    layout->addWidget(m_view, 1);
    setMinimumWidth(fontMetrics().averageCharWidth() * (nameLetters + usedLetters));
}

void BudgetList::buildView(const QList<QAction *> &actions)
{
    m_view->setObjectName(u"budgetTree"_s);
    m_view->setAccessibleName(tr("Budgets"));
    m_view->setModel(&m_model);
    m_view->setItemDelegate(new BudgetDelegate(m_view));
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setUniformRowHeights(true);
    m_view->setAllColumnsShowFocus(true);
    m_view->setIndentation(Spacing::large);
    m_view->setExpandsOnDoubleClick(false);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->addActions(actions);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    for (const int column : {BudgetModel::Scope, BudgetModel::Period, BudgetModel::Action})
        m_view->setColumnHidden(column, true); // second lines of the others
    QHeaderView *header = m_view->header();
    header->setStretchLastSection(false);
    header->setSectionsMovable(false);
    header->setSectionResizeMode(QHeaderView::Fixed);
    header->setSectionResizeMode(BudgetModel::Name, QHeaderView::Stretch);
    m_view->viewport()->installEventFilter(this);
    connect(&m_model, &QAbstractItemModel::modelReset, this, [this] {
        m_view->expandAll();
        fitColumns();
        select(m_selected);
    });
    // A model that has been read anew says so once for each branch.
    m_fitSoon.setSingleShot(true);
    connect(&m_model, &QAbstractItemModel::dataChanged, &m_fitSoon, qOverload<>(&QTimer::start));
    connect(&m_fitSoon, &QTimer::timeout, this, &BudgetList::fitColumns);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &now) {
        if (!now.isValid())
            return; // the model is being read anew
        m_selected = now.data(BudgetModel::IdRole).toString();
        Q_EMIT selectionChanged();
    });
    fitColumns();
}

void BudgetList::fitColumns()
{
    const int letter = fontMetrics().averageCharWidth();
    const int room = m_view->viewport()->width() - nameLetters * letter;
    const int used = qMax(usedLetters * letter, qMin(widestUse({}), room));
    int left = room - used;
    m_view->header()->resizeSection(BudgetModel::Used, used);
    const auto fit = [&](int column, int letters) {
        const bool fits = left >= letters * letter;
        m_view->setColumnHidden(column, !fits);
        if (fits) {
            m_view->header()->resizeSection(column, letters * letter);
            left -= letters * letter;
        }
    };
    fit(BudgetModel::Resets, resetLetters);
    fit(BudgetModel::Projected, endLetters);
}

int BudgetList::widestUse(const QModelIndex &parent) const
{
    int out = 0;
    for (int row = 0; row < m_model.rowCount(parent); ++row) {
        out = qMax(out, m_view->sizeHintForIndex(m_model.index(row, BudgetModel::Used, parent)).width());
        out = qMax(out, widestUse(m_model.index(row, 0, parent)));
    }
    return out;
}

bool BudgetList::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize && watched == m_view->viewport())
        fitColumns();
    return QWidget::eventFilter(watched, event);
}

QString BudgetList::selected() const
{
    return m_view->currentIndex().data(BudgetModel::IdRole).toString();
}

void BudgetList::select(const QString &id)
{
    const QModelIndex wanted = m_model.indexOf(id);
    m_view->setCurrentIndex(wanted.isValid() ? wanted : m_model.index(0, 0));
}

} // namespace lineup::ui
