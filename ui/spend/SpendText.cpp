// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spend/SpendText.h"

#include "ui/widgets/Format.h"

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

// The locale's short form without its year: "14/03", "14.03.".
QString dayAndMonth(QDate day)
{
    return QLocale().toString(day, SpendText::tr("d MMM", "a date on an axis, as QDate::toString takes it"));
}

} // namespace

QString SpendText::range(SpendRange range)
{
    switch (range) {
    case SpendRange::Today:
        return tr("Today");
    case SpendRange::Days7:
        return tr("7 days");
    case SpendRange::Days30:
        return tr("30 days");
    case SpendRange::Month:
        return tr("This month");
    case SpendRange::LastMonth:
        return tr("Last month");
    case SpendRange::Year:
        return tr("12 months");
    case SpendRange::Custom:
        break;
    }
    return tr("Custom…");
}

QString SpendText::span(const SpendSpan &span)
{
    const QLocale locale;
    if (span.from == span.to)
        return locale.toString(span.from, QLocale::ShortFormat);
    return tr("%1 – %2", "from one date to another")
        .arg(locale.toString(span.from, QLocale::ShortFormat), locale.toString(span.to, QLocale::ShortFormat));
}

QString SpendText::date(QDate day)
{
    return QLocale().toString(day, QLocale::LongFormat);
}

QString SpendText::group(SpendGroup group)
{
    switch (group) {
    case SpendGroup::None:
        return tr("Nothing");
    case SpendGroup::Day:
        return tr("Day");
    case SpendGroup::Week:
        return tr("Week");
    case SpendGroup::Month:
        return tr("Month");
    case SpendGroup::Service:
        return tr("Service");
    case SpendGroup::Model:
        return tr("Model");
    case SpendGroup::Chain:
        return tr("Chain");
    case SpendGroup::User:
        return tr("User");
    case SpendGroup::Project:
        return tr("Project");
    case SpendGroup::Tag:
        return tr("Tag");
    case SpendGroup::Source:
        return tr("Source");
    case SpendGroup::Status:
        break;
    }
    return tr("Status");
}

QString SpendText::groups(SpendGroup group)
{
    switch (group) {
    case SpendGroup::Service:
        return tr("Services");
    case SpendGroup::Model:
        return tr("Models");
    case SpendGroup::Chain:
        return tr("Chains");
    case SpendGroup::User:
        return tr("Users");
    case SpendGroup::Project:
        return tr("Projects");
    case SpendGroup::Tag:
        return tr("Tags");
    case SpendGroup::Source:
        return tr("Sources");
    default:
        return SpendText::group(group);
    }
}

QString SpendText::by(SpendGroup group)
{
    switch (group) {
    case SpendGroup::None:
        return {};
    case SpendGroup::Day:
        return tr("per day");
    case SpendGroup::Week:
        return tr("per week");
    case SpendGroup::Month:
        return tr("per month");
    case SpendGroup::Service:
        return tr("by service");
    case SpendGroup::Model:
        return tr("by model");
    case SpendGroup::Chain:
        return tr("by chain");
    case SpendGroup::User:
        return tr("by user");
    case SpendGroup::Project:
        return tr("by project");
    case SpendGroup::Tag:
        return tr("by tag");
    case SpendGroup::Source:
        return tr("by source");
    case SpendGroup::Status:
        break;
    }
    return tr("by status");
}

QString SpendText::metric(SpendMetric metric)
{
    switch (metric) {
    case SpendMetric::Cost:
        return tr("Cost");
    case SpendMetric::Calls:
        return tr("Calls");
    case SpendMetric::Tokens:
        return tr("Tokens");
    case SpendMetric::Input:
        return tr("Tokens in");
    case SpendMetric::Output:
        return tr("Tokens out");
    case SpendMetric::Cached:
        return tr("Tokens from caches");
    case SpendMetric::CacheSaved:
        return tr("Saved by caches");
    case SpendMetric::Failed:
        return tr("Failed calls");
    case SpendMetric::Unpriced:
        return tr("Without a price");
    case SpendMetric::FirstToken:
        return tr("First token, mean");
    case SpendMetric::Duration:
        break;
    }
    return tr("Duration, mean");
}

