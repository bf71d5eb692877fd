// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/net/Framer.h"
#include "core/net/LineRest.h"

namespace lineup {

// One JSON array whose elements come one after the other (Gemini's streamGenerateContent without alt=sse): each
// element is an event, as soon as it is whole. Finds where elements end; whether they are JSON, their reader says.
// A body that is no array, or that ends before the array does, is Malformed; an empty body is no event.
class JsonArrayFramer final : public Framer
{
public:
    explicit JsonArrayFramer(qint64 maxEvent) : m_maxEvent(maxEvent) { }
    [[nodiscard]] std::optional<Error> feed(QByteArrayView bytes, QList<StreamEvent> &events) override;
    [[nodiscard]] std::optional<Error> finish(QList<StreamEvent> &events) override;

private:
    enum class Place { BeforeArray, BeforeElement, InElement, InText, AfterElement, AfterArray };

    // Each reads on from `at` and returns where it stopped.
    const char *between(const char *at, const char *end);
    const char *element(const char *at, const char *end, QList<StreamEvent> &events);
    const char *text(const char *at, const char *end);
    void take(QByteArrayView last, QList<StreamEvent> &events);
    void keep(QByteArrayView piece);
    void fail(const QString &detail);

    qint64 m_maxEvent;
    LineRest m_rest; // of an element
    Place m_place = Place::BeforeArray;
    int m_depth = 0; // brackets open within the element
    bool m_escaped = false; // the last byte was a backslash in a text
    bool m_empty = true;
    std::optional<Error> m_error;
};

} // namespace lineup
