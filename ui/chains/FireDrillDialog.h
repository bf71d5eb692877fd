// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/routing/Chain.h"
#include "core/routing/Router.h"

#include <QDialog>

class QLabel;
class QPushButton;

namespace lineup::ui {

class TimelineView;

// One real call along the chain, whose first step is made to fail without being asked. Says before that it costs money;
// shows the route after. Closing it stops the call. GUI thread; the router outlives it.
class FireDrillDialog : public QDialog
{
    Q_OBJECT
public:
    FireDrillDialog(Router &router, const Chain &chain, QWidget *parent = nullptr);
    ~FireDrillDialog() override;

private:
    void begin();
    void end(const Result<Completion> &result);

    Router &m_router;
    Chain m_chain;
    ReplyPtr m_reply;
    QLabel *m_text;
    TimelineView *m_timeline;
    QPushButton *m_start;
};

} // namespace lineup::ui
