// SPDX-License-Identifier: GPL-3.0-or-later
// How many instructions one POST call costs, bare and through our client; and whether many calls at once all get
// on their way.
#include "BenchServer.h"
#include "core/net/NetworkHttpClient.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTimer>

#include <cstdio>
#include <functional>

#ifdef LINEUP_HAVE_CURL
#include <curl/curl.h>
#endif

using namespace Qt::StringLiterals;

namespace {

const QByteArray prompt = R"({"model":"bench","messages":[{"role":"user","content":"hello"}]})";

// Runs one call after another; each reports how many bytes came, less than 1000: it failed.
int repeat(int calls, const std::function<void(std::function<void(qint64)>)> &once)
{
    int left = calls;
    std::function<void()> next;
    const auto done = [&](qint64 bytes) {
        if (bytes < 1000)
            QCoreApplication::exit(1);
        else if (--left == 0)
            QCoreApplication::exit(0);
        else
            next();
    };
    next = [&] { once(done); };
    QMetaObject::invokeMethod(QCoreApplication::instance(), next, Qt::QueuedConnection);
    return QCoreApplication::exec();
}

int benchQnam(const QUrl &url, int calls)
{
    QNetworkAccessManager manager;
    return repeat(calls, [&](const std::function<void(qint64)> &done) {
        QNetworkRequest request(url);
        request.setRawHeader("Authorization", "Bearer bench");
        request.setRawHeader("Content-Type", "application/json");
        QNetworkReply *reply = manager.post(request, prompt);
        QObject::connect(reply, &QNetworkReply::finished, reply, [reply, done] {
            reply->deleteLater();
            done(reply->readAll().size());
        });
    });
}

int benchClient(const QUrl &url, int calls)
{
    lineup::NetworkHttpClient client;
    lineup::HttpReplyPtr reply;
    return repeat(calls, [&](const std::function<void(qint64)> &done) {
        reply = client.send({.url = url,
            .headers = {{"Authorization", "Bearer bench"}, {"Content-Type", "application/json"}},
            .body = prompt});
        auto bytes = std::make_shared<qint64>(0);
        QObject::connect(reply.get(), &lineup::HttpReply::received, reply.get(),
            [bytes](const QByteArray &piece) { *bytes += piece.size(); });
        QObject::connect(reply.get(), &lineup::HttpReply::finished, reply.get(), [bytes, done] { done(*bytes); });
    });
}

#ifdef LINEUP_HAVE_CURL
size_t countBytes(char *, size_t size, size_t count, void *total)
{
    *static_cast<size_t *>(total) += size * count;
    return size * count;
}

int benchCurl(const QUrl &url, int calls)
{
    CURL *curl = curl_easy_init();
    curl_slist *headers = curl_slist_append(nullptr, "Authorization: Bearer bench");
    headers = curl_slist_append(headers, "Content-Type: application/json");
    size_t bytes = 0;
    curl_easy_setopt(curl, CURLOPT_URL, url.toEncoded().constData());
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, prompt.constData());
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, countBytes);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &bytes);
    int failed = 0;
    for (int i = 0; i < calls && !failed; ++i) {
        bytes = 0;
        failed = curl_easy_perform(curl) != CURLE_OK || bytes < 1000;
    }
    curl_slist_free_all(headers);
    curl_easy_cleanup(curl);
    return failed;
}
#else
int benchCurl(const QUrl &, int)
{
    std::fputs("built without libcurl (libcurl4-openssl-dev)\n", stderr);
    return 2;
}
#endif

// All at once, to a server that begins to answer when all of them have arrived.
int benchParallel(const QUrl &url, int calls)
{
    constexpr std::chrono::seconds limit {20};
    lineup::NetworkHttpClient client;
    std::vector<lineup::HttpReplyPtr> replies;
    int answered = 0;
    int ended = 0;
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < calls; ++i) {
        replies.push_back(client.send({.url = url, .headers = {{"Content-Type", "application/json"}}, .body = prompt}));
        QObject::connect(replies.back().get(), &lineup::HttpReply::finished, replies.back().get(),
            [&](const std::optional<lineup::Error> &error) {
                answered += error ? 0 : 1;
                if (++ended == calls)
                    QCoreApplication::exit();
            });
    }
    QTimer::singleShot(limit, qApp, [] { QCoreApplication::exit(); });
    QCoreApplication::exec();
    std::printf("%d of %d calls in flight at once and answered, %lld ms\n", answered, calls, timer.elapsed());
    return answered == calls ? 0 : 1;
}

int usage()
{
    std::fputs("bench_net qnam|client|curl|parallel N\n"
               "N POST calls, one after another, to a server in a child process; the answer is 1.1 kB of JSON.\n"
               "  valgrind --tool=callgrind --callgrind-out-file=out.%p bench_net client 50\n"
               "  valgrind --tool=callgrind --callgrind-out-file=out.%p bench_net client 250\n"
               "Instructions a call: (count at 250 - count at 50) / 200. Compare client with qnam.\n"
               "parallel: N calls at once, answered when all N have arrived; fails when they do not within 20 s.\n",
        stderr);
    return 2;
}

} // namespace

int main(int argc, char **argv)
{
    const int calls = argc == 3 ? std::atoi(argv[2]) : 0;
    if (calls <= 0)
        return usage();
    const QByteArray mode = argv[1];
    const BenchServer server(mode == "parallel" ? calls : 1);
    if (server.port() == 0)
        return 1;
    QCoreApplication app(argc, argv);
    const QUrl url(u"http://127.0.0.1:%1/v1/chat/completions"_s.arg(server.port()));
    if (mode == "parallel")
        return benchParallel(url, calls);
    if (mode == "qnam")
        return benchQnam(url, calls);
    if (mode == "client")
        return benchClient(url, calls);
    return mode == "curl" ? benchCurl(url, calls) : usage();
}
