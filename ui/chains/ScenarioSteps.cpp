// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chains/ScenarioSteps.h"

#include "ui/theme/Spacing.h"
#include "ui/widgets/FlowLayout.h"

#include <QComboBox>
#include <QLabel>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace lineup::ui {

namespace {

using Kind = SimulatedAnswer::Kind;

struct Behaviour
{
    const char *text;
    SimulatedAnswer answer;
};

SimulatedAnswer refusal(Error::Kind error, int status, std::chrono::milliseconds after = 300ms)
{
    return {.kind = Kind::Refuse, .error = error, .httpStatus = status, .firstToken = after};
}

const QList<Behaviour> &behaviours()
{
    static const QList<Behaviour> all {
        {QT_TRANSLATE_NOOP("ScenarioSteps", "Answers"), {}},
        {QT_TRANSLATE_NOOP("ScenarioSteps", "Rate limited (429)"), refusal(Error::Kind::RateLimited, 429)},
        {QT_TRANSLATE_NOOP("ScenarioSteps", "Overloaded (503)"), refusal(Error::Kind::Overloaded, 503)},
        {QT_TRANSLATE_NOOP("ScenarioSteps", "Fails (500)"), refusal(Error::Kind::ServerFault, 500)},
        {QT_TRANSLATE_NOOP("ScenarioSteps", "Down"), refusal(Error::Kind::Network, 0, 80ms)},
        {QT_TRANSLATE_NOOP("ScenarioSteps", "Slow to begin (90 s)"), {.firstToken = 90s}},
        {QT_TRANSLATE_NOOP("ScenarioSteps", "Never begins"), {.kind = Kind::NeverStarts}},
        {QT_TRANSLATE_NOOP("ScenarioSteps", "Cut in mid-stream"), {.kind = Kind::CutMidStream}},
        {QT_TRANSLATE_NOOP("ScenarioSteps", "Key refused (401)"), refusal(Error::Kind::Auth, 401)},
        {QT_TRANSLATE_NOOP("ScenarioSteps", "No key"), {.kind = Kind::NoKey}},
        {QT_TRANSLATE_NOOP("ScenarioSteps", "Model not found (404)"), refusal(Error::Kind::NotFound, 404)},
        {QT_TRANSLATE_NOOP("ScenarioSteps", "Prompt too long (400)"), refusal(Error::Kind::ContextTooLong, 400)},
        {QT_TRANSLATE_NOOP("ScenarioSteps", "Content refused (400)"), refusal(Error::Kind::ContentFiltered, 400)},
        {QT_TRANSLATE_NOOP("ScenarioSteps", "Invalid request (400)"), refusal(Error::Kind::BadRequest, 400)},
    };
    return all;
}

} // namespace

ScenarioSteps::ScenarioSteps(QWidget *parent) : QWidget(parent)
{
    (new FlowLayout(this, Spacing::small))->setContentsMargins({});
}

void ScenarioSteps::setCount(int steps)
{
    while (m_boxes.size() > steps)
        delete m_boxes.takeLast();
    while (m_boxes.size() < steps) {
        auto *box = new QComboBox(this);
        const QString name = tr("Step %1").arg(m_boxes.size() + 1);
        box->setObjectName(u"behaviour%1"_s.arg(m_boxes.size()));
        box->setAccessibleName(tr("What step %1 meets").arg(m_boxes.size() + 1));
        for (const Behaviour &each : behaviours())
            box->addItem(
                tr("%1: %2", "step, what it meets").arg(name, QCoreApplication::translate("ScenarioSteps", each.text)));
        connect(box, &QComboBox::activated, this, &ScenarioSteps::edited);
        layout()->addWidget(box);
        box->setVisible(true);
        m_boxes += box;
    }
}

void ScenarioSteps::setSteps(const QList<QList<SimulatedAnswer>> &steps)
{
    for (int i = 0; i < m_boxes.size(); ++i) {
        const SimulatedAnswer first = steps.value(i).value(0);
        const auto &all = behaviours();
        const auto same
            = std::find_if(all.begin(), all.end(), [&](const Behaviour &each) { return each.answer == first; });
        m_boxes.at(i)->setCurrentIndex(same == all.end() ? 0 : int(same - all.begin()));
    }
}

QList<QList<SimulatedAnswer>> ScenarioSteps::steps() const
{
    QList<QList<SimulatedAnswer>> out;
    for (const QComboBox *box : m_boxes)
        out += {behaviours().at(box->currentIndex()).answer};
    return out;
}

} // namespace lineup::ui
