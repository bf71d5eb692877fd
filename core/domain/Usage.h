// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <optional>

namespace lineup {

// What a call used, in disjoint buckets: their sum is everything that can be billed. Units: tokens, but for the
// counted ones. Each dialect converts at the edge, because providers nest these counts differently (cached inside
// or outside of prompt tokens, reasoning inside or outside of completion tokens).
struct Usage
{
    enum class Source { Unknown, Reported, Estimated };
    Source source = Source::Unknown;

    qint64 inputFresh = 0; // text (and images billed as text) not read from or written to a cache
    qint64 inputCacheRead = 0;
    qint64 inputCacheWrite5m = 0;
    qint64 inputCacheWrite1h = 0;
    qint64 inputAudio = 0; // where billed apart
    qint64 inputImage = 0; // where billed apart
    qint64 outputText = 0;
    qint64 outputReasoning = 0;
    qint64 outputAudio = 0;
    qint64 outputImage = 0;
    qint64 webSearches = 0; // counted units

    [[nodiscard]] qint64 inputTotal() const
    {
        return inputFresh + inputCacheRead + inputCacheWrite5m + inputCacheWrite1h + inputAudio + inputImage;
    }
    [[nodiscard]] qint64 outputTotal() const { return outputText + outputReasoning + outputAudio + outputImage; }
    [[nodiscard]] bool isKnown() const { return source != Source::Unknown; }
    bool operator==(const Usage &) const = default;
    Usage &operator+=(const Usage &other);
};

// The sum of an estimate and a report is an estimate.
inline Usage &Usage::operator+=(const Usage &other)
{
    source = source == Source::Estimated ? source : other.source;
    inputFresh += other.inputFresh;
    inputCacheRead += other.inputCacheRead;
    inputCacheWrite5m += other.inputCacheWrite5m;
    inputCacheWrite1h += other.inputCacheWrite1h;
    inputAudio += other.inputAudio;
    inputImage += other.inputImage;
    outputText += other.outputText;
    outputReasoning += other.outputReasoning;
    outputAudio += other.outputAudio;
    outputImage += other.outputImage;
    webSearches += other.webSearches;
    return *this;
}

} // namespace lineup
