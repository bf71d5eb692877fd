// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spend/MetricCard.h"

#include "ui/spend/Sparkline.h"
#include "ui/theme/Spacing.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/ElidedLabel.h"

#include <QLabel>
#include <QVBoxLayout>

namespace lineup::ui {

MetricCard::MetricCard(const QString &title, QWidget *parent)
    : Card(parent), m_title(new QLabel(title, this)), m_value(new ElidedLabel({}, this)),
      m_note(new ElidedLabel({}, this)), m_course(new Sparkline(this))
{
    m_title->setForegroundRole(QPalette::PlaceholderText);
    m_value->setFont(tabularFont(themeFont(TextSize::Display, font())));
    m_note->setFont(themeFont(TextSize::Caption, font()));
    m_note->setForegroundRole(QPalette::PlaceholderText);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Spacing::medium, Spacing::small, Spacing::medium, Spacing::small);
    layout->setSpacing(Spacing::hair);
    layout->addWidget(m_title);
    layout->addWidget(m_value);
    layout->addWidget(m_course);
    layout->addWidget(m_note);
}

void MetricCard::setFigure(const QString &value, const QString &exact, const QString &note)
{
    m_value->setFullText(value);
    m_note->setFullText(note);
    setToolTip(exact);
    setAccessibleName(tr("%1: %2, %3", "title, figure, note").arg(m_title->text(), value, note));
}

void MetricCard::setCourse(const QList<qint64> &values)
{
    m_course->setValues(values);
}

void MetricCard::hideCourse()
{
    m_course->hide();
}

QString MetricCard::value() const
{
    return m_value->fullText();
}

QString MetricCard::note() const
{
    return m_note->fullText();
}

} // namespace lineup::ui