QString SpendText::status(const QString &word)
{
    const std::optional<CallStatus> status = callStatusFromName(word);
    if (!status)
        return word;
    switch (*status) {
    case CallStatus::Answered:
        return tr("answered");
    case CallStatus::Failed:
        return tr("failed");
    case CallStatus::Cancelled:
        return tr("stopped");
    case CallStatus::Interrupted:
        break;
    }
    return tr("interrupted");
}

QString SpendText::key(SpendGroup group, const QString &key)
{
    const QDate day = QDate::fromString(key, Qt::ISODate);
    switch (group) {
    case SpendGroup::Day:
        return date(day);
    case SpendGroup::Week:
        return tr("week of %1").arg(QLocale().toString(day, QLocale::ShortFormat));
    case SpendGroup::Month:
        return QLocale().toString(day, u"MMMM yyyy"_s);
    case SpendGroup::Status:
        return status(key);
    case SpendGroup::Source:
        if (key == "app"_L1)
            return tr("window");
        if (key == "cli"_L1)
            return tr("command line");
        break;
    default:
        break;
    }
    if (!key.isEmpty())
        return key;
    switch (group) {
    case SpendGroup::Chain:
        return tr("no chain");
    case SpendGroup::User:
        return tr("no user");
    case SpendGroup::Project:
        return tr("no project");
    case SpendGroup::Tag:
        return tr("no tag");
    default:
        return tr("not named");
    }
}

QString SpendText::shortKey(SpendGroup group, const QString &key)
{
    const QDate day = QDate::fromString(key, Qt::ISODate);
    if (group == SpendGroup::Month)
        return QLocale().toString(day, u"MMM yy"_s);
    return isTime(group) ? dayAndMonth(day) : SpendText::key(group, key);
}

QString SpendText::value(SpendMetric metric, qint64 value)
{
    if (metric == SpendMetric::Cost || metric == SpendMetric::CacheSaved)
        return Format::money(Money::fromNano(value));
    return isMean(metric) ? Format::duration(std::chrono::microseconds(value)) : Format::count(value);
}

QString SpendText::exact(SpendMetric metric, qint64 value)
{
    if (metric == SpendMetric::Cost || metric == SpendMetric::CacheSaved)
        return Format::exactMoney(Money::fromNano(value));
    return isMean(metric) ? SpendText::value(metric, value) : QLocale().toString(value);
}

QString SpendText::plain(SpendMetric metric, qint64 value)
{
    if (metric == SpendMetric::Cost || metric == SpendMetric::CacheSaved)
        return Money::fromNano(value).toDecimal();
    return QString::number(value);
}

QString SpendText::unit(SpendMetric metric)
{
    switch (metric) {
    case SpendMetric::Cost:
    case SpendMetric::CacheSaved:
        return tr("USD");
    case SpendMetric::Tokens:
    case SpendMetric::Input:
    case SpendMetric::Output:
    case SpendMetric::Cached:
        return tr("tokens");
    case SpendMetric::FirstToken:
    case SpendMetric::Duration:
        return tr("µs");
    default:
        return tr("calls");
    }
}

QString SpendText::change(qint64 now, qint64 before)
{
    if (now == before)
        return tr("as before");
    if (before == 0)
        return tr("none before");
    const double ratio = double(now) / double(before);
    if (ratio < 0)
        return tr("before: other sign");
    if (ratio >= 10)
        return tr("%1 times as much").arg(QLocale().toString(qRound64(ratio)));
    const double share = qAbs(ratio - 1);
    if (share < 0.005)
        return tr("almost as before");
    return now > before ? tr("%1 more").arg(Format::percent(share)) : tr("%1 less").arg(Format::percent(share));
}

} // namespace lineup::ui
