// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/openai/OpenAiFastEvent.h"

#include <QUtf8StringView>

#include <algorithm>

namespace lineup {

namespace {

// Walks over JSON text. Each step is true when what it asks for stood there.
class Scanner
{
public:
    explicit Scanner(QByteArrayView bytes) : m_at(bytes.data()), m_end(bytes.data() + bytes.size()) { }

    [[nodiscard]] bool take(char wanted)
    {
        space();
        if (m_at == m_end || *m_at != wanted)
            return false;
        ++m_at;
        return true;
    }
    [[nodiscard]] bool atEnd()
    {
        space();
        return m_at == m_end;
    }
    // A text without escapes and control characters.
    [[nodiscard]] bool plainText(QByteArrayView &out);
    // The bytes between the quotes, escapes as they are.
    [[nodiscard]] bool rawText(QByteArrayView &out, bool &escaped);
    [[nodiscard]] bool word(QByteArrayView wanted);
    [[nodiscard]] bool number(); // a whole one, as "created" is

private:
    void space()
    {
        while (m_at != m_end && (*m_at == ' ' || *m_at == '\n' || *m_at == '\r' || *m_at == '\t'))
            ++m_at;
    }

    const char *m_at;
    const char *m_end;
};

bool Scanner::rawText(QByteArrayView &out, bool &escaped)
{
    if (!take('"'))
        return false;
    const char *const begin = m_at;
    for (; m_at != m_end && *m_at != '"'; ++m_at) {
        if (static_cast<uchar>(*m_at) < 0x20)
            return false;
        if (*m_at == '\\') {
            escaped = true;
            if (++m_at == m_end)
                return false;
        }
    }
    if (m_at == m_end)
        return false;
    out = QByteArrayView(begin, m_at++ - begin);
    return true;
}

bool Scanner::plainText(QByteArrayView &out)
{
    bool escaped = false;
    return rawText(out, escaped) && !escaped;
}

bool Scanner::word(QByteArrayView wanted)
{
    space();
    if (m_end - m_at < wanted.size() || QByteArrayView(m_at, wanted.size()) != wanted)
        return false;
    m_at += wanted.size();
    return true;
}

bool Scanner::number()
{
    space();
    const char *const begin = m_at;
    while (m_at != m_end && *m_at >= '0' && *m_at <= '9')
        ++m_at;
    const qsizetype digits = m_at - begin;
    return digits > 0 && digits < 16 && (*begin != '0' || digits == 1);
}

// The escapes of one letter. Those with a number are rare where text comes as UTF-8, and their surrogates are best left
// to the parser.
std::optional<QByteArray> unescaped(QByteArrayView raw)
{
    QByteArray plain;
    plain.reserve(raw.size());
    for (qsizetype i = 0; i < raw.size(); ++i) {
        if (raw[i] != '\\') {
            plain += raw[i];
            continue;
        }
        constexpr QByteArrayView letters = "\"\\/bfnrt";
        constexpr QByteArrayView meanings = "\"\\/\b\f\n\r\t";
        const qsizetype which = letters.indexOf(raw[++i]);
        if (which < 0)
            return std::nullopt;
        plain += meanings[which];
    }
    return plain;
}

// Walks through an object: one(name) reads the member's value.
template<typename One>
bool members(Scanner &scanner, One one)
{
    if (!scanner.take('{'))
        return false;
    do {
        QByteArrayView name;
        if (!scanner.plainText(name) || !scanner.take(':') || !one(name))
            return false;
    } while (scanner.take(','));
    return scanner.take('}');
}

// A text or null, and no second text: of two members of one name the parser takes the last.
bool nameOnce(Scanner &scanner, QByteArrayView &out)
{
    return out.isNull() && (scanner.word("null") || scanner.plainText(out));
}

class EventReader
{
public:
    explicit EventReader(QByteArrayView bytes) : m_scanner(bytes) { }
    [[nodiscard]] std::optional<OpenAiFastEvent> read();

private:
    [[nodiscard]] bool topMember(QByteArrayView name);
    [[nodiscard]] bool choiceMember(QByteArrayView name);
    [[nodiscard]] bool deltaMember(QByteArrayView name);

