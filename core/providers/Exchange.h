// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/net/HttpTypes.h"
#include "core/providers/Credentials.h"
#include "core/providers/Service.h"

namespace lineup {

// What went over the wire in one attempt, for a person to look at: without the credential. Kept in memory only, each
// body to maxExchangeBytes at the most. Of an answer that came in several steps the last one. A value.
struct Exchange
{
    QByteArray method;
    QUrl url;
    HttpHeaders headers; // as encoded; the header with the key is not among them
    QByteArray body;
    bool bodyCut = false; // it was longer
    QByteArray keyHeader; // the header that carries the key: "Authorization"; empty: none does, or a signature
    QByteArray keyWord; // what goes before the key in it: "Bearer "
    QString keyVariable; // the service's usual variable for its key; empty: none
    int status = 0; // 0: nothing came back
    HttpHeaders answerHeaders;
    QByteArray answer; // as it came, decompressed
    bool answerCut = false;

    [[nodiscard]] bool isEmpty() const { return method.isEmpty(); }
};

inline constexpr qsizetype maxExchangeBytes = 1024 * 1024; // for each body

// The request's half, taken before the key is put in.
[[nodiscard]] Exchange exchangeOf(const HttpRequest &unauthorized, const Service &service);
// Adds to the answer until it is full.
void addAnswer(Exchange &exchange, const QByteArray &bytes);
// Without any of these secrets anywhere, and without cookies: servers echo what they were sent, and a service of the
// person's own may carry a key in a header of its row.
[[nodiscard]] Exchange withoutSecrets(Exchange exchange, const QList<SecretBytes> &secrets);

} // namespace lineup
