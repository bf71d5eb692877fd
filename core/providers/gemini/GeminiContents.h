// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/RequestMapper.h"

#include <QHash>
#include <QJsonArray>

namespace lineup {

// The conversation as generateContent wants it: system texts apart, turns of "user" and "model", tool results as
// function responses, and signed parts of earlier answers byte for byte where they stood.
class GeminiContents
{
public:
    explicit GeminiContents(RequestMapper &mapper);
    [[nodiscard]] QJsonArray turns() const { return m_turns; }
    [[nodiscard]] QJsonObject systemInstruction() const;

private:
    void addMessage(const Message &message);
    void addSystem(const Message &message);
    void addTurn(const QString &role, const QJsonArray &parts);
    [[nodiscard]] QJsonArray userParts(const Message &message);
    [[nodiscard]] QJsonArray modelParts(const Message &message);
    void vouchForCalls(QJsonArray &parts);
    [[nodiscard]] QJsonArray resultParts(const Message &message);
    [[nodiscard]] QJsonValue mediaPart(const ContentPart &part);
    [[nodiscard]] bool takesMedia(const ContentPart &part);
    void moveSystemIntoFirstTurn();

    RequestMapper &m_mapper;
    QJsonArray m_system;
    QJsonArray m_turns;
    QHash<QString, QString> m_callNames; // by id: results need them
    QHash<QString, QString> m_nativeIds; // our id → Google's, where it gave one
};

} // namespace lineup
