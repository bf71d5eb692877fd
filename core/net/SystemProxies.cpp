// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/net/SystemProxies.h"

#include "core/base/Async.h"

#include <QThreadPool>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

QNetworkProxyQuery queryFor(const Origin &origin)
{
    QUrl url;
    url.setScheme(origin.tls ? u"https"_s : u"http"_s);
    url.setHost(origin.host);
    url.setPort(origin.port);
    return QNetworkProxyQuery(url);
}

class KnownProxies final : public QNetworkProxyFactory
{
public:
    explicit KnownProxies(std::shared_ptr<SystemProxies::Table> table) : m_table(std::move(table)) { }
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override
    {
        const Origin origin = Origin::of(query.url());
        if (isLoopback(origin.host))
            return {QNetworkProxy(QNetworkProxy::NoProxy)};
        if (const SystemProxies::Answer *known = m_table->find(origin))
            return known->proxies;
        return systemProxyForQuery(query); // what was not asked for in time: does not happen
    }

private:
    std::shared_ptr<SystemProxies::Table> m_table;
};

} // namespace

const SystemProxies::Answer *SystemProxies::Table::find(const Origin &origin) const
{
    const auto at
        = std::find_if(answers.cbegin(), answers.cend(), [&](const Answer &one) { return one.origin == origin; });
    return at == answers.cend() ? nullptr : &*at;
}

SystemProxies::SystemProxies() : m_table(std::make_shared<Table>()) { }

SystemProxies::~SystemProxies() = default;

bool SystemProxies::knows(const Origin &origin, Deadlines::TimePoint now) const
{
    if (isLoopback(origin.host))
        return true;
    const Answer *known = m_table->find(origin);
    return known && now < known->until;
}

void SystemProxies::ask(const Origin &origin, QObject *context, std::function<void()> then)
{
    auto promise = std::make_shared<QPromise<QList<QNetworkProxy>>>();
    promise->start();
    whenDone(promise->future(), context,
        [self = QPointer(this), origin, then = std::move(then)](const QList<QNetworkProxy> &proxies) {
            if (!self)
                return;
            self->remember(origin, proxies);
            then();
        });
    QThreadPool::globalInstance()->start([promise, origin] {
        promise->addResult(QNetworkProxyFactory::systemProxyForQuery(queryFor(origin)));
        promise->finish();
    });
}

void SystemProxies::remember(const Origin &origin, const QList<QNetworkProxy> &proxies)
{
    const Deadlines::TimePoint now = Deadlines::Clock::now();
    m_table->answers.removeIf([&](const Answer &one) { return one.origin == origin || one.until <= now; });
    m_table->answers.append({.origin = origin, .proxies = proxies, .until = now + keep});
}

std::unique_ptr<QNetworkProxyFactory> SystemProxies::makeFactory() const
{
    return std::make_unique<KnownProxies>(m_table);
}

} // namespace lineup
