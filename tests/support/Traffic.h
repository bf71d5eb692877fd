// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/HttpTypes.h"

#include <QJsonValue>
#include <QStringList>

namespace lineup::test {

// One recorded exchange with a provider.
struct Recording
{
    QString name; // "anthropic/004"
    QString file; // its file's name
    QString api; // "messages", "ollama.chat", …
    QStringList tags;
    bool streamed = false;
    bool exactBytes = false; // the body is as it came over the wire
    QString path; // of the request, with its query; no host
    QJsonValue request; // the body that another client sent
    HttpHead head;
    QByteArray body; // decoded
};

// Where the recordings are; empty when they are not there. They are kept beside the source, not in it.
[[nodiscard]] QString trafficFolder();
// Every recording of a provider, in order of their numbers; with an api only those of it.
[[nodiscard]] QList<Recording> recordings(const QString &provider, const QString &api = {});

// Places to cut a body in two: every one (under a sanitizer some of them), or for bodies longer than limit about 200,
// among them every place inside a character of several bytes (as many of these as fit into 400).
[[nodiscard]] QList<qsizetype> cuts(const QByteArray &body, qsizetype limit = 20'000);

} // namespace lineup::test

// At the head of a test function: without recordings it fails where a build is checked, and is skipped elsewhere.
#define LINEUP_NEEDS_TRAFFIC()                                                                                         \
    do {                                                                                                               \
        if (lineup::test::trafficFolder().isEmpty()) {                                                                 \
            if (qEnvironmentVariable("CI") == QLatin1String("true"))                                                   \
                QFAIL("the recorded traffic is missing");                                                              \
            QSKIP("the recorded traffic is not beside the source");                                                    \
        }                                                                                                              \
    } while (false)
