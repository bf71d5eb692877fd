// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/routing/CallDetails.h"

#include <QAction>
#include <QJsonObject>
#include <QWidget>

namespace lineup::ui {

// One screen of the main window. A page owns its actions; the window puts them into the menus by their menu
// property and into the command palette. The window sets a page's properties "enterSends" and
// "keepsHistory" (bool) as Settings say: without the latter saveState() holds nothing that was sent or answered.
class Page : public QWidget
{
    Q_OBJECT
public:
    using QWidget::QWidget;
    [[nodiscard]] virtual QString pageId() const = 0; // "compare": stable, for saved state
    [[nodiscard]] virtual QString title() const = 0; // translated, for the rail
    [[nodiscard]] virtual QString iconName() const = 0; // of resources/icons
    // Actions for the menu bar: action->property("menu") is "file", "edit", "view" or "run".
    [[nodiscard]] virtual QList<QAction *> pageActions() const { return {}; }
    [[nodiscard]] virtual QJsonObject saveState() const { return {}; }
    virtual void restoreState(const QJsonObject &state) { Q_UNUSED(state) }
    // It is about to be shown, or the window is at rest: what was put off is made now.
    virtual void prepare() { }
    [[nodiscard]] virtual bool isPrepared() const { return true; }
    // What another page asked to see here with pageRequested: a service's id, or whatever the page documents.
    virtual void openItem(const QString &argument) { Q_UNUSED(argument) }
    virtual void focusMain() { setFocus(); } // where the cursor belongs when the page is shown
    // Shows what the page can do without a key or a network; over when callsInFlight() is back at 0.
    virtual void runDemo() { }
    [[nodiscard]] virtual int callsInFlight() const { return 0; }
    virtual void stopAll() { }
    // The call that the person is looking at here, for the inspector; nothing: there is none, or it is not known.
    [[nodiscard]] virtual std::optional<CallDetails> inspected() const { return {}; }

Q_SIGNALS:
    void stateDirty(); // something that saveState() holds has changed
    void callsInFlightChanged();
    void inspectedChanged();
    void inspectorWanted(); // open it for what inspected() gives
    void statusMessage(const QString &text); // a short word in the status bar, as after Copy
    void pageRequested(const QString &pageId, const QString &argument); // show another page: ("keys", "openai")
};

} // namespace lineup::ui
