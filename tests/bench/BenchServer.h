// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <sys/types.h>
#include <vector>

// A server on loopback in a child process, so that its work is not counted with ours: answers every POST with the
// same JSON text of about 1.1 kB, or with the whole answer that is given, and keeps connections open. One connection at
// a time, or as many as are said: then every one is read to the end of its first request before any is answered and
// closed.
class BenchServer
{
public:
    explicit BenchServer(int atOnce = 1, const std::string &answer = {}); // forks: make it before any thread
    // Any number of connections at once; each POST is answered with these pieces of a stream, so many a second.
    BenchServer(const std::vector<std::string> &pieces, int perSecond);
    ~BenchServer(); // ends the child
    BenchServer(const BenchServer &) = delete;
    BenchServer &operator=(const BenchServer &) = delete;
    [[nodiscard]] int port() const { return m_port; } // 0: could not start

private:
    void serve(const std::function<void(int listener)> &loop); // in a child, which ends with it
    pid_t m_child = -1;
    int m_port = 0;
};
