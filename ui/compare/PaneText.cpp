// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/PaneText.h"

#include "ui/compare/MetricsText.h"
#include "ui/widgets/CallText.h"
#include "ui/widgets/Format.h"

using namespace Qt::StringLiterals;

namespace lineup::ui {

QString PaneText::status(PaneSession::State state, const PaneAnswer *last)
{
    using State = PaneSession::State;
    switch (state) {
    case State::Idle:
        return {};
    case State::Queued:
        return tr("Queued");
    case State::Connecting:
        return tr("Connecting…");
    case State::Thinking:
        return tr("Thinking…");
    case State::Streaming:
        return tr("Writing…");
    case State::Stopped:
        return last != nullptr && last->end == PaneAnswer::End::Interrupted ? tr("Interrupted when Lineup closed")
                                                                            : tr("Stopped by you");
    case State::Failed:
        return tr("Failed");
    case State::Done:
        break;
    }
    if (last != nullptr && last->cut)
        return tr("The connection ended early; the answer may not be whole");
    if (last != nullptr && last->finishReason == FinishReason::Length)
        return tr("Cut at the token limit");
    if (last != nullptr && last->finishReason == FinishReason::ContentFilter)
        return tr("Ended by the provider's content filter");
    return tr("Done");
}

QString PaneText::waiting(std::chrono::milliseconds left)
{
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(left).count();
    return tr("Waiting %1 s before it is tried again…").arg(QLocale().toString(qint64(seconds)));
}

QString PaneText::unfinished(const PaneAnswer &answer)
{
    switch (answer.end) {
    case PaneAnswer::End::Failed:
        return tr("Broken off by the failure below: this answer is not complete.");
    case PaneAnswer::End::Interrupted:
        return tr("Interrupted when Lineup closed: this answer is not complete.");
    case PaneAnswer::End::Open:
    case PaneAnswer::End::Stopped:
    case PaneAnswer::End::Complete:
        break;
    }
    return {};
}

QString PaneText::mappingLink(const MappingReport &report)
{
    return report.isEmpty() ? QString() : tr("%n parameter(s) changed", nullptr, int(report.size()));
}

QString PaneText::mappingDetails(const MappingReport &report)
{
    return CallText::mapping(report).join(u'\n');
}

QString PaneText::ending(const QString &letter, const PaneAnswer &answer)
{
    if (answer.end == PaneAnswer::End::Failed)
        return tr("%1 failed").arg(letter);
    const PaneMetrics metrics = metricsOf(answer);
    QString text
        = answer.end == PaneAnswer::End::Stopped ? tr("%1 stopped").arg(letter) : tr("%1 finished").arg(letter);
    if (answer.usage.isKnown())
        text = tr("%1, %n token(s)", nullptr, int(answer.usage.outputTotal())).arg(text);
    const bool costSaysSomething = answer.demo || answer.cost.isKnown();
    return costSaysSomething ? tr("%1, %2").arg(text, MetricsText::text(MetricsText::CostCell, metrics)) : text;
}

QString PaneText::facts(const PaneModel &model)
{
    if (!model.info)
        return model.problem.isEmpty() ? tr("Nothing is known about this model's abilities and price.") : model.problem;
    const ModelInfo &info = *model.info;
    QStringList parts;
    if (info.contextTokens > 0)
        parts += tr("%1 context").arg(Format::tokens(info.contextTokens));
    if (model.demo)
        parts += tr("recorded demo answers");
    else if (info.free)
        parts += tr("free");
    else if (info.price && info.price->input && info.price->output)
        parts += tr("%1 in, %2 out per million tokens")
                     .arg(Format::perMillion(*info.price->input), Format::perMillion(*info.price->output));
    else
        parts += tr("price not known");
    return parts.join(u" · "_s);
}

} // namespace lineup::ui
