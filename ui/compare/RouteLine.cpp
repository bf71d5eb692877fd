// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/RouteLine.h"

#include "ui/theme/Icons.h"
#include "ui/theme/Spacing.h"
#include "ui/widgets/CallText.h"
#include "ui/widgets/ElidedLabel.h"

#include <QHBoxLayout>

using namespace Qt::StringLiterals;

namespace lineup::ui {

RouteLine::RouteLine(QWidget *parent) : QWidget(parent), m_icon(new QLabel(this)), m_text(new ElidedLabel({}, this))
{
    m_icon->setPixmap(icon(u"chains"_s).pixmap(Spacing::icon));
    m_text->setFont(tabularFont(themeFont(TextSize::Caption)));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Spacing::hair);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    setRoute({});
}

void RouteLine::setRoute(const QList<RouteEvent> &route)
{
    const QString details = CallText::routeDetails(route).join(u'\n');
    m_text->setFullText(CallText::route(route));
    setToolTip(details);
    setAccessibleName(tr("Route: %1").arg(m_text->fullText()));
    setAccessibleDescription(details);
    setVisible(!route.isEmpty());
}

QString RouteLine::text() const
{
    return m_text->fullText();
}

} // namespace lineup::ui
