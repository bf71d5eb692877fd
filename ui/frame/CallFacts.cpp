// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/CallFacts.h"

#include "core/spend/CostCalculator.h"
#include "ui/widgets/CallText.h"
#include "ui/widgets/ErrorText.h"
#include "ui/widgets/Format.h"

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

constexpr qsizetype longestLine = 400; // characters

QList<CallFacts::Line> unnamed(const QStringList &lines)
{
    QList<CallFacts::Line> out;
    for (const QString &line : lines)
        out += {QString(), line};
    return out;
}

Money oneOf(UnitPrice price)
{
    MoneySum sum;
    sum.add(1, price);
    return sum.total();
}

QString headerLines(const HttpHeaders &headers)
{
    QString out;
    for (const auto &[name, value] : headers)
        out += QString::fromUtf8(name + ": " + value) + u'\n';
    return out;
}

} // namespace

CallFacts::Section CallFacts::ofCall(const CallRecord &record)
{
    Section out {.title = tr("Call"), .lines = {}};
    out.lines += {tr("Model asked"), record.requestedModel};
    out.lines += {tr("Began"), QLocale().toString(record.startedAt.toLocalTime(), QLocale::LongFormat)};
    out.lines += {tr("Took"), Format::duration(record.total)};
    if (record.firstToken)
        out.lines += {tr("First token after"), Format::duration(*record.firstToken)};
    out.lines += {tr("Cost"), record.demo ? tr("Nothing: a recorded demo answer") : CallText::cost(record.cost)};
    out.lines
        += {tr("Outcome"), record.error ? errorSentence(*record.error, record.error->service).what : tr("answered")};
    if (!record.id.isEmpty())
        out.lines += {tr("Call id"), record.id};
    return out;
}

CallFacts::Section CallFacts::ofAttempt(const AttemptRecord &attempt, int number)
{
    Section out {.title = tr("Attempt %1: %2").arg(number).arg(attempt.service + u'/' + attempt.model), .lines = {}};
    if (attempt.httpStatus > 0)
        out.lines += {tr("HTTP status"), QString::number(attempt.httpStatus)};
    if (attempt.error)
        out.lines += {
            tr("Error"), attempt.error->detail.isEmpty() ? errorKindName(attempt.error->kind) : attempt.error->detail};
    const QString finish = finishReasonName(attempt.finishReason);
    if (!finish.isEmpty() || !attempt.nativeFinishReason.isEmpty()) {
        const bool same = finish == attempt.nativeFinishReason || attempt.nativeFinishReason.isEmpty();
        out.lines += {tr("Finish reason"), same ? finish : tr("%1 (%2)").arg(finish, attempt.nativeFinishReason)};
    }
    if (!attempt.requestId.isEmpty())
        out.lines += {tr("Request id"), attempt.requestId};
    out.lines += {tr("Cost"), CallText::cost(attempt.cost)};
    out.lines += bothCosts(attempt);
    if (attempt.usage.isKnown())
        out.lines += unnamed(CallText::usage(attempt.usage));
    else
        out.lines += {tr("Tokens"), tr("not known")};
    for (const QString &line : CallText::mapping(attempt.mapping))
        out.lines += {tr("Changed"), line};
    return out;
}

// Ours beside the provider's, where it sent one: a difference that is more than rounding is said.
QList<CallFacts::Line> CallFacts::bothCosts(const AttemptRecord &attempt)
{
    if (!attempt.providerCost)
        return {};
    const QString ours
        = attempt.computedCost ? Format::exactMoney(*attempt.computedCost) : tr("not known: a price is missing");
    QList<Line> out {
        {tr("By the provider"), Format::exactMoney(*attempt.providerCost)}, {tr("By the price list"), ours}};
    if (attempt.computedCost && differNotably(*attempt.computedCost, *attempt.providerCost))
        out += {tr("Difference"),
            tr("The two differ by more than rounding: the price list may be old, or the provider "
               "counts otherwise.")};
    return out;
}

