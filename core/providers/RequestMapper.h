// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/domain/ChatRequest.h"
#include "core/domain/DataUrl.h"
#include "core/domain/MappingReport.h"
#include "core/providers/Dialect.h"

#include <QHash>
#include <QJsonObject>

namespace lineup {

// Collects a provider's request body and the account of everything that was changed on the way to it. Every
// dialect encodes through one, so that nothing is dropped, clamped or renamed without a line.
class RequestMapper
{
public:
    RequestMapper(const ChatRequest &request, const Target &target) : m_request(request), m_target(target) { }

    QJsonObject body;

    [[nodiscard]] const ChatRequest &request() const { return m_request; }
    [[nodiscard]] const Target &target() const { return m_target; }

    void renamed(const QString &parameter, const QString &to, const QString &reason = {});
    void clamped(const QString &parameter, const QString &to, const QString &reason);
    void converted(const QString &parameter, const QString &to, const QString &reason = {});
    void added(const QString &parameter, const QString &to, const QString &reason);
    // Something of the conversation that means nothing to the provider; never an error.
    void leftOut(const QString &parameter, const QString &reason);
    // A parameter the model does not take: a line in the report, or with dropParams false the Unsupported error.
    void unsupported(const QString &parameter, const QString &reason);
    // A request that cannot be sent at all; the first one stays. A text: BadRequest, of this service.
    void fail(const Error &error);
    void fail(const QString &detail);

    // True when the service's row says so, after having noted it: the caller then leaves the parameter out.
    [[nodiscard]] bool rejects(const QString &parameter);
    // The dialect has found a place for this parameter. Of the members that came to requests late (modalities, audio,
    // prediction, verbosity, web_search_options, tools.cache_control, content.file_id, stream_options) finish() itself
    // refuses those that are asked for and neither taken nor noted, so that a dialect that does not know them drops
    // none in silence.
    void took(const QString &parameter) { m_taken += parameter; }
    // Sets body[name], under the service's own name when its row renames it.
    void set(const QString &parameter, const QJsonValue &value);

    // Puts what extra_body holds for a nested object of the body into that object, member by member; finish() would put
    // it in the object's place, and a limit that stands there would be lost.
    void mergeExtra(const QString &member, QJsonObject &into);
    // Appends what extra_body holds for a list of the body, where an equal element is not there yet.
    void mergeExtra(const QString &member, QJsonArray &into);

    // The body with the request's extra_body and the row's put over it, or the first error.
    [[nodiscard]] Result<EncodedRequest> finish(const QUrl &url, Framing framing);

private:
    void refuseRest();
    [[nodiscard]] bool isAccountedFor(const QString &parameter) const;
    void note(MappingNote::Action action, const QString &parameter, const QString &to, const QString &reason);

    const ChatRequest &m_request;
    const Target &m_target;
    MappingReport m_report;
    QStringList m_taken;
    QHash<QString, QJsonValue::Type> m_merged; // members of extra_body that are in the body already
    std::optional<Error> m_error;
};

// The service's address with a path put behind it, one slash between.
[[nodiscard]] QUrl urlUnder(const QUrl &base, QStringView path);
[[nodiscard]] QByteArray compactJson(const QJsonObject &object);

} // namespace lineup
