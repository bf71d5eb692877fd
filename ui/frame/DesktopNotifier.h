// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <memory>

namespace lineup::ui {

// Messages of the desktop, by the freedesktop notification service (Desktop Notifications Specification 1.2); where
// there is none nothing happens. Whether and when it is shown is the desktop's business ("do not disturb"). Nothing is
// waited for. GUI thread.
class DesktopNotifier : public QObject
{
    Q_OBJECT
public:
    // bus: address of the message bus; empty: the session's. It is connected to with the first message.
    explicit DesktopNotifier(const QString &bus = {}, QObject *parent = nullptr);
    ~DesktopNotifier() override;

    struct Message
    {
        QString title;
        QString text; // plain
        QString button; // a verb; a click on the message does the same
        QString argument; // of activated()
        bool urgent = false;
    };
    void show(const Message &message);

Q_SIGNALS:
    // token: for raising the window under Wayland; may be empty.
    void activated(const QString &argument, const QByteArray &token);

private:
    class Bus;
    QString m_address;
    std::unique_ptr<Bus> m_bus;
};

} // namespace lineup::ui
