// SPDX-License-Identifier: GPL-3.0-or-later
#include "BenchServer.h"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

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

} // namespace

BenchServer::BenchServer(int atOnce, const std::string &answer)
{
    reply = answer.empty() ? usualAnswer() : answer;
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
    if (m_child != 0) {
        ::close(listener);
        return;
    }
    if (atOnce > 1)
        serveTogether(listener, atOnce);
    serveOneByOne(listener);
}

BenchServer::~BenchServer()
{
    if (m_child > 0) {
        ::kill(m_child, SIGKILL);
        ::waitpid(m_child, nullptr, 0);
    }
}
