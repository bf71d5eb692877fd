// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/Screenshot.h"

#include "ui/frame/MainWindow.h"
#include "ui/frame/Page.h"

#include <QPixmap>

namespace lineup::ui {

namespace {
constexpr int interval = 100; // milliseconds
constexpr int settled = 8; // looks without a call: what arrived last has been drawn and laid out
} // namespace

Screenshot::Screenshot(MainWindow &window, QString file, QObject *parent)
    : QObject(parent), m_window(window), m_file(std::move(file))
{
    m_timer.setInterval(interval);
    connect(&m_timer, &QTimer::timeout, this, &Screenshot::look);
}

void Screenshot::start()
{
    if (Page *page = m_window.currentPage())
        page->runDemo();
    m_since.start();
    m_timer.start();
}

void Screenshot::look()
{
    m_quiet = m_window.callsInFlight() > 0 ? 0 : m_quiet + 1;
    if (m_quiet < settled && m_since.elapsed() < longest)
        return;
    m_timer.stop();
    const bool inTime = m_quiet >= settled;
    Q_EMIT finished(m_window.grab().save(m_file, "PNG") && inTime);
}

} // namespace lineup::ui
