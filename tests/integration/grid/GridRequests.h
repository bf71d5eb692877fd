// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QList>
#include <QString>

namespace lineup::grid {

// A chat completions body without its model, and what it is made of.
struct Asked
{
    QString name;
    QJsonObject body;
};

// Always the same requests in the same order: each parameter in each of its values alone, each conversation alone, both
// plain and streamed by turns, then mixtures of them.
[[nodiscard]] QList<Asked> askedRequests(int atLeast);

} // namespace lineup::grid
