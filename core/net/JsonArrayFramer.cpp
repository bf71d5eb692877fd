// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/net/JsonArrayFramer.h"

#include "core/net/ByteScan.h"

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

bool isSpace(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

} // namespace

std::optional<Error> JsonArrayFramer::feed(QByteArrayView bytes, QList<StreamEvent> &events)
{
    const char *at = bytes.begin();
    const char *const end = bytes.end();
    while (at != end && !m_error) {
        if (m_place == Place::InElement || m_place == Place::InText)
            at = element(at, end, events);
        else
            at = between(at, end);
    }
    return m_error;
}

std::optional<Error> JsonArrayFramer::finish(QList<StreamEvent> &)
{
    if (!m_error && m_place != Place::AfterArray && !m_empty)
        fail(u"the answer ended before its JSON list did"_s);
    return m_error;
}

const char *JsonArrayFramer::between(const char *at, const char *end)
{
    while (at != end && isSpace(*at))
        ++at;
    if (at == end)
        return at;
    m_empty = false;
    if (m_place == Place::AfterArray) {
        fail(u"something follows the end of the JSON list"_s);
    } else if (m_place == Place::BeforeArray) {
        if (*at != '[')
            fail(u"expected a JSON list"_s);
        m_place = Place::BeforeElement;
    } else if (*at == ']') {
        m_place = Place::AfterArray;
    } else if (m_place == Place::AfterElement) {
        if (*at != ',')
            fail(u"expected a comma between two elements of the JSON list"_s);
        m_place = Place::BeforeElement;
    } else if (*at == ',' || *at == '}') {
        fail(u"expected an element of the JSON list"_s);
    } else {
        m_place = Place::InElement;
        return at;
    }
    return at + 1;
}

const char *JsonArrayFramer::element(const char *at, const char *end, QList<StreamEvent> &events)
{
    const char *const start = at;
    while (at != end) {
        if (m_place == Place::InText) {
            at = text(at, end);
            continue;
        }
        const char c = *at;
        const bool closes = c == '}' || c == ']';
        if (m_depth == 0 && (closes || c == ',')) { // ends a bare number or word
            take(QByteArrayView(start, at), events);
            return at;
        }
        ++at;
        if (c == '"')
            m_place = Place::InText;
        else if (c == '{' || c == '[')
            ++m_depth;
        else if (closes && --m_depth == 0) {
            take(QByteArrayView(start, at), events);
            return at;
        }
    }
    keep(QByteArrayView(start, end));
    return end;
}

const char *JsonArrayFramer::text(const char *at, const char *end)
{
    if (m_escaped) {
        m_escaped = false;
        ++at;
    }
    const char *quote = findByte(at, end, '"');
    for (;;) {
        // The quote is looked for once, however many backslashes come before it.
        const char *backslash = findByte(at, quote, '\\');
        if (backslash == quote)
            break;
        at = backslash + 1;
        if (at == end) {
            m_escaped = true;
            return end;
        }
        ++at;
        if (quote < at)
            quote = findByte(at, end, '"');
    }
    if (quote == end)
        return end;
    m_place = Place::InElement;
    return quote + 1;
}

void JsonArrayFramer::take(QByteArrayView last, QList<StreamEvent> &events)
{
    const QByteArrayView whole = m_rest.completed(last);
    m_place = Place::AfterElement;
    if (whole.size() > m_maxEvent)
        m_error = oversizedEvent(m_maxEvent);
    else
        events.append({.name = {}, .data = whole.trimmed().toByteArray()});
}

void JsonArrayFramer::keep(QByteArrayView piece)
{
    m_rest.append(piece);
    if (m_rest.size() > m_maxEvent)
        m_error = oversizedEvent(m_maxEvent);
}

void JsonArrayFramer::fail(const QString &detail)
{
    m_error = Error {.kind = Error::Kind::Malformed, .detail = detail};
}

} // namespace lineup
