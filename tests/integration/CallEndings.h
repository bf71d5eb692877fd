// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/ServerScript.h"
#include "tests/unit/routing/DialectSamples.h"

struct Ending
{
    const char *name;
    QList<ServerScript> scripts;
    bool fails = true;
};

// Every way a call can end; what a server can echo, it echoes.
inline QList<Ending> endings(const DialectSample &sample, const QByteArray &key, const QByteArray &elsewhere)
{
    const auto refuse = [](int status, const QByteArray &body, const QByteArray &type = "application/json") {
        return ServerScript(status).header("Content-Type", type).header("X-Request-Id", "req-1").piece(body);
    };
    const QByteArray echo = R"({"error":{"message":"Incorrect API key provided: )" + key
        + R"(. Find your key in your account.","type":"invalid_request_error","code":")" + key + R"("}})";
    const QByteArray far = QByteArray(590, '.') + key; // where a long message is cut
    return {
        {"success", {ServerScript::ok(sample.plain)}, false},
        {"401", {refuse(401, R"({"error":{"message":"no"}})")}},
        {"echo", {refuse(401, echo)}},
        {"echo, cut", {refuse(400, R"({"error":{"message":")" + far + "\"}}")}},
        {"echo, plain text", {refuse(403, "Bearer " + key + " is not welcome, " + key, "text/plain")}},
        {"echo in a page", {refuse(502, "<html><title>" + key + "</title>" + key + "</html>", "text/html")}},
        {"echo in a header", {refuse(500, "{}").header("Request-Id", key)}},
        {"HTML instead of an answer", {ServerScript::ok("<html>" + key + "</html>", "text/html")}},
        {"broken JSON", {ServerScript::ok(R"({"key":")" + key + "\"")}},
        {"redirect to another origin", {ServerScript::redirect(307, elsewhere), ServerScript::ok(sample.plain)}},
        {"redirect with the key in it", {ServerScript::redirect(302, "/next?key=" + key), ServerScript::ok("{}")}},
        {"cut", {ServerScript::ok(sample.plain).cutAfter(120)}},
        {"no HTTP", {ServerScript::raw("key " + key + "\r\n\r\n")}},
    };
}
