// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/ModelPicker.h"

#include "ui/compare/BadgeDelegate.h"
#include "ui/models/ModelFilter.h"
#include "ui/models/ModelTreeModel.h"
#include "ui/theme/Spacing.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/SearchField.h"

#include <QCoreApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QTreeView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace lineup::ui {
namespace {

constexpr QSize pickerSize(780, 480);

} // namespace

ModelPicker::ModelPicker(ModelTreeModel *model, const QString &current, QWidget *parent)
    : PopupFrame(parent), m_model(model), m_filter(new ModelFilter(this)),
      m_line(new SearchField(tr("Filter, or type any model: service/model"), this)), m_asTyped(new QPushButton(this)),
      m_tree(new QTreeView(this)), m_hint(new QLabel(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setFrameShape(QFrame::StyledPanel);
    setAccessibleName(tr("Choose a model"));
    m_asTyped->setFlat(true);
    m_asTyped->setVisible(false);
    m_hint->setFont(themeFont(TextSize::Caption));
    m_hint->setWordWrap(true);
    m_hint->setMinimumHeight(QFontMetrics(m_hint->font()).height() * 2);
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    m_filter->setTree(model);
    buildTree();

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Spacing::small, Spacing::small, Spacing::small, Spacing::small);
    layout->setSpacing(Spacing::small);
    layout->addWidget(m_line);
    layout->addWidget(m_asTyped);
    layout->addWidget(m_tree, 1);
    layout->addWidget(m_hint);
    setFocusProxy(m_line);

    connect(m_line, &QLineEdit::textChanged, this, &ModelPicker::onText);
    connect(m_line, &SearchField::movePressed, this, &ModelPicker::moveInTree);
    connect(m_line, &QLineEdit::returnPressed, this, &ModelPicker::chooseCurrent);
    connect(m_asTyped, &QPushButton::clicked, this, [this] { choose(typed()); });
    connect(m_tree, &QTreeView::activated, this, &ModelPicker::chooseCurrent);
    connect(m_tree, &QTreeView::clicked, this, &ModelPicker::chooseCurrent);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, &ModelPicker::onCurrent);
    const QModelIndex listed = m_filter->mapFromSource(model->find(current));
    select(listed.isValid() ? listed : m_filter->firstModel());
}

void ModelPicker::buildTree()
{
    m_tree->setModel(m_filter);
    m_tree->setAccessibleName(tr("Models by service"));
    m_tree->setUniformRowHeights(true);
    m_tree->setAllColumnsShowFocus(true);
    m_tree->setRootIsDecorated(true);
    m_tree->setIndentation(Spacing::large);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setItemDelegateForColumn(ModelTreeModel::BadgesColumn, new BadgeDelegate(m_tree));
    m_tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_tree->expandAll();
    QHeaderView *header = m_tree->header();
    header->setStretchLastSection(true);
    header->setSectionResizeMode(ModelTreeModel::NameColumn, QHeaderView::Fixed);
    header->resizeSection(ModelTreeModel::NameColumn, 250);
    for (const int column :
        {ModelTreeModel::ContextColumn, ModelTreeModel::InputColumn, ModelTreeModel::OutputColumn}) {
        header->setSectionResizeMode(column, QHeaderView::Fixed);
        header->resizeSection(column, m_tree->fontMetrics().horizontalAdvance(u"$000.0000"_s));
    }
}

void ModelPicker::openBelow(const QWidget *anchor)
{
    const QRect room = anchor->screen()->availableGeometry();
    const QSize size = pickerSize.boundedTo(room.size());
    QPoint corner = anchor->mapToGlobal(QPoint(0, anchor->height() + Spacing::hair));
    corner.setX(qBound(room.left(), corner.x(), room.right() - size.width() + 1));
    corner.setY(qBound(room.top(), corner.y(), room.bottom() - size.height() + 1));
    setGeometry(QRect(corner, size));
    show();
    m_line->setFocus(Qt::PopupFocusReason);
}

QString ModelPicker::typed() const
{
    return m_line->text().trimmed();
}

QString ModelPicker::currentModel() const
{
    return m_tree->currentIndex().siblingAtColumn(0).data(ModelTreeModel::ModelStringRole).toString();
}

void ModelPicker::onText(const QString &text)
{
    m_filter->setText(text);
    m_tree->expandAll();
    const QModelIndex exact = m_filter->mapFromSource(m_model->find(typed()));
    select(exact.isValid() ? exact : m_filter->firstModel());
    m_asTyped->setVisible(!typed().isEmpty() && !exact.isValid());
    m_asTyped->setText(tr("Use “%1” as typed").arg(typed().replace(u'&', u"&&"_s)));
    onCurrent();
}

void ModelPicker::select(const QModelIndex &index)
{
    m_tree->setCurrentIndex(index);
    if (index.isValid())
        m_tree->scrollTo(index, QAbstractItemView::EnsureVisible);
    if (index.isValid() && index.row() == 0)
        m_tree->scrollTo(index.parent()); // whose it is
    onCurrent();
}

void ModelPicker::onCurrent()
{
    const QModelIndex index = m_tree->currentIndex().siblingAtColumn(0);
    if (!index.isValid()) {
        m_hint->setText(typed().isEmpty() ? tr("No models are known yet.")
                                          : tr("No listed model has that name. Enter uses it as typed."));
        return;
    }
    m_hint->setText(index.data(Qt::ToolTipRole).toString());
}

void ModelPicker::chooseCurrent()
{
    const QString listed = currentModel();
    if (!listed.isEmpty())
        choose(listed);
    else if (!m_tree->currentIndex().isValid() && !typed().isEmpty())
        choose(typed());
}

void ModelPicker::choose(const QString &modelString)
{
    Q_EMIT chosen(modelString);
    close();
}

void ModelPicker::moveInTree(int key)
{
    QKeyEvent press(QEvent::KeyPress, key, Qt::NoModifier);
    QCoreApplication::sendEvent(m_tree, &press);
}

} // namespace lineup::ui
