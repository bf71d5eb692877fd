// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/Dialect.h"

#include <QHash>
#include <QJsonArray>
#include <QMap>
#include <QSet>

namespace lineup {

// Puts the items of one answer's output into Deltas, whether they come in pieces, whole, or in pieces and then whole
// again: what was told already is not told twice. Demands nothing of their shape. Pure; one reader an answer.
// Items leave as NativeBlocks as well (ResponsesWire.h), at the end and in the order of the output, in which they need
// not come.
class ResponsesAnswer
{
public:
    explicit ResponsesAnswer(const Target &target) : m_service(target.service), m_model(target.model) { }

    enum class Piece { Text, Refusal, ReasoningText, ReasoningSummary, Arguments };

    void addItem(int index, const QJsonObject &item, Delta &delta); // an item begins
    void addPiece(int index, Piece piece, int part, const QString &text, Delta &delta);
    void addAnnotation(const QJsonObject &annotation, Delta &delta);
    void endItem(int index, const QJsonObject &item, Delta &delta); // the item as it is in the end
    // The response object: names, and at the end the rest of the output, the counts and how it ended.
    void readHead(const QJsonObject &response, Delta &delta);
    void endResponse(const QJsonObject &response, QList<Delta> &deltas);
    void finish(QList<Delta> &deltas); // nothing more comes: the items that did, where endResponse() did not tell them
    // What the response object reports as its failure.
    [[nodiscard]] std::optional<Error> failure(const QJsonObject &response) const;

private:
    struct Item
    {
        QString told[5]; // by Piece
        int call = -1; // number of the function call, -1: none
        bool ended = false;
    };
    Item &itemAt(int index, const QJsonObject &item, Delta &delta);
    void tell(Item &item, Piece piece, const QString &text, Delta &delta);
    void tellRest(Item &item, Piece piece, const QString &whole, Delta &delta);
    void endMessage(Item &item, const QJsonObject &value, Delta &delta);
    void endReasoning(Item &item, const QJsonObject &value, Delta &delta);
    void keep(int index, const Item &item, const QJsonObject &value);

    Service m_service;
    QString m_model;
    QHash<int, Item> m_items;
    QMap<int, NativeBlock> m_kept; // by place in the output
    Delta m_head; // the names last told
    QHash<int, int> m_lastThought; // by item: the part that was last told, to set paragraphs apart
    QSet<QString> m_cited;
    int m_calls = 0;
    qint64 m_searches = 0;
    bool m_thought = false; // some reasoning was told
};

} // namespace lineup
