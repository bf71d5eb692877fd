// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/openai/OpenAiFastEvent.h"

#include <QUtf8StringView>

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

class Reader
{
public:
    explicit Reader(QByteArrayView bytes) : m_scanner(bytes) { }
    [[nodiscard]] std::optional<OpenAiFastEvent> read();

private:
    [[nodiscard]] bool topMember(QByteArrayView name);
    [[nodiscard]] bool choiceMember(QByteArrayView name);
    [[nodiscard]] bool deltaMember(QByteArrayView name);
    [[nodiscard]] bool unescape();

    Scanner m_scanner;
    OpenAiFastEvent m_event;
    QByteArrayView m_ignored;
    QByteArrayView m_raw; // of the text
    bool m_escaped = false;
    bool m_sawChoices = false;
    bool m_sawDelta = false;
    bool m_sawContent = false;
};

bool Reader::deltaMember(QByteArrayView name)
{
    if (name == "content") {
        if (std::exchange(m_sawContent, true))
            return false;
        return m_scanner.rawText(m_raw, m_escaped);
    }
    if (name == "role")
        return m_scanner.plainText(m_ignored);
    return (name == "refusal" || name == "tool_calls") && m_scanner.word("null");
}

bool Reader::choiceMember(QByteArrayView name)
{
    if (name == "delta") {
        return !std::exchange(m_sawDelta, true)
            && members(m_scanner, [this](QByteArrayView member) { return deltaMember(member); });
    }
    if (name == "index")
        return m_scanner.word("0");
    return (name == "finish_reason" || name == "logprobs") && m_scanner.word("null");
}

bool Reader::topMember(QByteArrayView name)
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
    if (name == "object" || name == "obfuscation")
        return m_scanner.plainText(m_ignored);
    if (name == "created")
        return m_scanner.number();
    return name == "usage" && m_scanner.word("null");
}

// The escapes of one letter. Those with a number are rare where text comes as UTF-8, and their surrogates are best left
// to the parser.
bool Reader::unescape()
{
    QByteArray plain;
    plain.reserve(m_raw.size());
    for (qsizetype i = 0; i < m_raw.size(); ++i) {
        if (m_raw[i] != '\\') {
            plain += m_raw[i];
            continue;
        }
        constexpr QByteArrayView letters = "\"\\/bfnrt";
        constexpr QByteArrayView meanings = "\"\\/\b\f\n\r\t";
        const qsizetype which = letters.indexOf(m_raw[++i]);
        if (which < 0)
            return false;
        plain += meanings[which];
    }
    m_event.text = QString::fromUtf8(plain);
    return true;
}

std::optional<OpenAiFastEvent> Reader::read()
{
    const auto top = [this](QByteArrayView name) { return topMember(name); };
    if (!members(m_scanner, top) || !m_scanner.atEnd() || !m_sawContent)
        return std::nullopt;
    if (m_raw.startsWith("\xef\xbb\xbf")) // a mark that fromUtf8() would take for one of the whole text
        return std::nullopt;
    if (m_escaped)
        return unescape() ? std::optional(m_event) : std::nullopt;
    m_event.text = QString::fromUtf8(m_raw);
    return m_event;
}

} // namespace

std::optional<OpenAiFastEvent> readOpenAiFastEvent(QByteArrayView bytes)
{
    if (!QUtf8StringView(bytes.data(), bytes.size()).isValidUtf8())
        return std::nullopt;
    return Reader(bytes).read();
}

} // namespace lineup
