// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"
#include "core/domain/Cost.h"
#include "tests/support/LoopbackServer.h"
#include "tests/unit/routing/DialectSamples.h"

namespace lineup::test {

// What a call owes a person when its first target fails so and a second one stands ready.
struct FaultOutcome
{
    enum class Way {
        Falls, // the second target answers
        Stays, // the person's own mistake: nobody else is asked
        Partial, // text came already: it is kept, with the error, and nobody else is asked
        Answers // nothing was lost: the first target's answer is whole
    };
    Way way = Way::Falls;
    Error::Kind kind = Error::Kind::Network; // of the first attempt; Answers: none
    // Of the first attempt; Running: it depends on who was quicker, or on whether usage came before the fault.
    Cost::Reason billed = Cost::Reason::MaybeBilled;
    int attempts = 1; // at the first target
    std::optional<Error::Kind> otherKind; // as right as kind; dialects tell such a fault by different signs
};

class FaultServer;

// One way in which a server goes wrong.
struct Fault
{
    QByteArray name;
    std::function<void(FaultServer &)> set;
    std::optional<FaultOutcome> plain; // empty: makes no sense there
    std::optional<FaultOutcome> streamed;
    bool limited = false; // ends only by our own limit on the whole time
    int retries = 0; // num_retries of the request
};

// A LoopbackServer that speaks one dialect, streamed or plain, until a fault is set.
//     FaultServer server(dialectSamples().first(), true);
//     allFaults().first().set(server);
class FaultServer : public LoopbackServer
{
    Q_OBJECT
public:
    FaultServer(const DialectSample &sample, bool streamed);

    [[nodiscard]] const DialectSample &sample() const { return m_sample; }
    [[nodiscard]] bool streamed() const { return m_streamed; }
    [[nodiscard]] const QByteArray &answer() const { return m_streamed ? m_sample.stream : m_sample.plain; }
    [[nodiscard]] QByteArray type() const { return m_streamed ? m_sample.streamType : "application/json"; }
    [[nodiscard]] qsizetype firstContent() const; // bytes of the stream up to its first word, the event's end included
    [[nodiscard]] qsizetype lastWord() const; // up to the event that says that the answer is whole
    [[nodiscard]] QByteArray begin() const { return answer().left(firstContent()); }
    [[nodiscard]] QByteArray eventEnd() const; // what parts the events of the stream
    [[nodiscard]] ServerScript chunked(const QByteArray &body) const { return ServerScript::stream({body}, type()); }
    // In the words of the dialect's own provider.
    [[nodiscard]] QByteArray errorBody(int status, const QByteArray &message = "It went wrong") const;
    [[nodiscard]] QByteArray errorEvent(int status) const; // the same inside a stream
    [[nodiscard]] ServerScript refusal(int status) const { return refusal(status, errorBody(status)); }
    [[nodiscard]] static ServerScript refusal(int status, const QByteArray &body);
    // Another server, for redirects: nobody has any business there.
    [[nodiscard]] LoopbackServer &elsewhere() { return m_elsewhere; }

private:
    [[nodiscard]] bool is(QByteArrayView dialect) const { return dialect == m_sample.name; }

    DialectSample m_sample;
    bool m_streamed;
    LoopbackServer m_elsewhere;
};

// Some eighty of them. The test has to trust the issuer, so that each TLS fault is the only one.
[[nodiscard]] QList<Fault> allFaults(const TestCertificate &issuer);

} // namespace lineup::test
