// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/CommandPalette.h"

#include "ui/frame/CommandDelegate.h"
#include "ui/frame/CommandFilter.h"
#include "ui/frame/CommandModel.h"
#include "ui/theme/Spacing.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/SearchField.h"

#include <QListView>
#include <QPainter>
#include <QVBoxLayout>

namespace lineup::ui {

namespace {
constexpr QSize wanted(520, 380);
constexpr int pageOfRows = 8;
} // namespace

CommandPalette::CommandPalette(const QList<QAction *> &actions, QWidget *parent)
    : QDialog(parent, Qt::Dialog | Qt::FramelessWindowHint), m_field(new SearchField(tr("Find a command"), this)),
      m_list(new QListView(this)), m_model(new CommandModel(this)), m_filter(new CommandFilter(this))
{
    setWindowTitle(tr("Commands"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_model->setActions(actions);
    m_filter->setSourceModel(m_model);
    m_list->setModel(m_filter);
    m_list->setItemDelegate(new CommandDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setAccessibleName(tr("Commands"));
    m_list->setFocusPolicy(Qt::ClickFocus); // the field keeps the focus: arrows go through it

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Spacing::medium, Spacing::medium, Spacing::medium, Spacing::medium);
    layout->setSpacing(Spacing::small);
    layout->addWidget(m_field);
    layout->addWidget(m_list);
    resize(wanted);

    connect(m_field, &QLineEdit::textChanged, this, &CommandPalette::filter);
    connect(m_field, &QLineEdit::returnPressed, this, [this] { choose(m_list->currentIndex()); });
    connect(m_field, &SearchField::movePressed, this, &CommandPalette::move);
    connect(m_list, &QListView::clicked, this, &CommandPalette::choose);
    connect(m_list, &QListView::activated, this, &CommandPalette::choose);
    filter({});
}

void CommandPalette::filter(const QString &typed)
{
    m_filter->setTyped(typed);
    m_list->setCurrentIndex(m_filter->index(0, 0));
}

void CommandPalette::move(int key)
{
    const int step = key == Qt::Key_Up ? -1
        : key == Qt::Key_Down          ? 1
        : key == Qt::Key_PageUp        ? -pageOfRows
                                       : pageOfRows;
    const int last = m_filter->rowCount() - 1;
    if (last >= 0)
        m_list->setCurrentIndex(m_filter->index(qBound(0, m_list->currentIndex().row() + step, last), 0));
}

void CommandPalette::choose(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    QAction *action = m_model->action(m_filter->mapToSource(index).row());
    accept();
    // Once this has gone and the focus is back where it was: many commands act on what has the focus.
    if (action)
        QMetaObject::invokeMethod(action, &QAction::trigger, Qt::QueuedConnection);
}

void CommandPalette::paintEvent(QPaintEvent *event)
{
    QDialog::paintEvent(event);
    QPainter painter(this);
    painter.setPen(borderColor(palette()));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

void CommandPalette::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    if (const QWidget *over = parentWidget()) {
        const QRect frame = over->window()->geometry();
        resize(wanted.boundedTo(frame.size() - QSize(Spacing::huge, Spacing::huge)));
        QDialog::move(frame.center().x() - width() / 2, frame.top() + qMin(96, frame.height() / 6));
    }
    m_field->setFocus();
}

} // namespace lineup::ui
