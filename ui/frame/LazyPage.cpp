// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/LazyPage.h"

#include <QDynamicPropertyChangeEvent>
#include <QVBoxLayout>

namespace lineup::ui {

LazyPage::LazyPage(QString id, QString title, Maker maker, QWidget *parent)
    : Page(parent), m_id(std::move(id)), m_title(std::move(title)), m_maker(std::move(maker))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
}

void LazyPage::prepare()
{
    if (m_page)
        return;
    m_page = m_maker();
    Q_ASSERT(m_page->pageId() == m_id);
    for (const QByteArray &property : dynamicPropertyNames())
        passOn(property);
    connect(m_page, &Page::stateDirty, this, &Page::stateDirty);
    connect(m_page, &Page::callsInFlightChanged, this, &Page::callsInFlightChanged);
    connect(m_page, &Page::inspectedChanged, this, &Page::inspectedChanged);
    connect(m_page, &Page::inspectorWanted, this, &Page::inspectorWanted);
    connect(m_page, &Page::statusMessage, this, &Page::statusMessage);
    connect(m_page, &Page::pageRequested, this, &Page::pageRequested);
    layout()->addWidget(m_page);
    m_page->show(); // a layout would show it later
    if (!m_state.isEmpty())
        m_page->restoreState(std::exchange(m_state, {}));
}

void LazyPage::passOn(const QByteArray &property)
{
    m_page->setProperty(property.constData(), this->property(property.constData()));
}

bool LazyPage::event(QEvent *event)
{
    if (event->type() == QEvent::DynamicPropertyChange && m_page)
        passOn(static_cast<QDynamicPropertyChangeEvent *>(event)->propertyName());
    return Page::event(event);
}

QList<QAction *> LazyPage::pageActions() const
{
    return m_page ? m_page->pageActions() : QList<QAction *>();
}

void LazyPage::restoreState(const QJsonObject &state)
{
    if (m_page)
        m_page->restoreState(state);
    else
        m_state = state;
}

void LazyPage::openItem(const QString &argument)
{
    prepare();
    m_page->openItem(argument);
}

void LazyPage::focusMain()
{
    prepare();
    m_page->focusMain();
}

void LazyPage::runDemo()
{
    prepare();
    m_page->runDemo();
}

void LazyPage::stopAll()
{
    if (m_page)
        m_page->stopAll();
}

std::optional<CallDetails> LazyPage::inspected() const
{
    return m_page ? m_page->inspected() : std::nullopt;
}

} // namespace lineup::ui
