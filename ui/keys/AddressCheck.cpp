// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/AddressCheck.h"

#include "core/providers/ServiceAddress.h"

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

QUrl withPath(const QUrl &url, const QString &path)
{
    QUrl out = url;
    out.setPath(path);
    return out;
}

AddressCheck wrong(const QString &hint)
{
    return {.verdict = AddressCheck::Verdict::Wrong, .hint = hint};
}

AddressCheck doubtful(const QUrl &url, const QString &hint, const QUrl &likely)
{
    return {.verdict = AddressCheck::Verdict::Doubtful, .url = url, .hint = hint, .suggestion = likely.toString()};
}

} // namespace

AddressCheck AddressCheck::of(const QString &text)
{
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty())
        return wrong(tr("Enter the address of the service."));
    const bool hasScheme = trimmed.contains("://"_L1);
    QUrl url(hasScheme ? trimmed : QString(u"https://"_s + trimmed), QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty())
        return wrong(tr("This is no address."));
    if (url.scheme() != "https"_L1 && url.scheme() != "http"_L1)
        return wrong(tr("The address has to begin with https:// or http://."));
    if (!url.userInfo().isEmpty() || url.hasQuery() || url.hasFragment())
        return wrong(tr("Leave names, keys and everything after a ? out of the address."));
    if (!hasScheme && isPrivateAddress(url))
        url.setScheme(u"http"_s);
    QString path = url.path();
    while (path.endsWith(u'/'))
        path.chop(1);
    url.setPath(path);
    if (url.scheme() == "http"_L1 && !isPrivateAddress(url)) {
        QUrl secure = url;
        secure.setScheme(u"https"_s);
        return doubtful(url, tr("Without https your key can be read on its way."), secure);
    }
    for (const QString &call : {u"/chat/completions"_s, u"/completions"_s, u"/models"_s, u"/responses"_s}) {
        if (path.endsWith(call))
            return doubtful(url, tr("This is the address of a call, not of the service."),
                withPath(url, path.chopped(call.size())));
    }
    if (path.endsWith("/v1/v1"_L1))
        return doubtful(url, tr("The address ends in /v1 twice."), withPath(url, path.chopped(3)));
    if (path.isEmpty())
        return doubtful(url, tr("Most services want /v1 at the end."), withPath(url, u"/v1"_s));
    return {.verdict = Verdict::Good, .url = url};
}

} // namespace lineup::ui
