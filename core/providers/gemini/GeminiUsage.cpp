// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/gemini/GeminiUsage.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

qint64 count(const QJsonObject &object, QLatin1StringView key)
{
    return qMax<qint64>(0, object.value(key).toInteger());
}

struct Modality
{
    QLatin1StringView name;
    int number; // where a gateway asks for numbers (enum-encoding=int)
};
constexpr Modality image {"IMAGE"_L1, 2};
constexpr Modality audio {"AUDIO"_L1, 4};

qint64 modality(const QJsonObject &usage, QLatin1StringView key, const Modality &wanted)
{
    qint64 tokens = 0;
    for (const QJsonValue &value : usage.value(key).toArray()) {
        const QJsonObject entry = value.toObject();
        const QJsonValue name = entry.value("modality"_L1);
        if (name.toString() == wanted.name || name.toInt() == wanted.number)
            tokens += count(entry, "tokenCount"_L1);
    }
    return tokens;
}

} // namespace

Usage geminiUsage(const QJsonObject &metadata)
{
    Usage usage;
    if (!metadata.contains("promptTokenCount"_L1))
        return usage;
    usage.source = Usage::Source::Reported;
    const qint64 prompt = count(metadata, "promptTokenCount"_L1);
    const qint64 cached = qMin(prompt, count(metadata, "cachedContentTokenCount"_L1));
    // Cached audio is billed as cached, so only what was not cached is left to be billed as audio.
    const qint64 cachedAudio = modality(metadata, "cacheTokensDetails"_L1, audio);
    const qint64 freshAudio = qMax<qint64>(0, modality(metadata, "promptTokensDetails"_L1, audio) - cachedAudio);
    usage.inputCacheRead = cached;
    // At most models they cost more than other cached tokens, and how much more no bucket holds.
    if (cachedAudio > 0)
        usage.source = Usage::Source::Estimated;
    usage.inputAudio = qMin(freshAudio, prompt - cached);
    usage.inputFresh = prompt - cached - usage.inputAudio + count(metadata, "toolUsePromptTokenCount"_L1);
    const qint64 candidates = count(metadata, "candidatesTokenCount"_L1);
    usage.outputImage = qMin(candidates, modality(metadata, "candidatesTokensDetails"_L1, image));
    usage.outputAudio = qMin(candidates - usage.outputImage, modality(metadata, "candidatesTokensDetails"_L1, audio));
    usage.outputText = candidates - usage.outputImage - usage.outputAudio;
    usage.outputReasoning = count(metadata, "thoughtsTokenCount"_L1);
    return usage;
}

} // namespace lineup
