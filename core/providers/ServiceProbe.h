// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/domain/ModelInfo.h"
#include "core/net/HttpClient.h"
#include "core/providers/Authorizer.h"
#include "core/providers/ConnectionProbe.h"
#include "core/providers/Dialect.h"

#include <functional>

namespace lineup {

// One step of a test of a service and its key.
struct ProbeStage
{
    enum class Step {
        Name, // the host's name was looked up
        Connect, // something listens there
        Tls, // it proved who it is
        Key, // it takes the key
        Models // it named its models
    };
    enum class Outcome {
        Passed,
        Failed,
        Unproven // Key: the listing is open to everybody, so that it says nothing about the key
    };
    Step step = Step::Name;
    Outcome outcome = Outcome::Passed;
    std::chrono::milliseconds took {0};
    std::optional<Error> error; // Failed: why
    int models = 0; // Models: how many
};

struct ProbeResult
{
    QList<ProbeStage> stages; // in order; only those that there were
    std::optional<Error> error; // of the stage that failed; Cancelled after cancel(); empty: it works
    QList<ModelInfo> models;

    [[nodiscard]] bool keyProven() const;
};

using DialectLookup = std::function<const Dialect *(QStringView)>;

// Tests a service and a key without spending anything: connects, then asks for the model listing with the key, and,
// where that works, once more without it, because some services list their models for anybody. At most two GET
// requests, three at a service that may have a list of the owner's own models; the key goes nowhere but into its
// header. One use an object; one thread. Signals from the event loop: stageFinished for each stage, then exactly one
// finished. Destroying it stops everything silently.
class ServiceProbe : public QObject
{
    Q_OBJECT
public:
    // service: with baseUrl as it is to be used. client outlives the probe. limit: for the connection, and again
    // for each request.
    ServiceProbe(const Service &service, const Credentials &credentials, HttpClient &client,
        const DialectLookup &dialects = dialectById, std::chrono::milliseconds limit = std::chrono::seconds(10),
        QObject *parent = nullptr);
    ~ServiceProbe() override;

    void start();
    void cancel(); // finished(Cancelled) follows from the event loop

Q_SIGNALS:
    void stageFinished(const lineup::ProbeStage &stage);
    void finished(const lineup::ProbeResult &result);

private:
    void connectFirst();
    void onConnected(const std::optional<Error> &error);
    void askModels();
    [[nodiscard]] bool asksForTheNextList();
    void askWithoutKey();
    void readModels();
    void dispatch(const HttpRequest &request, std::function<void(const std::optional<Error> &)> done);
    void send(bool withKey, std::function<void(const std::optional<Error> &)> done);
    void addStage(const ProbeStage &stage);
    void fail(ProbeStage::Step step, const Error &error);
    void conclude(const std::optional<Error> &error);
    [[nodiscard]] std::chrono::milliseconds sinceStage();

    Service m_service;
    Credentials m_credentials;
    HttpClient &m_client;
    SystemClock m_clock;
    Authorizer m_authorizer;
    const Dialect *m_dialect;
    std::chrono::milliseconds m_limit;
    std::optional<EncodedRequest> m_request;
    std::optional<EncodedRequest> m_nextRequest; // where the first list is not to be had
    std::unique_ptr<ConnectionProbe> m_connection;
    HttpReplyPtr m_reply;
    HttpHead m_head;
    QByteArray m_body;
    QByteArray m_listing;
    ProbeResult m_result;
    QElapsedTimer m_sinceStage;
    bool m_done = false;
};

} // namespace lineup

Q_DECLARE_METATYPE(lineup::ProbeStage)
Q_DECLARE_METATYPE(lineup::ProbeResult)
