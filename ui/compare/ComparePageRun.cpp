// SPDX-License-Identifier: GPL-3.0-or-later
// Sending, asking again and stopping.
#include "ui/compare/CompareActions.h"
#include "ui/compare/ComparePage.h"
#include "ui/compare/LetterBadge.h"
#include "ui/compare/PromptBar.h"
#include "ui/compare/PromptEditor.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace lineup::ui {
namespace {

// The demo's recordings are English and know this question.
const QString sampleQuestion = u"What is a race condition in C++, and how do I fix it? Show a short example."_s;
constexpr int demoPanes = 3;

QString letters(const QList<int> &indexes)
{
    QStringList out;
    for (const int index : indexes)
        out += LetterBadge::letter(index);
    return out.join(u", "_s);
}

} // namespace

PaneSession *ComparePage::currentSession() const
{
    return m_set.at(m_board->current());
}

void ComparePage::send(const QList<PaneSession *> &panes)
{
    const Message message = m_prompt->message();
    if (message.content.isEmpty() || askWaysOut(panes))
        return;
    QList<int> left;
    int sent = 0;
    for (PaneSession *pane : panes) {
        if (pane->send(message, m_prompt->systemPrompt()))
            ++sent;
        else
            left += m_set.indexOf(pane);
    }
    if (sent == 0) {
        Q_EMIT statusMessage(tr("Nothing was sent: choose a model that can take this prompt, or wait for the answer."));
        return;
    }
    m_prompt->clearMessage();
    if (!left.isEmpty())
        Q_EMIT statusMessage(tr("Not asked, as they cannot take it now: %1").arg(letters(left)));
    onEdited();
}

void ComparePage::retry(PaneSession &session)
{
    session.retry(m_prompt->systemPrompt());
}

void ComparePage::retryFailed()
{
    for (PaneSession *pane : m_set.sessions()) {
        if (pane->state() == PaneSession::State::Failed)
            retry(*pane);
    }
}

void ComparePage::stopAll()
{
    for (PaneSession *pane : m_set.sessions())
        pane->stop();
}

int ComparePage::callsInFlight() const
{
    return m_set.running();
}

void ComparePage::onEscape()
{
    if (m_set.running() == 0) {
        m_escapeAt.reset();
        m_board->area()->setMaximized(false);
        m_actions->maximize->setChecked(false);
        return;
    }
    const std::chrono::nanoseconds now = m_context.clock.monotonic();
    const bool again = m_escapeAt && now - *m_escapeAt <= 1s;
    m_escapeAt = now;
    PaneSession *current = currentSession();
    if (again) {
        stopAll();
        Q_EMIT statusMessage(tr("Stopped all panes"));
    } else if (current != nullptr && current->isRunning()) {
        current->stop();
        Q_EMIT statusMessage(tr("Stopped %1. Esc again stops all panes.").arg(LetterBadge::letter(m_board->current())));
    } else {
        Q_EMIT statusMessage(tr("Esc again stops all panes."));
    }
}

void ComparePage::runDemo()
{
    const QStringList models = m_directory.demoModels().mid(0, demoPanes);
    if (models.isEmpty())
        return;
    useModels(models, tr("Start the demo"));
    m_prompt->editor()->setPlainText(sampleQuestion);
    send(m_set.sessions());
}

} // namespace lineup::ui
