// SPDX-License-Identifier: GPL-3.0-or-later
// What a call through a route costs, against a direct one: N calls at once to servers in a child process.
#include "tests/support/FaultServer.h"
#include "tests/support/RouteBench.h"

#include <QCoreApplication>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <sys/wait.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace lineup;
using namespace lineup::test;

namespace {

struct Ports
{
    int refusing = 0;
    int answering = 0;
};

// In the child, so that its work is not counted with ours. Never returns.
[[noreturn]] void serve(int argc, char **argv, int pipe)
{
    const QCoreApplication app(argc, argv);
    FaultServer refusing(dialectSamples().at(0), true);
    FaultServer answering(dialectSamples().at(0), true);
    refusing.setAnswer(refusing.refusal(429));
    const Ports ports {refusing.url().port(), answering.url().port()};
    if (::write(pipe, &ports, sizeof ports) != sizeof ports)
        std::_Exit(1);
    std::_Exit(QCoreApplication::exec());
}

// direct: answered at once; refused: one attempt, 429; route: a chain of three whose first answers 429 until it is left
// alone, and the second answers; apart: the same where no call learns from another, so that each makes both requests.
int run(const QByteArray &what, int count, const Ports &ports)
{
    const auto at = [](int port) { return QUrl(u"http://127.0.0.1:%1"_s.arg(port)); };
    const DialectSample sample = dialectSamples().at(0);
    const QByteArray key = "sk-bench-0123456789abcdef";
    RouteBench bench({{u"busy"_s, sample, at(ports.refusing), key}, {u"good"_s, sample, at(ports.answering), key}});
    for (int i = 0; i < count; ++i) {
        // What cools is a model.
        const QString model = what == "route" ? u"m"_s : u"m%1"_s.arg(i);
        ChatRequest request = question((what == "direct" ? u"good/"_s : u"busy/"_s) + model, true);
        if (what == "route" || what == "apart")
            request.fallbacks = {u"good/"_s + model, u"good/other"_s};
        bench.send(request);
    }
    const bool ended = bench.waitForAll(590s);
    int right = 0;
    qsizetype refusals = 0;
    for (const auto &call : bench.calls()) {
        const qsizetype attempts = call->reply->record().attempts.size();
        const bool answered = call->result && call->result->has_value();
        const bool expected = what == "apart" ? attempts == 2 : attempts == 1 || (what == "route" && attempts == 2);
        right += answered == (what != "refused") && expected ? 1 : 0;
        refusals += attempts - 1;
    }
    std::printf("%d of %d calls ended as they should\n", right, count);
    if (what == "route")
        std::printf("%lld of them were refused by the first\n", static_cast<long long>(refusals));
    return ended && right == count && bench.sink.records.size() == count ? 0 : 1;
}

} // namespace

int main(int argc, char **argv)
{
    const QByteArray what = argc == 3 ? argv[1] : "";
    const int count = argc == 3 ? std::atoi(argv[2]) : 0;
    int ends[2];
    if (!QByteArrayList {"direct", "refused", "route", "apart"}.contains(what) || count <= 0 || ::pipe(ends) != 0) {
        std::fputs("bench_route direct|refused|route|apart N\n", stderr);
        return 2;
    }
    const pid_t child = ::fork();
    if (child == 0)
        serve(argc, argv, ends[1]);
    Ports ports;
    const bool served = ::read(ends[0], &ports, sizeof ports) == sizeof ports;
    int code = 1;
    if (served) {
        const QCoreApplication app(argc, argv);
        code = run(what, count, ports);
    }
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    return code;
}
