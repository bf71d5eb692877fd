// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/domain/Message.h"

#include <QHash>
#include <QJsonArray>

#include <optional>

namespace lineup {

// A part of an answer that has to come back as it was: signed text, signed or numbered function calls, and whatever
// the service's own tools left (code and its result, searches). textBefore (in UTF-16 units) and callsBefore say
// where it stood among the text and the tool calls of its message.
struct GeminiKeptPart
{
    QJsonObject part;
    qsizetype textBefore = 0;
    int callsBefore = 0;

    // Signatures are good at the service that gave them: Google has two that know nothing of each other's.
    [[nodiscard]] NativeBlock toBlock(const QString &service) const;
    [[nodiscard]] static QList<GeminiKeptPart> of(const Message &message, const QString &service);
};

// Puts one earlier answer together again as the parts of a "model" turn. A kept part whose text or call is no longer
// in the message (the person edited it) is left out: its signature would not fit. Pure; used once.
class GeminiReplay
{
public:
    struct Call
    {
        QString id;
        QString name;
        QJsonObject arguments;
    };
    GeminiReplay(QString text, QList<Call> calls) : m_text(std::move(text)), m_calls(std::move(calls)) { }

    [[nodiscard]] QJsonArray parts(const QList<GeminiKeptPart> &kept);
    // Google's id of each call that has one, by the message's. Known once parts() was called.
    [[nodiscard]] const QHash<QString, QString> &nativeIds() const { return m_nativeIds; }

private:
    void addTextUntil(qsizetype end);
    void addCallsUntil(qsizetype end);
    void addKept(const GeminiKeptPart &kept);
    void addKeptCall(const QJsonObject &part);

    QString m_text;
    QList<Call> m_calls;
    QJsonArray m_parts;
    qsizetype m_textDone = 0;
    qsizetype m_callsDone = 0;
    QHash<QString, QString> m_nativeIds;
};

[[nodiscard]] QJsonObject geminiTextPart(const QString &text);

} // namespace lineup
