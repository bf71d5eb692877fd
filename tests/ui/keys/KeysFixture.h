// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Async.h"
#include "core/spend/Ledger.h"
#include "tests/support/FakeHttpClient.h"
#include "tests/support/MemoryVault.h"
#include "ui/frame/UiContext.h"

#include <QFile>
#include <QTcpServer>
#include <QTemporaryDir>

namespace lineup::test {

class StillClock final : public Clock
{
public:
    QDateTime time {QDate(2026, 3, 1), QTime(12, 0), Qt::UTC};
    [[nodiscard]] QDateTime now() const override { return time; }
    [[nodiscard]] std::chrono::nanoseconds monotonic() const override { return {}; }
};

class EmptyLedger final : public Ledger
{
public:
    [[nodiscard]] QFuture<Result<SpendTotals>> totals(const QDateTime &, const QDateTime &) override
    {
        return readyFuture(Result<SpendTotals>(SpendTotals()));
    }
    [[nodiscard]] QFuture<Result<QList<CallRecord>>> recent(int) override
    {
        return readyFuture(Result<QList<CallRecord>>(QList<CallRecord>()));
    }
    [[nodiscard]] QFuture<Result<bool>> flush() override { return readyFuture(Result<bool>(true)); }
    [[nodiscard]] std::optional<Error> fault() const override { return {}; }
    void record(const CallRecord &) override { }
};

// What a keys page works with: a vault in memory, a network that answers as told, a service "acme" at a port of this
// machine that takes the key "sk-acme-right-0000-4f2a" only.
struct KeysFixture
{
    QTemporaryDir home;
    QTcpServer port; // takes the connection of a test; the requests go to the fake client
    bool listening = port.listen(QHostAddress::LocalHost); // before the catalogue reads where
    bool written = writeServices();
    Catalogue catalogue {home.filePath(QStringLiteral("services.json"))};
    MemoryVault vault;
    FakeHttpClient network;
    StillClock clock;
    EmptyLedger ledger;
    ChainBook chains;
    Router router {{catalogue, vault, network, network, clock}};

    KeysFixture()
    {
        Service acme {
            .id = QStringLiteral("acme"), .label = QStringLiteral("Acme"), .dialect = QStringLiteral("openai-chat")};
        acme.baseUrl = QUrl(QStringLiteral("http://127.0.0.1:%1/v1").arg(port.serverPort()));
        acme.modelsPath = QStringLiteral("models");
        added = catalogue.saveCustomService(acme).has_value();
        network.answer = [this](const HttpRequest &request) { return answer(request); };
    }
    [[nodiscard]] ui::UiContext context() { return {catalogue, vault, router, ledger, network, clock, chains}; }

    bool added = false;
    bool ollamaRuns = false;

private:
    // "cloudy" asks for a region, and takes a second secret.
    [[nodiscard]] bool writeServices() const
    {
        QFile file(home.filePath(QStringLiteral("services.json")));
        const QString row = QStringLiteral(
            "{\"services\":[{\"id\":\"cloudy\",\"label\":\"Cloudy\",\"dialect\":\"openai-chat\",\"models_path\":"
            "\"models\","
            "\"base_url\":\"http://127.0.0.1:%1/{region}/v1\",\"fields\":[{\"name\":\"region\",\"required\":true},"
            "{\"name\":\"project\",\"default\":\"main\"},{\"name\":\"session_token\",\"secret\":true}]}]}");
        const QByteArray json = row.arg(port.serverPort()).toUtf8();
        return file.open(QFile::WriteOnly) && file.write(json) == json.size();
    }
    [[nodiscard]] FakeAnswer answer(const HttpRequest &request) const
    {
        if (request.url.port() == port.serverPort()) {
            if (headerValue(request.headers, "authorization") == "Bearer sk-acme-right-0000-4f2a")
                return {.body
                    = R"({"object":"list","data":[{"id":"a-1","object":"model"},{"id":"a-2","object":"model"}]})"};
            return {.status = 401, .body = R"({"error":{"message":"Incorrect API key provided"}})"};
        }
        if (ollamaRuns && request.url.port() == 11434)
            return {
                .body = R"({"models":[{"name":"llama3.2:3b","model":"llama3.2:3b","details":{"family":"llama"}}]})"};
        return {.error = Error {.kind = Error::Kind::Network, .detail = QStringLiteral("refused")}};
    }
};

} // namespace lineup::test
