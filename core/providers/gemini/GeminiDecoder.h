// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/Dialect.h"

#include <QHash>
#include <QJsonObject>
#include <QSet>

namespace lineup {

// Reads one generateContent answer, streamed or plain: a plain answer is the one and only piece of a stream.
class GeminiDecoder final : public StreamDecoder
{
public:
    explicit GeminiDecoder(const Target &target) : m_service(target.service), m_model(target.model) { }

    [[nodiscard]] std::optional<Error> decode(const StreamEvent &event, QList<Delta> &deltas) override;
    [[nodiscard]] bool complete() const override;
    [[nodiscard]] Result<QList<Delta>> decodeWhole(const QByteArray &body);

private:
    struct Candidate
    {
        int calls = 0; // tool calls so far
        qsizetype text = 0; // UTF-16 units of text so far
        bool ended = false;
    };
    [[nodiscard]] std::optional<Error> read(const QByteArray &json, QList<Delta> &deltas);
    [[nodiscard]] std::optional<Error> readPiece(const QJsonObject &piece, const QByteArray &raw, QList<Delta> &deltas);
    void readHead(const QJsonObject &piece, QList<Delta> &deltas);
    [[nodiscard]] std::optional<Usage> readUsage(const QJsonObject &metadata) const;
    [[nodiscard]] qint64 billedSearches() const;
    void readSearches(const QJsonObject &grounding);
    void readCandidate(const QJsonObject &value, QList<Delta> &deltas);
    void readPart(const QJsonObject &part, Candidate &state, Delta &delta);
    void readFinish(const QJsonObject &candidate, Candidate &state, Delta &delta);
    void readBlock(const QJsonObject &feedback, QList<Delta> &deltas);

    Service m_service;
    QString m_model;
    QHash<int, Candidate> m_candidates;
    QSet<QString> m_searches; // what was searched for, in the whole answer
    bool m_blocked = false; // the prompt was refused
    bool m_whole = false; // nothing follows
};

} // namespace lineup
