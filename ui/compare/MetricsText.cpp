// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/MetricsText.h"

#include "ui/widgets/CallText.h"
#include "ui/widgets/Format.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup::ui {
namespace {

constexpr QLatin1StringView lineBreak("\n");

QString dash()
{
    return u"–"_s;
}

} // namespace

QString MetricsText::name(Cell cell)
{
    switch (cell) {
    case FirstToken:
        return tr("Time to first token");
    case Speed:
        return tr("Speed");
    case Tokens:
        return tr("Tokens in and out");
    case CostCell:
    case CellCount:
        break;
    }
    return tr("Cost");
}

QString MetricsText::widest(Cell cell)
{
    switch (cell) {
    case FirstToken:
        return u"0.00 s"_s;
    case Speed:
        return u"0.0k t/s"_s;
    case Tokens:
        return u"00.0k → 0.0k"_s;
    case CostCell:
    case CellCount:
        break;
    }
    return tr("%1 demo").arg(u"$0.000000"_s);
}

QString MetricsText::text(Cell cell, const PaneMetrics &metrics)
{
    switch (cell) {
    case FirstToken:
        return metrics.firstToken ? Format::duration(*metrics.firstToken) : dash();
    case Speed:
        return metrics.tokensPerSecond ? Format::rate(*metrics.tokensPerSecond) : dash();
    case Tokens:
        return tokensText(metrics.usage);
    case CostCell:
    case CellCount:
        break;
    }
    return costText(metrics);
}

QString MetricsText::hint(Cell cell, const PaneMetrics &metrics)
{
    switch (cell) {
    case FirstToken:
        return metrics.firstToken ? answering(metrics)
                + tr("First token after %1")
                      .arg(QLocale().toString(double(metrics.firstToken->count()) / 1000.0, 'f', 1) + u" ms"_s)
                                  : tr("No token has come yet.");
    case Speed:
        return metrics.tokensPerSecond
            ? answering(metrics)
                + tr("%1 tokens a second, from the first token to the end")
                      .arg(QLocale().toString(*metrics.tokensPerSecond, 'f', 1))
            : tr("The speed is not known: it needs a token count and an answer that came in several pieces.");
    case Tokens:
        return answering(metrics) + tokensHint(metrics.usage);
    case CostCell:
    case CellCount:
        break;
    }
    return metrics.answeredBy.isEmpty()
        ? costHint(metrics)
        : answering(metrics) + costHint(metrics) + lineBreak + tr("With all attempts before it.");
}

// Whose figures they are, where somebody else answered than was asked.
QString MetricsText::answering(const PaneMetrics &metrics)
{
    return metrics.answeredBy.isEmpty() ? QString() : tr("Answered by %1").arg(metrics.answeredBy) + lineBreak;
}

QString MetricsText::tokensText(const Usage &usage)
{
    if (!usage.isKnown())
        return dash();
    QString text = Format::tokens(usage.inputTotal());
    if (usage.inputCacheRead > 0)
        text += u" ("_s + Format::tokens(usage.inputCacheRead) + u')';
    return text + u" → "_s + Format::tokens(usage.outputTotal());
}

QString MetricsText::tokensHint(const Usage &usage)
{
    if (!usage.isKnown())
        return tr("The token count is not known.");
    return CallText::usage(usage).join(lineBreak);
}

QString MetricsText::costText(const PaneMetrics &metrics)
{
    const QString cost = plainCostText(metrics);
    if (!metrics.demo)
        return cost;
    return cost == dash() ? tr("demo") : tr("%1 demo").arg(cost);
}

QString MetricsText::plainCostText(const PaneMetrics &metrics)
{
    if (metrics.running) {
        if (!metrics.soFar)
            return dash();
        return metrics.soFar->nano() == 0 ? tr("free") : u"≥ "_s + Format::money(*metrics.soFar) + u" …"_s;
    }
    if (lacksPrice(metrics))
        return tr("set a price…");
    if (!metrics.cost.isKnown())
        return dash();
    switch (metrics.cost.provenance()) {
    case Cost::Provenance::Free:
        return tr("free");
    case Cost::Provenance::Provider:
        return Format::money(*metrics.cost.amount()) + u" *"_s;
    case Cost::Provenance::Estimated:
        return u"≈ "_s + Format::money(*metrics.cost.amount());
    case Cost::Provenance::Computed:
        break;
    }
    return Format::money(*metrics.cost.amount());
}

QString MetricsText::costHint(const PaneMetrics &metrics)
{
    if (metrics.demo)
        return demoHint(metrics);
    if (metrics.running) {
        return metrics.soFar
            ? tr("About %1 so far, estimated from the text; the exact cost comes with the end of the answer.")
                  .arg(Format::exactMoney(*metrics.soFar))
            : tr("The price of this model is not known.");
    }
    if (!metrics.cost.isKnown())
        return reason(metrics.cost.reason());
    const QString exact = Format::exactMoney(*metrics.cost.amount());
    switch (metrics.cost.provenance()) {
    case Cost::Provenance::Free:
        return tr("This model costs nothing.");
    case Cost::Provenance::Provider:
        return tr("%1, as the provider reports it").arg(exact);
    case Cost::Provenance::Estimated:
        return tr("About %1: the answer was cut before the provider counted the tokens, so they are estimated.")
            .arg(exact);
    case Cost::Provenance::Computed:
        break;
    }
    return tr("%1, from the provider's token count and the catalogue's price").arg(exact);
}

