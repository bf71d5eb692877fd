// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/CallText.h"

#include "ui/widgets/Format.h"

using namespace Qt::StringLiterals;

namespace lineup::ui {

QString CallText::skipReason(SkipReason reason)
{
    switch (reason) {
    case SkipReason::NoKey:
        return tr("no key");
    case SkipReason::Unknown:
    case SkipReason::None:
        return tr("not known");
    case SkipReason::ContextTooSmall:
        return tr("context too small");
    case SkipReason::NoImages:
        return tr("takes no images");
    case SkipReason::NoTools:
        return tr("takes no tools");
    case SkipReason::NoAudio:
        return tr("takes no audio");
    case SkipReason::NoFiles:
        return tr("takes no files");
    case SkipReason::Cooling:
        return tr("failed too often");
    case SkipReason::TooDear:
        return tr("too dear");
    case SkipReason::Budget:
        break;
    }
    return tr("over budget");
}

// How an attempt or a skip ended, in a word or two.
QString CallText::outcome(const RouteEvent &event)
{
    if (event.kind == RouteEvent::Kind::Skip)
        return tr("skipped: %1").arg(skipReason(event.skipped));
    if (!event.error)
        return tr("ok");
    if (event.httpStatus >= 400)
        return QString::number(event.httpStatus);
    switch (*event.error) {
    case Error::Kind::Timeout:
        return tr("timed out");
    case Error::Kind::Network:
        return tr("connection failed");
    case Error::Kind::Cancelled:
        return tr("stopped");
    default:
        return tr("failed");
    }
}

QString CallText::route(const QList<RouteEvent> &events)
{
    QStringList parts;
    for (const RouteEvent &event : events) {
        if (event.kind == RouteEvent::Kind::Wait)
            continue;
        QString part = event.model + u' ' + outcome(event);
        if (event.kind == RouteEvent::Kind::Attempt && event.error)
            part += u' ' + Format::duration(event.took);
        parts += part;
    }
    return parts.join(u" → "_s);
}

QStringList CallText::routeDetails(const QList<RouteEvent> &events)
{
    QStringList lines;
    for (const RouteEvent &event : events) {
        const QString at = Format::duration(event.at);
        const QString took = Format::duration(event.took);
        if (event.kind == RouteEvent::Kind::Wait)
            lines += tr("At %1: waited %2 before %3 was asked again").arg(at, took, event.model);
        else if (event.kind == RouteEvent::Kind::Skip)
            lines += tr("At %1: %2 %3").arg(at, event.model, outcome(event));
        else
            lines += tr("At %1: %2 %3, after %4").arg(at, event.model, outcome(event), took);
    }
    return lines;
}

QString CallText::cost(const Cost &cost)
{
    if (!cost.isKnown())
        return costReason(cost.reason());
    const QString exact = Format::exactMoney(*cost.amount());
    switch (cost.provenance()) {
    case Cost::Provenance::Free:
        return tr("free");
    case Cost::Provenance::Provider:
        return tr("%1, as the provider reports it").arg(exact);
    case Cost::Provenance::Estimated:
        return tr("about %1, tokens estimated").arg(exact);
    case Cost::Provenance::Computed:
        break;
    }
    return tr("%1, from the token count and the price").arg(exact);
}

QStringList CallText::mapping(const MappingReport &report)
{
    QStringList lines;
    for (const MappingNote &note : report) {
        QString line;
        switch (note.action) {
        case MappingNote::Action::Renamed:
            line = tr("%1 was sent as %2").arg(note.parameter, note.to);
            break;
        case MappingNote::Action::Clamped:
            line = tr("%1 was limited to %2").arg(note.parameter, note.to);
            break;
        case MappingNote::Action::Dropped:
            line = tr("%1 was not sent").arg(note.parameter);
            break;
        case MappingNote::Action::Converted:
            line = tr("%1 was converted to %2").arg(note.parameter, note.to);
            break;
        case MappingNote::Action::Added:
            line = tr("%1 was added: %2").arg(note.parameter, note.to);
            break;
        }
        lines += note.reason.isEmpty() ? line : tr("%1 (%2)").arg(line, note.reason);
    }
    return lines;
}

QStringList CallText::usage(const Usage &usage)
{
    const std::pair<QString, qint64> lines[] {{tr("Input, fresh: %1"), usage.inputFresh},
        {tr("Input, read from the cache: %1"), usage.inputCacheRead},
        {tr("Input, written to the cache: %1"), usage.inputCacheWrite5m + usage.inputCacheWrite1h},
        {tr("Input, audio: %1"), usage.inputAudio}, {tr("Input, images: %1"), usage.inputImage},
        {tr("Output, text: %1"), usage.outputText}, {tr("Output, reasoning: %1"), usage.outputReasoning},
        {tr("Output, audio: %1"), usage.outputAudio}, {tr("Output, images: %1"), usage.outputImage},
        {tr("Web searches: %1"), usage.webSearches}};
    QStringList out;
    for (const auto &[line, count] : lines) {
        if (count > 0)
            out += line.arg(Format::count(count));
    }
    if (usage.source == Usage::Source::Estimated)
        out += tr("Estimated: the provider has not counted yet.");
    return out;
}

QString CallText::costReason(Cost::Reason reason)
{
    switch (reason) {
    case Cost::Reason::NoPrice:
        return tr("The cost is not known: the catalogue has no price for this model.");
    case Cost::Reason::NoUsage:
        return tr("The cost is not known: the provider did not say how many tokens were used.");
    case Cost::Reason::NotBilled:
        return tr("Nothing was delivered, and as far as is known nothing is billed for that.");
    case Cost::Reason::MaybeBilled:
        return tr("The cost is not known: the request may have reached the provider, but no answer came back.");
    case Cost::Reason::Running:
    case Cost::Reason::None:
        break;
    }
    return tr("Nothing has been sent yet.");
}

} // namespace lineup::ui
