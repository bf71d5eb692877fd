// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/domain/ChatRequest.h"
#include "core/domain/CompletionBuilder.h"
#include "core/domain/ModelInfo.h"
#include "core/providers/Service.h"

#include <memory>

namespace lineup {

// Whom a request is for.
struct Target
{
    Service service; // with baseUrl as it is to be used, and the dialect that the model is spoken to in
    QString model; // as the service names it
    std::optional<ModelInfo> info; // what the catalogue knows of it; capabilities are asked of this, never of the name
};

// A request in the provider's own form, but for the key.
struct EncodedRequest
{
    QByteArray method = "POST";
    QUrl url;
    HttpHeaders headers; // Content-Type and what the dialect needs; no credentials
    QByteArray body;
    Framing framing = Framing::Sse; // of a streamed answer
    MappingReport mapping;
};

// What has to be asked next before there is an answer: a job that is polled, a stream that lies elsewhere.
struct FollowUp
{
    EncodedRequest request; // carries the key only where it goes to the service's own origin
    std::chrono::milliseconds wait {0}; // before it is sent
};

// Reads one streamed answer. Pure and synchronous; one decoder an answer.
class StreamDecoder
{
public:
    virtual ~StreamDecoder() = default;
    // Appends what the event says. Unknown events are skipped. An error that the provider reports inside the
    // stream is returned; the caller stops there and keeps what was delivered.
    [[nodiscard]] virtual std::optional<Error> decode(const StreamEvent &event, QList<Delta> &deltas) = 0;
    // The bytes are over: appends what was held back.
    virtual void finish(QList<Delta> &deltas) { Q_UNUSED(deltas) }
    // The provider has said its last word: a stream that ends without is one that was cut.
    [[nodiscard]] virtual bool complete() const = 0;
};

// A wire format: a pure, synchronous codec. Stateless; shared between calls and threads.
class Dialect
{
public:
    virtual ~Dialect() = default;
    [[nodiscard]] virtual QString id() const = 0;
    // Errors: Unsupported (only with dropParams false), BadRequest (an impossible request).
    [[nodiscard]] virtual Result<EncodedRequest> encode(const ChatRequest &request, const Target &target) const = 0;
    [[nodiscard]] virtual std::unique_ptr<StreamDecoder> streamDecoder(const Target &target) const = 0;
    // A whole answer (status below 400), as deltas for one CompletionBuilder. Errors: Malformed, or what the
    // provider reports inside an answer that pretends to be good.
    [[nodiscard]] virtual Result<QList<Delta>> decode(const QByteArray &body, const Target &target) const = 0;
    // What a whole answer of status below 400 leads on to; nothing when it is the answer, as it is for most.
    [[nodiscard]] virtual std::optional<FollowUp> followUp(
        const HttpHead &head, const QByteArray &body, const ChatRequest &request, const Target &target) const;
    // How the service is told that nobody waits any more for the job that such an answer speaks of; nothing when there
    // is no such job, or it ends by itself when the connection does, as it does for most.
    [[nodiscard]] virtual std::optional<EncodedRequest> cancelRequest(
        const QByteArray &body, const Target &target) const;
    // An answer of status 400 or more. Never fails: a body that makes no sense is told by its status. By default what
    // readErrorBody() and classifyError() make of it.
    [[nodiscard]] virtual Error decodeError(const HttpHead &head, const QByteArray &body, const Target &target) const;
    // A request for the service's own list of models; nothing when it has none.
    [[nodiscard]] virtual std::optional<EncodedRequest> encodeModelList(const Service &service) const = 0;
    // A request for what the key's owner has set up there, at services whose list is of all that could be: asked before
    // encodeModelList(), which stands in where it is not answered. decodeModelList() reads both.
    [[nodiscard]] virtual std::optional<EncodedRequest> encodeOwnModels(const Service &service) const;
    [[nodiscard]] virtual Result<QList<ModelInfo>> decodeModelList(
        const QByteArray &body, const Service &service) const = 0;
};

// The dialect of that id, or null. The objects live for ever.
[[nodiscard]] const Dialect *dialectById(QStringView id);

} // namespace lineup
