// SPDX-License-Identifier: GPL-3.0-or-later
// What sending costs, what budgets say to it, and the ways out when one refuses.
#include "core/base/Async.h"
#include "core/routing/SpendClaims.h"
#include "ui/compare/AllowMoreDialog.h"
#include "ui/compare/CompareActions.h"
#include "ui/compare/ComparePage.h"
#include "ui/compare/LetterBadge.h"
#include "ui/compare/MetricsText.h"
#include "ui/compare/PromptBar.h"
#include "ui/compare/SendGuard.h"
#include "ui/models/BudgetText.h"

#include <QMenu>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup::ui {
namespace {

QString lettersOf(const QList<int> &panes)
{
    QStringList out;
    for (const int pane : panes)
        out += LetterBadge::letter(pane);
    out.sort();
    return out.join(u", "_s);
}

} // namespace

void ComparePage::connectBudgets()
{
    connect(m_guard, &SendGuard::changed, this, [this] {
        showSend();
        updateNotice();
    });
    if (m_context.budgets)
        connect(m_context.budgets, &Budgets::changed, this, &ComparePage::explainBudgets);
}

// As the Router will ask for it; of a chain its first step.
std::optional<SpendClaim> ComparePage::claimOfPane(const ChatRequest &request, const PaneModel &model) const
{
    const QString asked = model.chain && model.firstAsked
        ? QString(model.firstAsked->service + u'/' + model.firstAsked->id)
        : model.modelString;
    const Result<Target> target = m_context.catalogue.resolve(asked);
    if (model.demo || !target)
        return {};
    SpendClaim call {.startedAt = m_context.clock.now(), .source = u"app"_s, .requestedModel = model.modelString};
    return claimFor(request, *target, call);
}

void ComparePage::updateEstimate()
{
    const Message message = m_prompt->message();
    m_estimate = {};
    QList<SendGuard::Pane> panes;
    for (int i = 0; i < m_set.count(); ++i) {
        const PaneSession *pane = m_set.at(i);
        if (pane->model().modelString.isEmpty() || pane->isRunning())
            continue;
        PaneConversation next = pane->conversation();
        std::optional<qint64> expected;
        if (const PaneAnswer *last = next.lastAnswer(); last != nullptr && last->usage.isKnown())
            expected = last->usage.outputTotal();
        next.ask(message);
        const ChatRequest request = next.request(pane->model(), pane->params(), m_prompt->systemPrompt());
        const PaneModel &model = pane->model();
        const Service *service
            = m_context.catalogue.service(model.chain && model.firstAsked ? model.firstAsked->service : model.service);
        m_estimate.add(request, model, expected, service != nullptr ? service->quirks : Quirks());
        if (const std::optional<SpendClaim> claim = claimOfPane(request, pane->model()))
            panes += SendGuard::Pane {i, *claim};
    }
    if (message.content.isEmpty())
        panes.clear(); // nobody is about to send
    m_guard->ask(panes);
    showSend();
}

void ComparePage::showSend()
{
    const bool empty = m_prompt->message().content.isEmpty();
    const bool ready = !empty && m_estimate.calls() > 0;
    m_actions->send->setEnabled(ready);
    m_actions->sendPane->setEnabled(ready);
    const std::optional<BudgetStatus> &blocking = m_guard->blocking();
    if (ready && blocking) {
        fillWaysOut(*blocking);
        m_prompt->setWaysOut(m_waysOut);
        m_prompt->setSend(tr("Blocked: %1", "budget, its limit, what is used").arg(BudgetText::blocked(*blocking)),
            tr("This could take the budget beyond its limit, so it would not be sent. Press for ways out.") + u'\n'
                + BudgetText::usedDetails(*blocking) + u'\n' + MetricsText::sendHint(m_estimate),
            true);
        return;
    }
    m_prompt->setWaysOut(nullptr);
    m_prompt->setSend(empty ? tr("Send") : MetricsText::sendText(m_estimate),
        m_estimate.calls() == 0 ? tr("Choose a model in a pane first") : MetricsText::sendHint(m_estimate), ready);
}

