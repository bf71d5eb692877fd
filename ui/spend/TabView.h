// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/CallRecord.h"
#include "core/spend/reports/Reports.h"
#include "ui/spend/Inquiry.h"
#include "ui/spend/SpendView.h"

#include <QWidget>

namespace lineup::ui {

// One tab of the page. It asks the ledger only while it is shown. GUI thread; view and reports outlive it.
class TabView : public QWidget
{
    Q_OBJECT
public:
    TabView(SpendView &view, Reports &reports, QWidget *parent = nullptr);

    [[nodiscard]] Inquiry &inquiry() { return m_inquiry; }
    void setActive(bool active); // shown: asks when something has changed since
    void refresh(); // something has changed: asks now, or when it is shown next
    virtual void ledgerChanged() { refresh(); } // calls were added
    virtual void show() = 0; // what is there already, as the view wants it now
    virtual void focusMain() { setFocus(); }
    [[nodiscard]] virtual std::optional<CallRecord> inspected() const { return {}; }

Q_SIGNALS:
    void statusMessage(const QString &text);
    void problem(const QString &text); // for the page's banner: a file that could not be written
    void inspectedChanged();
    void inspectorWanted();

protected:
    virtual void load() = 0; // begin a round and ask
    [[nodiscard]] SpendView &view() const { return m_view; }
    [[nodiscard]] Reports &reports() const { return m_reports; }
    [[nodiscard]] QString subtitle() const; // days and filters in words

private:
    SpendView &m_view;
    Reports &m_reports;
    Inquiry m_inquiry;
    bool m_active = false;
    bool m_stale = true;
};

} // namespace lineup::ui
