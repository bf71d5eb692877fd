// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/HttpClient.h"

#include <functional>

namespace lineup::test {

// What a FakeHttpClient gives back for one request.
struct FakeAnswer
{
    int status = 200;
    HttpHeaders headers;
    QByteArray body;
    std::optional<Error> error; // instead of an answer
    std::optional<Error> cut; // after the body
    bool silent = false; // never answers
    bool mute = false; // takes the request, and never answers
};

// Answers requests from a function, from the event loop, in the order of signals that HttpReply promises.
class FakeHttpClient final : public HttpClient
{
public:
    using Answerer = std::function<FakeAnswer(const HttpRequest &)>;
    explicit FakeHttpClient(Answerer answerer = {}) : answer(std::move(answerer)) { }
    [[nodiscard]] HttpReplyPtr send(const HttpRequest &request) override;

    Answerer answer; // none: silent
    QList<HttpRequest> requests; // all there were
};

class FakeHttpReply final : public HttpReply
{
    Q_OBJECT
public:
    explicit FakeHttpReply(FakeAnswer answer);
    void abort() override;

private:
    void play();
    void end(const std::optional<Error> &error);

    FakeAnswer m_answer;
    bool m_done = false;
};

} // namespace lineup::test
