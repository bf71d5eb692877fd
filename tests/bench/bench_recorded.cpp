// SPDX-License-Identifier: GPL-3.0-or-later
// What a recorded stream of chat completions costs in instructions. The file is one of ../shared/traffic/openai.
//   bench_recorded FILE event ours|qjson N    the events in its middle, N times: our decoder, a parse by QJsonDocument
//   bench_recorded FILE events ours|qjson N   all its events, N times
//   bench_recorded FILE stream ours|curl N    N calls that are answered with it: read, framed, decoded and put
//   together;
//                                             or only read, by libcurl
#include "BenchServer.h"
#include "core/domain/CompletionBuilder.h"
#include "core/net/NetworkHttpClient.h"
#include "core/net/SseFramer.h"
#include "core/providers/openai/OpenAiChatDialect.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>
#include <cstdlib>
#include <functional>

#ifdef LINEUP_HAVE_CURL
#include <curl/curl.h>
#endif

using namespace Qt::StringLiterals;
using namespace lineup;

namespace {

constexpr qsizetype longestEvent = 1 << 20;

QByteArray recordedBody(const char *name)
{
    QFile file(QString::fromLocal8Bit(name));
    if (!file.open(QFile::ReadOnly))
        return {};
    const QJsonObject response = QJsonDocument::fromJson(file.readAll()).object().value("response"_L1).toObject();
    return response.value("body"_L1).toString().toUtf8();
}

QList<StreamEvent> eventsOf(const QByteArray &body)
{
    SseFramer framer(longestEvent);
    QList<StreamEvent> events;
    if (framer.feed(body, events) || framer.finish(events))
        return {};
    events.removeIf([](const StreamEvent &event) { return event.data == "[DONE]"; });
    return events;
}

Target benchTarget()
{
    Target target;
    target.service.id = u"bench"_s;
    target.model = u"bench-model"_s;
    return target;
}

// Characters and members that came of it, so that nothing of the work can be left out.
qint64 decodeAll(const QList<StreamEvent> &events, StreamDecoder &decoder)
{
    qint64 done = 0;
    for (const StreamEvent &event : events) {
        QList<Delta> deltas;
        if (decoder.decode(event, deltas))
            return -1;
        for (const Delta &delta : std::as_const(deltas))
            done += delta.text.size();
    }
    return done;
}

qint64 parseAll(const QList<StreamEvent> &events)
{
    qint64 done = 0;
    for (const StreamEvent &event : events)
        done += QJsonDocument::fromJson(event.data).object().size();
    return done;
}

int benchEvents(const QList<StreamEvent> &events, bool ours, bool anewEachTime, int count)
{
    std::unique_ptr<StreamDecoder> decoder = openAiChatDialect()->streamDecoder(benchTarget());
    qint64 done = 0;
    for (int i = 0; i < count; ++i) {
        if (ours && anewEachTime)
            decoder = openAiChatDialect()->streamDecoder(benchTarget());
        done += ours ? decodeAll(events, *decoder) : parseAll(events);
    }
    std::printf("%lld\n", static_cast<long long>(done));
    return done >= count ? 0 : 1;
}

// One call: everything that happens between the socket and the completion.
class StreamCall
{
public:
    StreamCall(HttpClient &client, const QUrl &url, const std::function<void(qint64)> &done)
        : m_framer(longestEvent), m_decoder(openAiChatDialect()->streamDecoder(benchTarget())),
          m_reply(client.send(
              {.url = url, .headers = {{"Content-Type", "application/json"}}, .body = R"({"stream":true})"}))
    {
        QObject::connect(m_reply.get(), &HttpReply::received, m_reply.get(), [this](const QByteArray &piece) {
            QList<StreamEvent> events;
            if (!m_framer.feed(piece, events))
                take(events);
        });
        QObject::connect(m_reply.get(), &HttpReply::finished, m_reply.get(), [this, done] {
            QList<Delta> deltas;
            m_decoder->finish(deltas);
            for (const Delta &delta : std::as_const(deltas))
                m_builder.apply(delta);
            const Completion completion = m_builder.build(true);
            done(completion.choices.isEmpty() ? 0 : completion.first()->message.text().size());
        });
    }

private:
    void take(const QList<StreamEvent> &events)
    {
        QList<Delta> deltas;
        for (const StreamEvent &event : events) {
            if (m_decoder->decode(event, deltas))
                return;
        }
        for (const Delta &delta : std::as_const(deltas))
            m_builder.apply(delta);
    }

