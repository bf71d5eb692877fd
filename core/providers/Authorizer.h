// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/net/HttpClient.h"
#include "core/providers/Credentials.h"
#include "core/providers/Service.h"
#include "core/providers/TokenCache.h"

#include <QObject>

#include <optional>
#include <vector>

namespace lineup {

// The one header that carries a key, and what stands before the key in it.
struct KeyHeader
{
    const char *name; // "Authorization"
    const char *word; // "Bearer "
};

// None for a scheme that puts no plain key into a header: a signature, or a token that is bought first.
[[nodiscard]] std::optional<KeyHeader> keyHeaderOf(AuthScheme scheme);

// Puts the key into the one header that the scheme names. A header of that name that was there before goes. With no
// key, or a scheme that is no plain header, the headers stay as they are.
//   Bearer       Authorization: Bearer KEY   (OpenAI and those that follow it)
//   XApiKey      x-api-key: KEY              (Anthropic, https://docs.anthropic.com/en/api/overview)
//   XGoogApiKey  x-goog-api-key: KEY         (Gemini, https://ai.google.dev/api; never the ?key= of its older examples)
void authorize(HttpHeaders &headers, AuthScheme scheme, const SecretBytes &key);

// True for the schemes that need a key that the vault holds; the others may find theirs elsewhere (a profile file, the
// login of a command line tool) and say themselves when they do not.
[[nodiscard]] bool takesPlainKey(AuthScheme scheme);

// Makes a finished request one that the service accepts: the key in its header, a token got for it, or a signature
// over all of it. The only place where a secret leaves the vault. One thread; client and clock outlive it.
class Authorizer
{
public:
    using Done = std::function<void(const Result<HttpRequest> &request)>;

    Authorizer(HttpClient &client, const Clock &clock) : m_client(client), m_clock(clock), m_tokens(client, clock) { }

    // done is called exactly once: before this returns where nothing has to be fetched, else from the event loop and
    // only while context lives. Errors: Auth, and what fetching a token can end in.
    void authorize(const HttpRequest &request, const Service &service, const Credentials &credentials, QObject *context,
        const Done &done);
    // The service has refused what authorize() made: the next one gets a new token.
    void refused(const Service &service, const Credentials &credentials);

    // Authorizes and sends a request whose answer nobody waits for: that a job is to be stopped. Tried once; a failure
    // is a line in the log. What is still under way when this object goes is stopped.
    void sendAndForget(const HttpRequest &request, const Service &service, const Credentials &credentials);

private:
    HttpClient &m_client;
    const Clock &m_clock;
    TokenCache m_tokens;
    std::vector<HttpReplyPtr> m_forgotten; // under way
    QObject m_context; // of those; goes first
};

} // namespace lineup
