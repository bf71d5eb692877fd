// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/HttpTypes.h"

#include <QJsonObject>
#include <QList>
#include <QStringList>

namespace lineup::test {

// One recorded exchange with a real service, as the shared traffic folder keeps it.
struct Exchange
{
    QString name; // "groq/001-groq-kimi-k2-multi-tool"
    QString provider;
    QString api; // "chat.completions", "messages", …
    QString model;
    QJsonObject request; // its body; empty when it was not recorded
    HttpHead head;
    QByteArray body;
    bool streamed = false;

    // "groq/001"
    [[nodiscard]] QString number() const { return name.left(name.indexOf(u'/') + 4); }
};

// Every recording of the api ("chat.completions" matches both forms); of all providers when none is named.
[[nodiscard]] QList<Exchange> traffic(const QString &api, const QStringList &providers = {});

// Whether the recordings are here.
[[nodiscard]] bool trafficIsHere();
// False when they are absent although they are demanded (CI is set): a test fails then, and otherwise skips.
[[nodiscard]] bool trafficIsHereOrNotDemanded();

// The offsets at which a body is worth cutting in two: all of them up to everyOffsetUpTo bytes, else about
// 200 spread evenly, and all that lie inside of a character.
[[nodiscard]] QList<qsizetype> cutOffsets(const QByteArray &body, qsizetype everyOffsetUpTo = 20'000);

} // namespace lineup::test