    SseFramer m_framer;
    std::unique_ptr<StreamDecoder> m_decoder;
    CompletionBuilder m_builder;
    HttpReplyPtr m_reply;
};

int benchOurStream(const QUrl &url, int calls)
{
    NetworkHttpClient client;
    std::unique_ptr<StreamCall> call;
    int left = calls;
    std::function<void()> next;
    const auto done = [&](qint64 characters) {
        if (characters == 0)
            QCoreApplication::exit(1);
        else if (--left == 0)
            QCoreApplication::exit(0);
        else
            QMetaObject::invokeMethod(QCoreApplication::instance(), next, Qt::QueuedConnection);
    };
    next = [&] { call = std::make_unique<StreamCall>(client, url, done); };
    QMetaObject::invokeMethod(QCoreApplication::instance(), next, Qt::QueuedConnection);
    return QCoreApplication::exec();
}

#ifdef LINEUP_HAVE_CURL
size_t countBytes(char *, size_t size, size_t count, void *total)
{
    *static_cast<size_t *>(total) += size * count;
    return size * count;
}

int benchCurlStream(const QUrl &url, int calls, qsizetype expected)
{
    CURL *curl = curl_easy_init();
    curl_slist *headers = curl_slist_append(nullptr, "Content-Type: application/json");
    size_t bytes = 0;
    curl_easy_setopt(curl, CURLOPT_URL, url.toEncoded().constData());
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, R"({"stream":true})");
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, countBytes);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &bytes);
    bool failed = false;
    for (int i = 0; i < calls && !failed; ++i) {
        bytes = 0;
        failed = curl_easy_perform(curl) != CURLE_OK || bytes != static_cast<size_t>(expected);
    }
    curl_slist_free_all(headers);
    curl_easy_cleanup(curl);
    return failed ? 1 : 0;
}
#else
int benchCurlStream(const QUrl &, int, qsizetype)
{
    std::fputs("built without libcurl (libcurl4-openssl-dev)\n", stderr);
    return 2;
}
#endif

int benchStream(int argc, char **argv, const QByteArray &body, bool ours, int count)
{
    const std::string answer = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: "
        + std::to_string(body.size()) + "\r\n\r\n" + body.toStdString();
    const BenchServer server(1, answer);
    if (server.port() == 0)
        return 1;
    QCoreApplication app(argc, argv);
    const QUrl url(u"http://127.0.0.1:%1/v1/chat/completions"_s.arg(server.port()));
    return ours ? benchOurStream(url, count) : benchCurlStream(url, count, body.size());
}

} // namespace

int main(int argc, char **argv)
{
    const QByteArray body = argc == 5 ? recordedBody(argv[1]) : QByteArray();
    const int count = argc == 5 ? std::atoi(argv[4]) : 0;
    const QList<StreamEvent> events = eventsOf(body);
    if (events.size() < 6 || count <= 0) {
        std::fputs("bench_recorded FILE event|events|stream ours|qjson|curl N\n", stderr);
        return 2;
    }
    const QByteArray what = argv[2];
    const bool ours = QByteArray(argv[3]) == "ours";
    if (what == "stream")
        return benchStream(argc, argv, body, ours, count);
    // Two that follow each other, by turns: no event is the one before.
    const QList<StreamEvent> some = what == "event" ? events.sliced(events.size() / 2, 2) : events;
    if (what == "events" && count == 1)
        std::fprintf(stderr, "%lld events\n", static_cast<long long>(events.size()));
    return benchEvents(some, ours, what == "events", count);
}
