// SPDX-License-Identifier: GPL-3.0-or-later
#include "BenchServer.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace {

std::string usualAnswer()
{
    const std::string text(900, 'a');
    const std::string body = R"({"id":"chatcmpl-1","object":"chat.completion","model":"bench","choices":[{"index":0,)"
                             R"("message":{"role":"assistant","content":")"
        + text + R"("},"finish_reason":"stop"}],"usage":{"prompt_tokens":10,"completion_tokens":200}})";
    return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size())
        + "\r\n\r\n" + body;
}

size_t bodyLength(const std::string &head)
{
    std::string lower = head;
    std::transform(
        lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const size_t at = lower.find("content-length:");
    return at == std::string::npos ? 0 : std::strtoul(lower.c_str() + at + 15, nullptr, 10);
}

// False: the client has gone.
bool readRequest(int connection)
{
    std::string input;
    char room[65536];
    for (;;) {
        const ssize_t got = ::read(connection, room, sizeof room);
        if (got <= 0)
            return false;
        input.append(room, static_cast<size_t>(got));
        const size_t headEnd = input.find("\r\n\r\n");
        if (headEnd != std::string::npos && input.size() >= headEnd + 4 + bodyLength(input.substr(0, headEnd)))
            return true;
    }
}

std::string reply;

bool writeAnswer(int connection)
{
    return ::write(connection, reply.data(), reply.size()) >= 0;
}

int accepted(int listener)
{
    const int connection = ::accept(listener, nullptr, nullptr);
    const int on = 1;
    ::setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return connection;
}

[[noreturn]] void serveOneByOne(int listener)
{
    for (;;) {
        const int connection = accepted(listener);
        while (readRequest(connection) && writeAnswer(connection)) { }
        ::close(connection);
    }
}

[[noreturn]] void serveTogether(int listener, int count)
{
    for (;;) {
        std::vector<int> waiting;
        while (static_cast<int>(waiting.size()) < count) {
            const int connection = accepted(listener);
            if (readRequest(connection))
                waiting.push_back(connection);
        }
        for (const int connection : waiting) {
            writeAnswer(connection);
            ::close(connection);
        }
    }
}

void writeAll(int connection, const std::string &bytes)
{
    for (size_t sent = 0; sent < bytes.size();) {
        const ssize_t count = ::send(connection, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
        if (count <= 0)
            std::_Exit(0);
        sent += static_cast<size_t>(count);
    }
}

std::string chunk(const std::string &bytes)
{
    char size[20];
    std::snprintf(size, sizeof size, "%zx\r\n", bytes.size());
    return size + bytes + "\r\n";
}

// Each piece at its own time from the beginning on: one that was late makes the next no later.
[[noreturn]] void stream(int connection, const std::vector<std::string> &pieces, int perSecond)
{
    using namespace std::chrono;
    if (!readRequest(connection))
        std::_Exit(0);
    writeAll(connection, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
    const auto begin = steady_clock::now();
    for (size_t i = 0; i < pieces.size(); ++i) {
        std::this_thread::sleep_until(begin + microseconds(i * 1'000'000 / static_cast<size_t>(perSecond)));
        writeAll(connection, chunk(pieces[i]));
    }
    writeAll(connection, "0\r\n\r\n");
    std::_Exit(0);
}

[[noreturn]] void serveStreams(int listener, const std::vector<std::string> &pieces, int perSecond)
{
    std::signal(SIGCHLD, SIG_IGN); // nobody waits for them
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    for (;;) {
        const int connection = accepted(listener);
        if (::fork() == 0) {
            ::close(listener);
            ::prctl(PR_SET_PDEATHSIG, SIGKILL);
            stream(connection, pieces, perSecond);
        }
        ::close(connection);
    }
}

} // namespace

BenchServer::BenchServer(int atOnce, const std::string &answer)
{
    reply = answer.empty() ? usualAnswer() : answer;
    serve([atOnce](int listener) {
        if (atOnce > 1)
            serveTogether(listener, atOnce);
        serveOneByOne(listener);
    });
}

BenchServer::BenchServer(const std::vector<std::string> &pieces, int perSecond)
{
    serve([&](int listener) { serveStreams(listener, pieces, perSecond); });
}

void BenchServer::serve(const std::function<void(int listener)> &loop)
{
    const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto *plain = reinterpret_cast<sockaddr *>(&address);
    if (::bind(listener, plain, size) != 0 || ::listen(listener, 256) != 0
        || ::getsockname(listener, plain, &size) != 0)
        return;
    m_port = ntohs(address.sin_port);
    m_child = ::fork();
    if (m_child == 0)
        loop(listener);
    ::close(listener);
}

BenchServer::~BenchServer()
{
    if (m_child > 0) {
        ::kill(m_child, SIGKILL);
        ::waitpid(m_child, nullptr, 0);
    }
}