void ComparePage::fillWaysOut(const BudgetStatus &blocking)
{
    if (m_waysOut->isVisible())
        return; // it is being read
    m_waysOut->clear();
    const auto put = [this](const QString &name, const QString &text, auto slot) {
        QAction *action = m_waysOut->addAction(text);
        action->setObjectName(name);
        connect(action, &QAction::triggered, this, slot);
        return action;
    };
    const QString id = blocking.budget.id;
    put(u"raise"_s, tr("Raise %1…", "a budget").arg(blocking.budget.name),
        [this, id] { Q_EMIT pageRequested(u"budgets"_s, id); });
    put(u"allow"_s, tr("Allow more…"), [this, id] { allowMore(id); });
    const QList<int> concerned = m_guard->concerned();
    if (concerned.isEmpty())
        return;
    const int dearest = concerned.first();
    put(u"cheaper"_s, tr("Use a cheaper model in %1…", "a pane").arg(LetterBadge::letter(dearest)), [this, dearest] {
        m_board->goTo(dearest);
        if (PaneView *view = m_board->currentView())
            view->openModelPicker();
    });
    QList<PaneSession *> others;
    for (int i = 0; i < m_set.count(); ++i) {
        PaneSession *pane = m_set.at(i);
        if (!concerned.contains(i) && !pane->isRunning() && !pane->model().modelString.isEmpty())
            others += pane;
    }
    QAction *without = put(u"without"_s, tr("Send without %1", "panes").arg(lettersOf(concerned)), [this, others] {
        QList<PaneSession *> there = others;
        there.removeIf([this](const PaneSession *pane) { return m_set.indexOf(pane) < 0; });
        send(there);
    });
    without->setEnabled(!others.isEmpty());
}

bool ComparePage::askWaysOut(const QList<PaneSession *> &panes)
{
    if (!m_guard->blocking())
        return false;
    const QList<int> concerned = m_guard->concerned();
    const bool touched = std::any_of(panes.begin(), panes.end(),
        [&](const PaneSession *pane) { return !pane->model().demo && concerned.contains(m_set.indexOf(pane)); });
    if (!touched)
        return false;
    Q_EMIT statusMessage(
        tr("Not sent: %1", "budget, its limit, what is used").arg(BudgetText::blocked(*m_guard->blocking())));
    m_prompt->openWaysOut();
    return true;
}

QString ComparePage::switchNotice() const
{
    const BudgetForecast &forecast = m_guard->forecast();
    if (forecast.blocking || !forecast.switching)
        return {};
    return tr("%1 is nearly used: this goes to %2.", "budget, model or chain")
        .arg(forecast.switching->budget.name, forecast.switchTo);
}

void ComparePage::explainBudgets()
{
    bool any = false;
    for (const PaneSession *pane : m_set.sessions()) {
        const std::optional<Error> error = pane->error();
        any = any || (error && error->kind == Error::Kind::BudgetExhausted);
    }
    if (!any || !m_context.budgets)
        return;
    whenDone(m_context.budgets->status(), this, [this](const Result<QList<BudgetStatus>> &result) {
        if (!result)
            return; // the card says what was refused, in the words of the refusal
        for (const BudgetStatus &status : *result) {
            for (PaneView *view : m_board->views())
                view->explainBudget(status, m_context.clock.now());
        }
    });
}

void ComparePage::allowMore(const QString &budget)
{
    if (!m_context.budgets)
        return;
    whenDone(m_context.budgets->status(), this, [this, budget](const Result<QList<BudgetStatus>> &result) {
        if (!result) {
            Q_EMIT statusMessage(tr("The budgets cannot be read: %1").arg(result.error().detail));
            return;
        }
        const auto found = std::find_if(
            result->begin(), result->end(), [&](const BudgetStatus &status) { return status.budget.id == budget; });
        if (found == result->end()) {
            Q_EMIT statusMessage(tr("This budget is gone: send again."));
            return;
        }
        auto *dialog = new AllowMoreDialog(*m_context.budgets, m_context.clock, *found, this);
        connect(dialog, &AllowMoreDialog::allowed, this, &Page::statusMessage);
        dialog->open();
    });
}

} // namespace lineup::ui