    Scanner m_scanner;
    OpenAiFastEvent m_event;
    QByteArrayView m_ignored;
    QByteArrayView m_raw; // of the text
    bool m_anyEscape = false;
    bool m_sawChoices = false;
    bool m_sawDelta = false;
    bool m_sawContent = false;
};

bool EventReader::deltaMember(QByteArrayView name)
{
    if (name == "content") {
        if (std::exchange(m_sawContent, true))
            return false;
        return m_scanner.rawText(m_raw, m_anyEscape);
    }
    if (name == "role")
        return m_scanner.plainText(m_ignored);
    return (name == "refusal" || name == "tool_calls") && m_scanner.word("null");
}

bool EventReader::choiceMember(QByteArrayView name)
{
    if (name == "delta") {
        return !std::exchange(m_sawDelta, true)
            && members(m_scanner, [this](QByteArrayView member) { return deltaMember(member); });
    }
    if (name == "index")
        return m_scanner.word("0");
    return (name == "finish_reason" || name == "logprobs") && m_scanner.word("null");
}

bool EventReader::topMember(QByteArrayView name)
{
    if (name == "choices") {
        return !std::exchange(m_sawChoices, true) && m_scanner.take('[')
            && members(m_scanner, [this](QByteArrayView member) { return choiceMember(member); })
            && m_scanner.take(']');
    }
    if (name == "id")
        return nameOnce(m_scanner, m_event.id);
    if (name == "model")
        return nameOnce(m_scanner, m_event.model);
    if (name == "system_fingerprint")
        return nameOnce(m_scanner, m_event.systemFingerprint);
    if (name == "service_tier")
        return nameOnce(m_scanner, m_event.serviceTier);
    if (name == "obfuscation" || name == "p")
        return nameOnce(m_scanner, m_event.padding);
    if (name == "object")
        return m_scanner.plainText(m_ignored);
    if (name == "created")
        return m_scanner.number();
    return name == "usage" && m_scanner.word("null");
}

std::optional<OpenAiFastEvent> EventReader::read()
{
    const auto top = [this](QByteArrayView name) { return topMember(name); };
    if (!members(m_scanner, top) || !m_scanner.atEnd() || !m_sawContent)
        return std::nullopt;
    const std::optional<QString> text = readFastText(m_raw);
    if (!text)
        return std::nullopt;
    m_event.text = *text;
    m_event.rawText = m_raw;
    return m_event;
}

bool isPlainAscii(QByteArrayView bytes)
{
    return std::all_of(
        bytes.begin(), bytes.end(), [](char c) { return c >= 0x20 && c < 0x7f && c != '"' && c != '\\'; });
}

} // namespace

std::optional<QString> readFastText(QByteArrayView raw)
{
    bool escaped = false;
    bool ascii = true;
    for (const char *at = raw.begin(); at != raw.end(); ++at) {
        const auto byte = static_cast<uchar>(*at);
        if (byte < 0x20 || byte == '"')
            return std::nullopt;
        if (byte == '\\') {
            escaped = true;
            if (++at == raw.end())
                return std::nullopt;
        }
        ascii = ascii && byte < 0x80;
    }
    if (!ascii && !QUtf8StringView(raw.data(), raw.size()).isValidUtf8())
        return std::nullopt;
    if (raw.startsWith("\xef\xbb\xbf")) // a mark that fromUtf8() would take for one of the whole text
        return std::nullopt;
    if (!escaped)
        return ascii ? QString::fromLatin1(raw) : QString::fromUtf8(raw);
    const std::optional<QByteArray> plain = unescaped(raw);
    return plain ? std::optional(QString::fromUtf8(*plain)) : std::nullopt;
}

std::optional<QString> OpenAiRepeatedEvent::text(QByteArrayView bytes) const
{
    const qsizetype around = m_before.size() + m_behind.size() + m_end.size();
    if (m_before.isEmpty() || bytes.size() < around || !bytes.startsWith(m_before) || !bytes.endsWith(m_end))
        return std::nullopt;
    QByteArrayView rest = bytes.sliced(m_before.size()).chopped(m_end.size());
    if (!m_end.isEmpty()) { // a padding holds no quote: the last one opens it
        const qsizetype padding = rest.lastIndexOf('"') + 1;
        if (!isPlainAscii(rest.sliced(padding)))
            return std::nullopt;
        rest.truncate(padding);
    }
    return rest.endsWith(m_behind) ? readFastText(rest.chopped(m_behind.size())) : std::nullopt;
}

void OpenAiRepeatedEvent::remember(const QByteArray &bytes, const OpenAiFastEvent &event)
{
    const qsizetype begin = event.rawText.data() - bytes.constData();
    const qsizetype end = begin + event.rawText.size();
    const qsizetype padding = event.padding.isNull() ? -1 : event.padding.data() - bytes.constData();
    m_before = bytes.left(begin);
    m_behind = bytes.mid(end, padding > end ? padding - end : -1);
    m_end = padding > end ? bytes.mid(padding + event.padding.size()) : QByteArray();
}

std::optional<OpenAiFastEvent> readOpenAiFastEvent(QByteArrayView bytes)
{
    if (!QUtf8StringView(bytes.data(), bytes.size()).isValidUtf8())
        return std::nullopt;
    return EventReader(bytes).read();
}

} // namespace lineup
