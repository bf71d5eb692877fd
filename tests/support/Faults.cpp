// SPDX-License-Identifier: GPL-3.0-or-later
#include "FaultServer.h"
#include "TestCertificate.h"

#include <QLocale>

using namespace std::chrono_literals;

namespace lineup::test {

namespace {

using Way = FaultOutcome::Way;
using Kind = Error::Kind;
using Reason = Cost::Reason;
using Greeting = LoopbackServer::Greeting;

constexpr FaultOutcome answers {.way = Way::Answers};
constexpr FaultOutcome lost {}; // the connection, on the way
constexpr FaultOutcome late {.kind = Kind::Timeout};
constexpr FaultOutcome senseless {.kind = Kind::Malformed};
constexpr FaultOutcome neverSent {.billed = Reason::NotBilled};
constexpr FaultOutcome cutOff {.way = Way::Partial, .billed = Reason::Running};

// A server that answers with that.
std::function<void(FaultServer &)> with(std::function<ServerScript(FaultServer &)> make)
{
    return [make = std::move(make)](FaultServer &server) { server.setAnswer(make(server)); };
}

Fault both(const QByteArray &name, const FaultOutcome &outcome, std::function<ServerScript(FaultServer &)> make)
{
    return {.name = name, .set = with(std::move(make)), .plain = outcome, .streamed = outcome};
}

Fault streamOnly(const QByteArray &name, const FaultOutcome &outcome, std::function<ServerScript(FaultServer &)> make)
{
    return {.name = name, .set = with(std::move(make)), .plain = {}, .streamed = outcome};
}

Fault limited(Fault fault)
{
    fault.limited = true;
    return fault;
}

QList<Fault> connectionFaults()
{
    const auto greets = [](const QByteArray &name, Greeting greeting, Reason billed) {
        const FaultOutcome outcome {.billed = billed};
        return Fault {.name = name,
            .set = [greeting](FaultServer &server) { server.setGreeting(greeting); },
            .plain = outcome,
            .streamed = outcome};
    };
    const Fault refused {.name = "refused",
        .set = [](FaultServer &server) { server.refuse(); },
        .plain = neverSent,
        .streamed = neverSent};
    Fault silent = limited(greets("accepted and never read", Greeting::Silence, Reason::MaybeBilled));
    silent.plain = silent.streamed = late;
    return {
        refused,
        greets("closed when accepted", Greeting::CloseAtOnce, Reason::Running),
        silent,
        both("closed before the head", lost, [](FaultServer &) { return ServerScript::raw({}).close(); }),
        both("reset before the head", lost, [](FaultServer &) { return ServerScript::raw({}).reset(); }),
        both("half-closed before the head", lost, [](FaultServer &) { return ServerScript::raw({}).halfClose(); }),
        both("cut in the status line", lost, [](FaultServer &) { return ServerScript::raw("HTTP/1.1 2").close(); }),
        both("cut in the headers", lost,
            [](FaultServer &) { return ServerScript::raw("HTTP/1.1 200 OK\r\nContent-Ty").close(); }),
        both(
            "no HTTP at all", lost, [](FaultServer &) { return ServerScript::raw("SSH-2.0-OpenSSH_9.2\r\n").close(); }),
        both("status of nonsense", lost,
            [](FaultServer &) { return ServerScript::raw("HTTP/1.1 abc Fine\r\n\r\n").close(); }),
        both("unasked switch of protocol", lost, [](FaultServer &) { return ServerScript(101); }),
        both("huge headers", lost, [](FaultServer &s) { return s.chunked(s.answer()).headerBytes(80'000); }),
    };
}

QList<Fault> slowFaults()
{
    return {
        limited(both("stalls before the head", late, [](FaultServer &) { return ServerScript::raw({}).stall(); })),
        limited(both("stalls in the head", late,
            [](FaultServer &) { return ServerScript::raw("HTTP/1.1 200 OK\r\nConte").stall(); })),
        limited(both("stalls after the head", late, [](FaultServer &s) { return s.chunked({}).stall(); })),
        limited(both("stalls before the first word", late,
            [](FaultServer &s) { return s.chunked(s.answer().left(20)).stall(); })),
        limited(both("a head of 1 byte a second", late,
            [](FaultServer &) {
                return ServerScript::raw({}).byteByByte("HTTP/1.1 200 OK\r\nX: " + QByteArray(1000, 'x'), 1s);
            })),
        limited(both("a body of 1 byte a second", late,
            [](FaultServer &s) {
                return ServerScript(200, ServerScript::Length::UntilClose)
                    .header("Content-Type", s.type())
                    .byteByByte(s.answer(), 1s);
            })),
        limited(streamOnly("only signs of life", late,
            [](FaultServer &s) {
                ServerScript script = s.chunked({});
                const bool lines = s.eventEnd() == "\n";
                for (int i = 0; i < 200; ++i)
                    script.piece(lines ? "\n" : ": still there\n\n").pause(100ms);
                return script;
            })),
        limited(streamOnly("stalls after the first word",
            {.way = Way::Partial, .kind = Kind::Timeout, .billed = Reason::Running},
            [](FaultServer &s) { return s.chunked(s.begin()).stall(); })),
        limited(streamOnly("a stream that does not end",
            {.way = Way::Partial, .kind = Kind::Timeout, .billed = Reason::Running},
            [](FaultServer &s) {
                ServerScript script = s.chunked(s.begin());
                const QByteArray word = s.begin().mid(s.begin().lastIndexOf(s.eventEnd(), -s.eventEnd().size() - 1));
                for (int i = 0; i < 1000; ++i)
                    script.pause(20ms).piece(word);
                return script;
            })),
    };
}

QList<Fault> lengthFaults()
{
    const auto lie = [](FaultServer &s, qint64 length) {
        return ServerScript().header("Content-Type", s.type()).contentLength(length).piece(s.answer());
    };
    Fault longer
        = both("length too long", lost, [lie](FaultServer &s) { return lie(s, s.answer().size() + 100).close(); });
    longer.streamed = answers; // the stream's own last word was there
    Fault shorter = both("length too short", lost, [lie](FaultServer &s) { return lie(s, 30); });
    shorter.plain = senseless;
    Fault unended = both("no final chunk", lost, [](FaultServer &s) { return s.chunked(s.answer()).close(); });
    unended.streamed = answers;
    return {
        longer,
        shorter,
        unended,
        both("bad chunk size", senseless,
            [](FaultServer &s) { return s.chunked({}).bareBytes("zz\r\nnonsense\r\n").close(); }),
        both("shorter chunk than said", lost,
            [](FaultServer &s) { return s.chunked({}).bareBytes("ffff\r\n" + s.answer().left(12)).close(); }),
        both(
            "reset before the first word", lost, [](FaultServer &s) { return s.chunked(s.answer().left(12)).reset(); }),
        streamOnly("ended before the first word", lost, [](FaultServer &s) { return s.chunked(s.answer().left(12)); }),
        streamOnly("closed after the first word", cutOff, [](FaultServer &s) { return s.chunked(s.begin()).close(); }),
        streamOnly("reset after the first word", cutOff,
            [](FaultServer &s) { return s.chunked(s.begin()).pause(100ms).reset(); }),
        streamOnly("half-closed after the first word", cutOff,
            [](FaultServer &s) { return s.chunked(s.begin()).halfClose(); }),
        streamOnly("ended after the first word", cutOff, [](FaultServer &s) { return s.chunked(s.begin()); }),
    };
}

QList<Fault> redirectFaults()
{
    QList<Fault> out;
    const auto away = [](FaultServer &s) { return s.elsewhere().url(QStringLiteral("/v1/steal")).toEncoded(); };
    for (const int status : {301, 302, 303, 307, 308}) {
        out += both(QByteArray::number(status) + " to another host", lost,
            [status, away](FaultServer &s) { return ServerScript::redirect(status, away(s)); });
    }
    out += both("307 to the same host", lost,
        [](FaultServer &s) { return ServerScript::redirect(307, s.url(QStringLiteral("/other")).toEncoded()); });
    out += both("308 in a circle", lost, [](FaultServer &) { return ServerScript::redirect(308, ""); });
    out += both("302 to nowhere", lost, [](FaultServer &) { return ServerScript(302).piece("moved"); });
    return out;
}

QList<Fault> statusFaults()
{
    const std::pair<int, Kind> rows[]
        = {{400, Kind::BadRequest}, {401, Kind::Auth}, {402, Kind::QuotaExhausted}, {403, Kind::PermissionDenied},
            {404, Kind::NotFound}, {408, Kind::Timeout}, {409, Kind::BadRequest}, {413, Kind::BadRequest},
            {422, Kind::BadRequest}, {429, Kind::RateLimited}, {500, Kind::ServerFault}, {502, Kind::ServerFault},
            {503, Kind::Overloaded}, {504, Kind::ServerFault}, {520, Kind::ServerFault}, {529, Kind::Overloaded}};
    QList<Fault> out;
    for (const auto &[status, kind] : rows) {
        const bool own = kind == Kind::BadRequest || kind == Kind::Auth || kind == Kind::PermissionDenied;
        const bool uncertain = status == 504; // a gateway gave up waiting for somebody who may be at work
        const FaultOutcome outcome {.way = own ? Way::Stays : Way::Falls,
            .kind = kind,
            .billed = uncertain ? Reason::MaybeBilled : Reason::NotBilled};
        out += both(QByteArray::number(status), outcome, [status](FaultServer &s) { return s.refusal(status); });
    }
    const FaultOutcome fault {.kind = Kind::ServerFault, .billed = Reason::NotBilled};
    out += both("500 as a web page", fault,
        [](FaultServer &s) { return s.refusal(500, "<!doctype html><html><title>Oops</title></html>"); });
    out += both("500 without a word", fault, [](FaultServer &s) { return s.refusal(500, ""); });
    out += both("500 in no alphabet", fault, [](FaultServer &s) { return s.refusal(500, "\xff\xfe\x80\xc3("); });
    out += both(
        "500 cut in its body", fault, [](FaultServer &s) { return s.refusal(500).contentLength(5000).close(); });
    out += both("500 without end", fault,
        [](FaultServer &) { return ServerScript(500, ServerScript::Length::Chunked).forever(QByteArray(65536, 'x')); });
    out += limited(
        both("500 that stalls", fault, [](FaultServer &) { return ServerScript(500).contentLength(50).stall(); }));
    return out;
}

QList<Fault> wordedFaults()
{
    return {
        both("prompt too long", {.kind = Kind::ContextTooLong, .billed = Reason::NotBilled},
            [](FaultServer &s) {
                return s.refusal(400, s.errorBody(400, "prompt is too long: 9 tokens > 4 maximum"));
            }),
        both("filtered", {.way = Way::Stays, .kind = Kind::ContentFiltered, .billed = Reason::NotBilled},
            [](FaultServer &s) { return s.refusal(400, s.errorBody(400, "blocked by our content policy")); }),
        both("no credit", {.kind = Kind::QuotaExhausted, .billed = Reason::NotBilled},
            [](FaultServer &s) { return s.refusal(400, s.errorBody(400, "Your credit balance is too low")); }),
    };
}

QList<Fault> retryAfterFaults()
{
    const auto row = [](const QByteArray &name, const QByteArray &value, int attempts) {
        Fault fault = both("Retry-After " + name,
            {.kind = Kind::RateLimited, .billed = Reason::NotBilled, .attempts = attempts},
            [value](FaultServer &s) { return s.refusal(429).header("Retry-After", value); });
        fault.retries = 1;
        return fault;
    };
    const QDateTime soon = QDateTime::currentDateTimeUtc().addSecs(1);
    const QByteArray date = QLocale::c().toString(soon, QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'")).toLatin1();
    return {row("in words", "soon", 2), row("empty", "", 2), row("negative", "-5", 2), row("no number", "NaN", 2),
        row("beyond all numbers", QByteArray(400, '9'), 2), row("in the past", "Wed, 21 Oct 2015 07:28:00 GMT", 2),
        row("of zero", "0", 2), row("of half a second", "0.5", 2), row("as a date", date, 2),
        row("of an hour", "3600", 1), row("of a century", "3153600000", 2)};
}

QList<Fault> contentFaults()
{
    const auto inside = [](Way way, int status, Kind kind) {
        return streamOnly((way == Way::Partial ? "error after the first word, " : "error as the first event, ")
                + QByteArray::number(status),
            {.way = way, .kind = kind, .billed = Reason::Running, .otherKind = Kind::ServerFault},
            [way, status](FaultServer &s) {
                return s.chunked((way == Way::Partial ? s.begin() : QByteArray()) + s.errorEvent(status));
            });
    };
    return {
        both("a web page", senseless,
            [](FaultServer &) { return ServerScript::ok("<!doctype html><html>Sign in</html>", "text/html"); }),
        both("an empty body", senseless, [](FaultServer &) { return ServerScript::ok(""); }),
        both("no content", senseless, [](FaultServer &) { return ServerScript(204); }),
        both("broken JSON", senseless, [](FaultServer &) { return ServerScript::ok("{\"choices\": [ }\n"); }),
        {.name = "a list of nothing",
            .set = with([](FaultServer &) { return ServerScript::ok("[]"); }),
            .plain = senseless,
            .streamed = lost},
        {.name = "no alphabet",
            .set = with([](FaultServer &) { return ServerScript::ok("\xff\xfe\x80\xc3(\n\n"); }),
            .plain = FaultOutcome {.kind = Kind::Malformed, .otherKind = Kind::ServerFault},
            .streamed = FaultOutcome {.otherKind = Kind::Malformed}},
        both("the wrong type", answers,
            [](FaultServer &s) { return ServerScript::ok(s.answer(), "application/octet-stream"); }),
        streamOnly("compressed unasked", lost,
            [](FaultServer &s) { return ServerScript::gzip(gzipped(s.answer()), s.type()); }),
        streamOnly("an event without end", senseless,
            [](FaultServer &s) { return s.chunked("data: {\"").forever(QByteArray(65536, 'x')); }),
        inside(Way::Falls, 529, Kind::Overloaded),
        inside(Way::Partial, 529, Kind::Overloaded),
    };
}

QList<Fault> tlsFaults(const TestCertificate &issuer)
{
    const auto tls = [](const QByteArray &name, const TestCertificate &certificate) {
        return Fault {.name = "TLS " + name,
            .set = [certificate](FaultServer &server) { Q_UNUSED(server.useTls(certificate)) },
            .plain = neverSent,
            .streamed = neverSent};
    };
    const QString here = QStringLiteral("DNS:localhost,IP:127.0.0.1");
    Fault trusted = tls("as it should be", issuer.sign(2, here));
    trusted.plain = trusted.streamed = answers;
    const auto greets = [&](const QByteArray &name, Greeting greeting) {
        Fault fault = tls(name, issuer.sign(2, here));
        fault.set = [inner = fault.set, greeting](FaultServer &server) {
            inner(server);
            server.setGreeting(greeting);
        };
        return fault;
    };
    Fault silent = greets("that never comes up", Greeting::Silence);
    silent.plain = silent.streamed = FaultOutcome {.kind = Kind::Timeout, .billed = Reason::NotBilled};
    return {trusted, greets("answered in plain HTTP", Greeting::PlainForTls),
        greets("cut in the handshake", Greeting::CutHandshake), tls("self-signed", TestCertificate::make()),
        tls("expired", issuer.sign(-1, here)),
        tls("for another host", issuer.sign(2, QStringLiteral("DNS:example.com"))), limited(silent)};
}

} // namespace

QList<Fault> allFaults(const TestCertificate &issuer)
{
    return connectionFaults() + slowFaults() + lengthFaults() + redirectFaults() + statusFaults() + wordedFaults()
        + retryAfterFaults() + contentFaults() + tlsFaults(issuer);
}

} // namespace lineup::test
