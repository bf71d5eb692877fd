// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QString>

namespace lineup {

// Reads one choice's thinking wherever a service puts it, and keeps what has to be given back in the next turn.
// One reader a choice; not thread-safe.
class ReasoningReader
{
public:
    // The thinking in reasoning_content, reasoning or reasoning_details of a message or a delta; the first of them
    // that says something, because they repeat one another.
    [[nodiscard]] QString read(const QJsonObject &message);
    // A content part of type "thinking", or of type "reasoning" with a "summary".
    [[nodiscard]] static bool isPart(const QJsonObject &part);
    [[nodiscard]] QString readPart(const QJsonObject &part);
    // reasoning_details as they have to be sent back, pieces of one entry put together again.
    [[nodiscard]] QJsonArray details() const;
    // The thinking parts put together to one content part; empty when there were none.
    [[nodiscard]] QJsonObject part() const;

private:
    // An entry of reasoning_details; its long members apart, so that adding a piece does not copy all before it.
    struct Detail
    {
        QJsonObject members;
        QString text;
        QString summary;
        QString data;
    };
    void keepDetail(const QJsonObject &piece);

    QList<Detail> m_details;
    QJsonObject m_partMembers;
    QString m_partText;
    QJsonObject m_summaryMembers; // of the pieces of a summary: a signature comes with the last
};

} // namespace lineup