// What it would have cost: the demo's prices are invented, as its answers are.
QString MetricsText::demoHint(const PaneMetrics &metrics)
{
    const QString nothing = tr("A recorded demo answer: nothing was sent, nothing was spent.");
    if (metrics.running || !metrics.cost.isKnown())
        return nothing;
    return nothing + u' '
        + tr("At the demo's invented price it would have been %1.").arg(Format::exactMoney(*metrics.cost.amount()));
}

bool MetricsText::lacksPrice(const PaneMetrics &metrics)
{
    return !metrics.demo && !metrics.running && !metrics.cost.isKnown()
        && metrics.cost.reason() == Cost::Reason::NoPrice;
}

QString MetricsText::reason(Cost::Reason reason)
{
    return CallText::costReason(reason);
}

QString MetricsText::sendText(const SendEstimate &estimate)
{
    if (estimate.calls() == 0)
        return tr("Send");
    if (estimate.demo() == estimate.calls())
        return tr("Send · free demo");
    const int priced = estimate.calls() - estimate.demo() - estimate.free() - estimate.unpriced();
    if (priced == 0)
        return estimate.unpriced() > 0 ? tr("Send · price unknown") : tr("Send · free");
    const QString usual = u"~"_s + Format::money(estimate.usual()) + (estimate.unpriced() > 0 ? u" + ?"_s : QString());
    const std::optional<Money> worst = estimate.worst();
    if (!worst || *worst <= estimate.usual())
        return tr("Send · %1").arg(usual);
    return tr("Send · %1, at most %2").arg(usual, Format::money(*worst));
}

QString MetricsText::sendHint(const SendEstimate &estimate)
{
    QStringList lines {tr("Send to all panes (Ctrl+Enter)")};
    const int priced = estimate.calls() - estimate.demo() - estimate.free() - estimate.unpriced();
    if (priced > 0) {
        lines += tr(
            "About %1 for %n model(s), if answers are as long as the earlier ones, or %2 tokens.", nullptr, priced)
                     .arg(Format::exactMoney(estimate.usual()), Format::count(SendEstimate::usualAnswer));
        if (estimate.worst())
            lines += tr("At most about %1, if every answer is as long as it may be. Set max tokens to lower it.")
                         .arg(Format::exactMoney(*estimate.worst()));
        else
            lines += tr(
                "No upper limit is known for %n model(s): set max tokens to have one.", nullptr, estimate.unbounded());
    }
    if (estimate.unpriced() > 0)
        lines += tr("Price unknown for %n model(s): not in the sum.", nullptr, estimate.unpriced());
    if (estimate.free() > 0)
        lines += tr("%n model(s) cost nothing.", nullptr, estimate.free());
    if (estimate.demo() > 0)
        lines += tr("%n demo model(s): recorded answers, nothing is sent.", nullptr, estimate.demo());
    return lines.join(lineBreak);
}

namespace {

// Marks the smallest of the values; all false when fewer than two panes have one, or all have the same.
QList<bool> markSmallest(const QList<std::optional<double>> &values)
{
    QList<bool> marks(values.size(), false);
    QList<double> known;
    for (const std::optional<double> &value : values) {
        if (value)
            known += *value;
    }
    const auto [least, most] = std::minmax_element(known.begin(), known.end());
    if (known.size() < 2 || *least == *most)
        return marks;
    for (qsizetype i = 0; i < values.size(); ++i)
        marks[i] = values[i] && *values[i] == *least;
    return marks;
}

} // namespace

BestFigures bestFigures(const QList<std::optional<PaneMetrics>> &panes)
{
    QList<std::optional<double>> waits;
    QList<std::optional<double>> speeds;
    QList<std::optional<double>> costs;
    // Invented prices are compared among themselves only.
    const bool onlyDemo
        = std::none_of(panes.begin(), panes.end(), [](const auto &pane) { return pane && !pane->demo; });
    for (const std::optional<PaneMetrics> &pane : panes) {
        std::optional<double> wait;
        std::optional<double> speed;
        std::optional<double> cost;
        if (pane && pane->firstToken)
            wait = double(pane->firstToken->count());
        if (pane && pane->tokensPerSecond)
            speed = -*pane->tokensPerSecond;
        if (pane && (onlyDemo || !pane->demo) && pane->cost.isKnown())
            cost = double(pane->cost.amount()->nano());
        waits += wait;
        speeds += speed;
        costs += cost;
    }
    return {markSmallest(waits), markSmallest(speeds), markSmallest(costs)};
}

} // namespace lineup::ui
