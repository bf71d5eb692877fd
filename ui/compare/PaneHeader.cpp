// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/PaneHeader.h"

#include "ui/compare/LetterBadge.h"
#include "ui/compare/ModelButton.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Spacing.h"

#include <QHBoxLayout>
#include <QMouseEvent>

using namespace Qt::StringLiterals;

namespace lineup::ui {

PaneHeader::PaneHeader(QWidget *parent)
    : QWidget(parent), m_badge(new LetterBadge(this)), m_model(new ModelButton(this)),
      m_run(button(u"retry"_s, tr("Ask again"))), m_copy(button(u"copy"_s, tr("Copy answer"))),
      m_menu(button(u"more"_s, tr("More for this pane")))
{
    m_menu->setPopupMode(QToolButton::InstantPopup);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Spacing::hair);
    layout->addWidget(m_badge);
    layout->addWidget(m_model, 1);
    for (QToolButton *each : {m_run, m_copy, m_menu})
        layout->addWidget(each);
    setFixedHeight(qMax(32, m_model->sizeHint().height()));
    connect(m_model, &QToolButton::clicked, this, &PaneHeader::modelClicked);
    connect(m_copy, &QToolButton::clicked, this, &PaneHeader::copyClicked);
    connect(m_run, &QToolButton::clicked, this, [this] {
        if (m_running)
            Q_EMIT stopClicked();
        else
            Q_EMIT retryClicked();
    });
    setRunning(false, false, false);
}

QToolButton *PaneHeader::button(const QString &iconName, const QString &name)
{
    auto *made = new QToolButton(this);
    made->setIcon(icon(iconName));
    made->setIconSize({Spacing::icon, Spacing::icon});
    made->setAutoRaise(true);
    made->setFixedSize(28, 28);
    made->setFocusPolicy(Qt::StrongFocus);
    made->setToolTip(name);
    made->setAccessibleName(name);
    return made;
}

void PaneHeader::setIndex(int index)
{
    m_badge->setIndex(index);
    const QString letter = LetterBadge::letter(index);
    m_menu->setAccessibleName(tr("More for pane %1").arg(letter));
    m_copy->setAccessibleName(tr("Copy answer of pane %1").arg(letter));
}

void PaneHeader::setModel(const PaneModel &model, bool needsKey)
{
    m_model->setModel(model, needsKey);
}

void PaneHeader::setRunning(bool running, bool canRetry, bool canCopy)
{
    m_running = running;
    const QString name = running ? tr("Stop this pane (Esc)") : tr("Ask again (Ctrl+R)");
    m_run->setIcon(icon(running ? u"stop"_s : u"retry"_s));
    m_run->setToolTip(name);
    m_run->setAccessibleName(name);
    m_run->setEnabled(running || canRetry);
    m_copy->setEnabled(canCopy);
}

void PaneHeader::setMenu(QMenu *menu)
{
    m_menu->setMenu(menu);
}

void PaneHeader::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        Q_EMIT doubleClicked();
}

} // namespace lineup::ui
