// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/ServiceList.h"

#include "ui/theme/Spacing.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/SearchField.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QTreeView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

constexpr int widthForAll = 760; // of the list: below, columns that the detail shows as well are hidden
constexpr int widthForSome = 520;
constexpr int widthForModels = 400;

// Rows with room to breathe.
class RoomyDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        return QStyledItemDelegate::sizeHint(option, index) + QSize(Spacing::medium, Spacing::small + Spacing::hair);
    }
};

} // namespace

ServiceList::ServiceList(ServiceListModel &model, QWidget *parent)
    : QWidget(parent), m_model(model), m_proxy(new QSortFilterProxyModel(this)),
      m_search(new SearchField(tr("Search services"), this)), m_tree(new QTreeView(this)),
      m_stack(new QStackedWidget(this))
{
    m_proxy->setSourceModel(&m_model);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_search->setObjectName(u"search"_s);
    m_search->installEventFilter(this);
    buildTree();
    auto *nothing = new EmptyState(u"search"_s, tr("No service has this name."), this);
    connect(nothing->addButton(tr("Show all services")), &QPushButton::clicked, m_search, &QLineEdit::clear);
    m_stack->addWidget(m_tree);
    m_stack->addWidget(nothing);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(Spacing::small);
    layout->addWidget(m_search);
    layout->addWidget(m_stack, 1);

    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_proxy->setFilterFixedString(text.trimmed());
        m_stack->setCurrentIndex(m_proxy->rowCount() > 0 ? 0 : 1);
        if (!m_tree->currentIndex().isValid())
            selectFirst();
    });
    connect(m_search, &QLineEdit::returnPressed, m_tree, [this] { m_tree->setFocus(); });
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ServiceList::selected);
    connect(&m_model, &QAbstractItemModel::modelAboutToBeReset, this, [this] { m_before = selectedService(); });
    connect(&m_model, &QAbstractItemModel::modelReset, this, [this] {
        const int row = m_model.rowOf(m_before);
        const QModelIndex again = row < 0 ? QModelIndex() : m_proxy->mapFromSource(m_model.index(row, 0));
        m_tree->setCurrentIndex(again.isValid() ? again : m_proxy->index(0, 0));
    });
}

void ServiceList::buildTree()
{
    m_tree->setObjectName(u"services"_s);
    m_tree->setAccessibleName(tr("Services"));
    m_tree->setModel(m_proxy);
    m_tree->setItemDelegate(new RoomyDelegate(m_tree));
    m_tree->setRootIsDecorated(false);
    m_tree->setUniformRowHeights(true);
    m_tree->setAllColumnsShowFocus(true);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setIconSize({Spacing::icon, Spacing::icon});
    m_tree->setTabKeyNavigation(false);
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_tree->header()->setSectionResizeMode(ServiceListModel::Name, QHeaderView::Stretch);
    m_tree->header()->setSectionsMovable(false);
    m_tree->header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
}

QString ServiceList::selectedService() const
{
    return m_tree->currentIndex().siblingAtColumn(0).data(ServiceListModel::ServiceIdRole).toString();
}

void ServiceList::select(const QString &service)
{
    const int row = m_model.rowOf(service);
    if (row < 0)
        return;
    m_search->clear();
    m_tree->setCurrentIndex(m_proxy->mapFromSource(m_model.index(row, 0)));
}

void ServiceList::selectFirst()
{
    m_tree->setCurrentIndex(m_proxy->index(0, 0));
}

void ServiceList::fitColumns()
{
    m_tree->setColumnHidden(ServiceListModel::StoredIn, width() < widthForAll);
    m_tree->setColumnHidden(ServiceListModel::Checked, width() < widthForSome);
    m_tree->setColumnHidden(ServiceListModel::Models, width() < widthForModels);
}

void ServiceList::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitColumns();
}

bool ServiceList::eventFilter(QObject *watched, QEvent *event)
{
    // A key pasted into the search would stand there for everybody to read.
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const auto *press = dynamic_cast<QKeyEvent *>(event);
        bool taken = false;
        if (press && press->matches(QKeySequence::Paste))
            Q_EMIT pasted(QGuiApplication::clipboard()->text(), &taken);
        if (taken)
            return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace lineup::ui
