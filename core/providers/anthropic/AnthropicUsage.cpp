// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/anthropic/AnthropicUsage.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

qint64 count(const QJsonObject &object, QLatin1StringView key)
{
    return qMax<qint64>(0, object.value(key).toInteger());
}

void addCounts(Usage &usage, const QJsonObject &counts)
{
    usage.inputFresh += count(counts, "input_tokens"_L1);
    usage.inputCacheRead += count(counts, "cache_read_input_tokens"_L1);
    const QJsonObject split = counts.value("cache_creation"_L1).toObject();
    const qint64 hour = count(split, "ephemeral_1h_input_tokens"_L1);
    const qint64 minutes = count(split, "ephemeral_5m_input_tokens"_L1);
    const bool hasTotal = counts.value("cache_creation_input_tokens"_L1).isDouble();
    const qint64 written = hasTotal ? count(counts, "cache_creation_input_tokens"_L1) : hour + minutes;
    const qint64 writtenHour = qMin(hour, written);
    usage.inputCacheWrite1h += writtenHour;
    usage.inputCacheWrite5m += written - writtenHour;
    const qint64 output = count(counts, "output_tokens"_L1);
    const qint64 thinking
        = qMin(output, count(counts.value("output_tokens_details"_L1).toObject(), "thinking_tokens"_L1));
    usage.outputReasoning += thinking;
    usage.outputText += output - thinking;
}

} // namespace

void AnthropicUsage::merge(const QJsonObject &usage)
{
    for (auto it = usage.begin(); it != usage.end(); ++it) {
        if (!it.value().isNull())
            m_usage.insert(it.key(), it.value());
    }
}

Usage AnthropicUsage::readInput() const
{
    Usage usage;
    addCounts(usage, m_usage);
    usage.source = Usage::Source::Estimated;
    usage.outputText = 0;
    usage.outputReasoning = 0;
    return usage;
}

QString AnthropicUsage::tierOf(const QJsonObject &usage)
{
    QStringList words;
    if (const QString tier = usage.value("service_tier"_L1).toString(); tier != "standard"_L1)
        words += tier;
    if (usage.value("speed"_L1).toString() == "fast"_L1)
        words += u"fast"_s;
    if (usage.value("inference_geo"_L1).toString() == "us"_L1)
        words += u"us"_s;
    words.removeAll(QString());
    return words.isEmpty() ? usage.value("service_tier"_L1).toString() : words.join(u'+');
}

Usage AnthropicUsage::read() const
{
    Usage usage;
    if (m_usage.isEmpty())
        return usage;
    usage.source = Usage::Source::Reported;
    addCounts(usage, m_usage);
    usage.webSearches = count(m_usage.value("server_tool_use"_L1).toObject(), "web_search_requests"_L1);
    for (const QJsonValue &value : m_usage.value("iterations"_L1).toArray()) {
        const QJsonObject iteration = value.toObject();
        if (iteration.value("type"_L1) == "compaction"_L1)
            addCounts(usage, iteration);
        else if (iteration.value("type"_L1) != "message"_L1)
            usage.source = Usage::Source::Estimated;
    }
    return usage;
}

} // namespace lineup