CallFacts::Section CallFacts::ofPrice(const AttemptRecord &attempt, const std::optional<ModelInfo> &info, bool kept)
{
    Section out {.title = tr("Price used"), .lines = {}};
    if (!attempt.price) {
        const bool free = attempt.cost.isKnown() && attempt.cost.provenance() == Cost::Provenance::Free;
        const QString why = free || (info && info->free) ? tr("free")
            : kept || attempt.cost.reason() == Cost::Reason::NoPrice
            ? tr("The catalogue has no price for this model.")
            : tr("The price of an earlier call is not kept, only its cost.");
        out.lines += {QString(), why};
        return out;
    }
    if (info && info->ownPrice)
        out.lines += {tr("From"), tr("set by you")};
    if (attempt.price->asOf.isValid())
        out.lines += {tr("As of"), QLocale().toString(attempt.price->asOf, QLocale::ShortFormat)};
    if (!attempt.serviceTier.isEmpty())
        out.lines += {tr("Service tier"), attempt.serviceTier};
    const CallTerms terms {attempt.serviceTier, attempt.searchContextSize};
    for (const CostLine &line : costLines(attempt.usage, *attempt.price, terms)) {
        const bool each = line.bucket == "request"_L1 || line.bucket == "web_search"_L1;
        const QString price = each ? tr("%1 each").arg(Format::exactMoney(oneOf(line.price)))
                                   : tr("%1 per million").arg(Format::perMillion(line.price));
        out.lines += {QString(line.bucket).replace(u'_', u' '), tr("%1 at %2").arg(Format::count(line.units), price)};
    }
    if (attempt.cacheSaved)
        out.lines += {tr("Saved by the cache"), Format::exactMoney(*attempt.cacheSaved)};
    return out;
}

QList<CallFacts::Section> CallFacts::sections(const CallDetails &call)
{
    QList<Section> out {ofCall(call.record)};
    if (!call.record.route.isEmpty())
        out += {.title = tr("Route"), .lines = unnamed(CallText::routeDetails(call.record.route))};
    for (int i = 0; i < call.record.attempts.size(); ++i) {
        const AttemptRecord &attempt = call.record.attempts.at(i);
        out += ofAttempt(attempt, i + 1);
        const bool kept = i < call.attempts.size();
        out += ofPrice(attempt, kept ? call.attempts.at(i).info : std::nullopt, kept);
    }
    return out;
}

QString CallFacts::plainText(const QList<Section> &sections)
{
    QString out;
    for (const Section &section : sections) {
        out += section.title + u'\n';
        for (const auto &[name, value] : section.lines)
            out += u"  "_s + (name.isEmpty() ? value : name + u": "_s + value) + u'\n';
    }
    return out;
}

QString CallFacts::requestText(const Exchange &exchange)
{
    if (exchange.isEmpty())
        return {};
    QString out = QString::fromLatin1(exchange.method) + u' ' + QString::fromLatin1(exchange.url.toEncoded()) + u'\n';
    if (!exchange.keyHeader.isEmpty())
        out += QString::fromLatin1(exchange.keyHeader + ": " + exchange.keyWord) + u"[hidden]\n"_s;
    out += headerLines(exchange.headers) + u'\n' + QString::fromUtf8(exchange.body);
    return exchange.bodyCut ? out + u'\n' + tr("(longer than is kept)") : out;
}

QString CallFacts::answerText(const Exchange &exchange)
{
    if (exchange.status == 0)
        return {};
    QString out = u"HTTP %1\n"_s.arg(exchange.status) + headerLines(exchange.answerHeaders) + u'\n'
        + QString::fromUtf8(exchange.answer);
    return exchange.answerCut ? out + u'\n' + tr("(longer than is kept)") : out;
}

QString CallFacts::broken(const QString &text)
{
    QString out;
    out.reserve(text.size() + text.size() / longestLine);
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype end = text.indexOf(u'\n', at);
        const qsizetype line = (end < 0 ? text.size() : end + 1) - at;
        const qsizetype take = qMin(line, longestLine);
        out += QStringView(text).mid(at, take);
        if (take < line)
            out += u'\n';
        at += take;
    }
    return out;
}

} // namespace lineup::ui
