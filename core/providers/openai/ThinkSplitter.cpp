// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/openai/ThinkSplitter.h"

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

constexpr QLatin1StringView openTag = "<think>"_L1;
constexpr QLatin1StringView closeTag = "</think>"_L1;

qsizetype leadingSpace(const QString &text)
{
    qsizetype i = 0;
    while (i < text.size() && text.at(i).isSpace())
        ++i;
    return i;
}

// How many characters at the end of text may be the beginning of the closing tag.
qsizetype possibleTagAtEnd(const QString &text)
{
    for (qsizetype length = qMin(text.size(), closeTag.size() - 1); length > 0; --length) {
        if (text.endsWith(closeTag.left(length)))
            return length;
    }
    return 0;
}

} // namespace

// True when the state changed and what is left has to be looked at again.
bool ThinkSplitter::advanceStart(Split &out)
{
    const QStringView seen = QStringView(m_held).mid(leadingSpace(m_held));
    if (seen.startsWith(openTag)) {
        m_held = seen.mid(openTag.size()).toString();
        m_state = State::Thinking;
        return true;
    }
    if (seen.isEmpty() || openTag.startsWith(seen))
        return false; // it may still become a tag
    out.text += m_held;
    m_held.clear();
    m_state = State::Text;
    return false;
}

bool ThinkSplitter::advanceThinking(Split &out)
{
    const qsizetype close = m_held.indexOf(closeTag);
    if (close >= 0) {
        out.reasoning += QStringView(m_held).left(close);
        m_held.remove(0, close + closeTag.size());
        m_state = State::AfterThinking;
        return true;
    }
    const qsizetype keep = possibleTagAtEnd(m_held);
    out.reasoning += QStringView(m_held).left(m_held.size() - keep);
    m_held = m_held.right(keep);
    return false;
}

void ThinkSplitter::advance(Split &out)
{
    if (m_state == State::Start && !advanceStart(out))
        return;
    if (m_state == State::Thinking && !advanceThinking(out))
        return;
    // The blank lines between the thinking and the answer belong to neither.
    m_held.remove(0, leadingSpace(m_held));
    if (m_held.isEmpty())
        return;
    out.text += m_held;
    m_held.clear();
    m_state = State::Text;
}

ThinkSplitter::Split ThinkSplitter::feed(const QString &piece)
{
    Split out;
    if (m_state == State::Text) {
        out.text = piece;
        return out;
    }
    m_held += piece;
    advance(out);
    return out;
}

ThinkSplitter::Split ThinkSplitter::finish()
{
    Split out;
    (m_state == State::Thinking ? out.reasoning : out.text) = m_held;
    m_held.clear();
    return out;
}

void ThinkSplitter::disable()
{
    if (m_state == State::Start && m_held.isEmpty())
        m_state = State::Text;
}

} // namespace lineup
