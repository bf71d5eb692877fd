// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chains/ChainList.h"

#include "ui/models/ChainListModel.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Spacing.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QListView>
#include <QMenu>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

constexpr int dot = 8;

// Two lines: the name; a dot, the word of its health and how many steps.
class ChainDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        return {Spacing::huge, 2 * option.fontMetrics.height() + Spacing::medium};
    }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyleOptionViewItem item = option;
        initStyleOption(&item, index);
        item.text.clear();
        const QStyle *style = item.widget ? item.widget->style() : QApplication::style();
        style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);
        painter->save();
        const bool chosen = item.state.testFlag(QStyle::State_Selected);
        const QRect box = item.rect.adjusted(Spacing::small, Spacing::hair, -Spacing::small, -Spacing::hair);
        const int line = item.fontMetrics.height();
        QFont strong = item.font;
        strong.setWeight(QFont::DemiBold);
        painter->setFont(strong);
        const QColor text = item.palette.color(chosen ? QPalette::HighlightedText : QPalette::Text);
        painter->setPen(text);
        const QRect name(box.left(), box.top(), box.width(), line);
        painter->drawText(name, Qt::AlignVCenter | Qt::AlignLeading,
            QFontMetrics(strong).elidedText(index.data().toString(), Qt::ElideRight, name.width()));
        const auto health = ChainListModel::Health(index.data(ChainListModel::HealthRole).toInt());
        const Meaning meaning = health == ChainListModel::Health::Good ? Meaning::Good
            : health == ChainListModel::Health::Degraded               ? Meaning::Warning
                                                                       : Meaning::Error;
        painter->setFont(item.font);
        const QRect below(box.left(), box.top() + line + Spacing::hair, box.width(), line);
        const QRect mark(below.left(), below.center().y() - dot / 2, dot, dot);
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setBrush(chosen ? text : meaningColor(meaning, item.palette));
        painter->setPen(Qt::NoPen);
        painter->drawEllipse(QStyle::visualRect(item.direction, below, mark));
        painter->setPen(chosen ? text : mutedText(item.palette));
        const QRect words = QStyle::visualRect(item.direction, below, below.adjusted(dot + Spacing::hair + 2, 0, 0, 0));
        painter->drawText(words, Qt::AlignVCenter | Qt::AlignLeading,
            item.fontMetrics.elidedText(
                index.data(ChainListModel::DetailRole).toString(), Qt::ElideRight, words.width()));
        painter->restore();
    }
};

} // namespace

ChainList::ChainList(ChainListModel &model, QMenu *addMenu, const QList<QAction *> &actions, QWidget *parent)
    : QWidget(parent), m_model(model), m_view(new QListView(this))
{
    m_view->setObjectName(u"chainList"_s);
    m_view->setAccessibleName(tr("Chains"));
    m_view->setModel(&model);
    m_view->setItemDelegate(new ChainDelegate(m_view));
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->addActions(actions);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);

    auto *add = new QToolButton(this);
    add->setObjectName(u"addChain"_s);
    add->setText(tr("Add"));
    add->setIcon(icon(u"add"_s));
    add->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    add->setAccessibleName(tr("Add a chain"));
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
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ChainList::selectionChanged);
}

QString ChainList::selected() const
{
    return m_view->currentIndex().data(ChainListModel::NameRole).toString();
}

void ChainList::select(const QString &name)
{
    const int row = m_model.rowOf(name);
    m_view->setCurrentIndex(m_model.index(qMax(0, row)));
}

} // namespace lineup::ui
