// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TrafficShares.h"

#include <QDir>

namespace lineup::test {

const QList<TrafficShare> &trafficShares()
{
    static const QList<TrafficShare> shares {
        {"tst_traffic_openai", "", "chat.completions"},
        {"tst_traffic_responses", "", "responses"},
        {"tst_traffic_anthropic", "anthropic", "messages"},
        {"tst_traffic_anthropic", "vertex", "messages"},
        {"tst_traffic_gemini", "gemini", "generateContent"},
        {"tst_traffic_gemini", "gemini", "streamGenerateContent"},
        {"tst_traffic_gemini", "vertex", "generateContent"},
        {"tst_traffic_gemini", "vertex", "streamGenerateContent"},
        {"tst_traffic_bedrock", "bedrock", "converse"},
        {"tst_traffic_bedrock", "bedrock", "converse-stream"},
        {"tst_traffic_bedrock", "bedrock", "invoke"},
        {"tst_traffic_bedrock", "bedrock", "invoke-stream"},
        {"tst_traffic_cohere", "cohere", "cohere.v2.chat"},
        {"tst_traffic_ollama", "ollama", "ollama.chat"},
        {"tst_traffic_embeddings", "", "embeddings"},
    };
    return shares;
}

QList<Recording> shareOf(QLatin1StringView test)
{
    QList<Recording> out;
    for (const TrafficShare &share : trafficShares()) {
        if (test != QLatin1StringView(share.test))
            continue;
        const QString api = QString::fromLatin1(share.api);
        const QStringList folders = *share.provider
            ? QStringList {QString::fromLatin1(share.provider)}
            : QDir(trafficFolder()).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
        for (const QString &folder : folders)
            out += recordings(folder, api);
    }
    return out;
}

} // namespace lineup::test
