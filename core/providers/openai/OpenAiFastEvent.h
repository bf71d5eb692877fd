// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <optional>

namespace lineup {

// What the usual event of a streamed answer holds: names that repeat in each event, and a piece of text.
struct OpenAiFastEvent
{
    QByteArrayView id; // these four as they stand in the event, without escapes; empty: not there
    QByteArrayView model;
    QByteArrayView systemFingerprint;
    QByteArrayView serviceTier;
    QString text;
    QByteArrayView rawText; // the same as it stands there, between its quotes
    QByteArrayView padding; // what makes the lengths of events tell nothing: "obfuscation", or Mistral's "p"
};

// Reads a chunk whose only news is choices[0].delta.content. Nothing for every other event, for one with a member that
// is not known here, and for anything that is not plainly valid: those are for the JSON parser. In front of it because
// almost every event of a stream is of this kind, and building a tree of objects for each is most of the work.
// Pure; the views point into the bytes; allocates the text alone.
[[nodiscard]] std::optional<OpenAiFastEvent> readOpenAiFastEvent(QByteArrayView bytes);

// What the bytes between a text's quotes mean. Nothing when they are no such text, or one for the parser.
[[nodiscard]] std::optional<QString> readFastText(QByteArrayView raw);

// Reads the events of one stream that say the same as the one before but for their text and a padding behind it, as
// nearly all do: what stands around these is compared, not read again.
class OpenAiRepeatedEvent
{
public:
    // The text of such an event; nothing for any other.
    [[nodiscard]] std::optional<QString> text(QByteArrayView bytes) const;
    // What the next event is compared with. event: as it was read from bytes.
    void remember(const QByteArray &bytes, const OpenAiFastEvent &event);
    void forget() { m_before.clear(); } // something else came between

private:
    QByteArray m_before; // up to and with the quote that opens the text; empty: nothing to compare with
    QByteArray m_behind; // from the quote that closes it, up to the one that opens the padding where there is one
    QByteArray m_end; // from the quote that closes the padding; empty: there is none
};

} // namespace lineup
