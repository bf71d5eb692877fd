// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/net/HttpClient.h"

#include <QObject>
#include <QUrl>

namespace lineup {

// Fetches one table of models from an address that the person gave. No key and no cookie goes with it; https alone; a
// redirect is not followed, but told; the answer is bounded (CatalogueImport::mostBytes). One use; dropping it stops
// it. Thread of the client. Errors: BadRequest (the address), NotFound and ServerFault (the status), those of
// HttpReply.
class TableDownload : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    void start(HttpClient &client, const QUrl &address); // finished follows from the event loop

Q_SIGNALS:
    void finished(const lineup::Result<QByteArray> &table);

private:
    void onFinished(const std::optional<Error> &error);

    HttpReplyPtr m_reply;
    HttpHead m_head;
    QByteArray m_body;
};

} // namespace lineup
