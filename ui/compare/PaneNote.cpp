// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/PaneNote.h"

#include "ui/compare/PaneText.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Spacing.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/ElidedLabel.h"

#include <QHBoxLayout>
#include <QToolButton>
#include <QToolTip>

using namespace Qt::StringLiterals;

namespace lineup::ui {

PaneNote::PaneNote(QWidget *parent)
    : QWidget(parent), m_icon(new QLabel(this)), m_status(new ElidedLabel({}, this)),
      m_before(makeButton(u"chevron-left"_s, tr("Answer before"), -1)), m_which(new QLabel(this)),
      m_next(makeButton(u"chevron-right"_s, tr("Next answer"), 1)), m_mapping(new QToolButton(this))
{
    const QFont caption = themeFont(TextSize::Caption);
    for (QWidget *each :
        {static_cast<QWidget *>(m_status), static_cast<QWidget *>(m_which), static_cast<QWidget *>(m_mapping)})
        each->setFont(caption);
    m_icon->setPixmap(icon(meaningIcon(Meaning::Warning), Meaning::Warning).pixmap(Spacing::icon));
    m_icon->setVisible(false);
    m_mapping->setAutoRaise(true);
    m_mapping->setFocusPolicy(Qt::StrongFocus);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Spacing::hair);
    layout->addWidget(m_icon);
    layout->addWidget(m_status, 1);
    layout->addWidget(m_before);
    layout->addWidget(m_which);
    layout->addWidget(m_next);
    layout->addWidget(m_mapping);
    setFixedHeight(qMax(22, QFontMetrics(caption).height() + Spacing::hair));
    connect(m_mapping, &QToolButton::clicked, this, &PaneNote::showMapping);
    setMapping({});
    setAnswers(0, 0);
}

QToolButton *PaneNote::makeButton(const QString &iconName, const QString &name, int step)
{
    auto *made = new QToolButton(this);
    made->setIcon(icon(iconName));
    made->setAutoRaise(true);
    made->setFixedSize(20, 20);
    made->setFocusPolicy(Qt::StrongFocus);
    made->setToolTip(name);
    made->setAccessibleName(name);
    connect(made, &QToolButton::clicked, this, [this, step] { Q_EMIT answerRequested(step); });
    return made;
}

void PaneNote::setStatus(const QString &text, bool warning)
{
    m_status->setFullText(text);
    m_icon->setVisible(warning);
}

QString PaneNote::status() const
{
    return m_status->fullText();
}

void PaneNote::setMapping(const MappingReport &report)
{
    m_report = report;
    m_mapping->setVisible(!report.isEmpty());
    m_mapping->setText(PaneText::mappingLink(report));
    m_mapping->setToolTip(PaneText::mappingDetails(report));
    m_mapping->setAccessibleName(PaneText::mappingLink(report));
    m_mapping->setAccessibleDescription(PaneText::mappingDetails(report));
}

void PaneNote::setAnswers(int current, int count)
{
    const bool several = count > 1;
    m_before->setVisible(several);
    m_which->setVisible(several);
    m_next->setVisible(several);
    m_before->setEnabled(current > 0);
    m_next->setEnabled(current + 1 < count);
    m_which->setText(tr("%1/%2", "which answer of how many").arg(current + 1).arg(count));
    m_which->setAccessibleName(tr("Answer %1 of %2").arg(current + 1).arg(count));
}

void PaneNote::showMapping()
{
    QToolTip::showText(m_mapping->mapToGlobal(QPoint(0, m_mapping->height())), m_mapping->toolTip(), m_mapping);
}

} // namespace lineup::ui
