// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/TokenCache.h"
#include "tests/support/FakeHttpClient.h"
#include "tests/support/TurnedClock.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::test;

namespace {

// Sells "token-N" for 1000 seconds; a key "ready-…" is a token, "none" buys nothing.
class ShopSource final : public TokenSource
{
public:
    QByteArray identity(const Service &, const Credentials &credentials) const override
    {
        return "shop " + credentials.key.view().toByteArray();
    }
    std::optional<AccessToken> ready(
        const Service &, const Credentials &credentials, const QDateTime &now) const override
    {
        if (!credentials.key.view().startsWith("ready"))
            return std::nullopt;
        return AccessToken {credentials.key, now.addSecs(1000)};
    }
    Result<HttpRequest> request(const Service &, const Credentials &credentials, const QDateTime &) const override
    {
        if (credentials.key.view() == QByteArrayView("none"))
            return Error {.kind = Error::Kind::Auth, .detail = u"nothing to buy with"_s};
        return HttpRequest {.url = QUrl(u"https://shop.test/token"_s)};
    }
    Result<AccessToken> read(const HttpHead &head, const QByteArray &body, const QDateTime &now) const override
    {
        if (head.status >= 400)
            return Error {.kind = Error::Kind::Auth, .detail = QString::fromUtf8(body)};
        return AccessToken {SecretBytes(body), now.addSecs(1000)};
    }
};

// What one call of find() was told.
struct Told
{
    int times = 0;
    QByteArray token;
    std::optional<Error> error;
};

Service shop()
{
    Service out;
    out.id = u"shop"_s;
    return out;
}

} // namespace

class TestTokenCache : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void twoThatAskAtOnceShareOneRequest();
    void keepsATokenUntilShortlyBeforeItsEnd();
    void othersGetTheirOwn();
    void whoIsGoneHearsNothing();
    void theLastToGoStopsTheRequest();
    void aRefusalIsToldToAllAndNotKept();
    void theRefusalDoesNotQuoteTheKey();
    void aBrokenConnectionIsToldAndNotKept();
    void aForgottenTokenIsBoughtAgain();
    void aTokenThatIsThereCostsNothing();
    void whatCannotBeAskedIsToldAtOnce();

private:
    void ask(const QByteArray &key, QObject *context, Told &told);

    ShopSource m_source;
    TurnedClock m_clock;
    std::unique_ptr<FakeHttpClient> m_client;
    std::unique_ptr<TokenCache> m_cache;
    int m_sold = 0;
};

void TestTokenCache::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_sold = 0;
    m_client = std::make_unique<FakeHttpClient>(
        [this](const HttpRequest &) { return FakeAnswer {.body = "token-" + QByteArray::number(++m_sold)}; });
    m_cache = std::make_unique<TokenCache>(*m_client, m_clock);
}

void TestTokenCache::ask(const QByteArray &key, QObject *context, Told &told)
{
    m_cache->find(m_source, shop(), Credentials(SecretBytes(key)), context, [&told](const Result<SecretBytes> &token) {
        ++told.times;
        if (token)
            told.token = token->view().toByteArray();
        else
            told.error = token.error();
    });
}

void TestTokenCache::twoThatAskAtOnceShareOneRequest()
{
    Told first;
    Told second;
    ask("key-0001", this, first);
    ask("key-0001", this, second);
    QCOMPARE(first.times, 0);
    QTRY_COMPARE(first.times + second.times, 2);
    QCOMPARE(first.token, QByteArray("token-1"));
    QCOMPARE(second.token, QByteArray("token-1"));
    QCOMPARE(m_client->requests.size(), 1);
}

void TestTokenCache::keepsATokenUntilShortlyBeforeItsEnd()
{
    Told first;
    ask("key-0001", this, first);
    QTRY_COMPARE(first.times, 1);
    m_clock.time = m_clock.time.addSecs(870); // 130 seconds are left
    Told kept;
    ask("key-0001", this, kept);
    QCOMPARE(kept.times, 1); // at once
    QCOMPARE(kept.token, QByteArray("token-1"));
    m_clock.time = m_clock.time.addSecs(20); // 110 seconds are left
    Told renewed;
    ask("key-0001", this, renewed);
    QTRY_COMPARE(renewed.times, 1);
    QCOMPARE(renewed.token, QByteArray("token-2"));
    QCOMPARE(m_client->requests.size(), 2);
}

void TestTokenCache::othersGetTheirOwn()
{
    Told one;
    Told other;
    ask("key-0001", this, one);
    ask("key-0002", this, other);
    QTRY_COMPARE(one.times + other.times, 2);
    QVERIFY(one.token != other.token);
    QCOMPARE(m_client->requests.size(), 2);
}

void TestTokenCache::whoIsGoneHearsNothing()
{
    Told gone;
    Told stays;
    auto context = std::make_unique<QObject>();
    ask("key-0001", context.get(), gone);
    ask("key-0001", this, stays);
    context.reset();
    QTRY_COMPARE(stays.times, 1);
    QCOMPARE(stays.token, QByteArray("token-1"));
    QCOMPARE(gone.times, 0);
    QCOMPARE(m_client->requests.size(), 1);
}

void TestTokenCache::theLastToGoStopsTheRequest()
{
    m_client->answer = {}; // silent
    Told gone;
    auto context = std::make_unique<QObject>();
    ask("key-0001", context.get(), gone);
    context.reset();
    m_client->answer = [](const HttpRequest &) { return FakeAnswer {.body = "token-9"}; };
    Told next;
    ask("key-0001", this, next); // does not wait for the one that will never come
    QTRY_COMPARE(next.times, 1);
    QCOMPARE(next.token, QByteArray("token-9"));
    QCOMPARE(gone.times, 0);
    QCOMPARE(m_client->requests.size(), 2);
}

void TestTokenCache::aRefusalIsToldToAllAndNotKept()
{
    m_client->answer = [](const HttpRequest &) { return FakeAnswer {.status = 401, .body = "no"}; };
    Told first;
    Told second;
    ask("key-0001", this, first);
    ask("key-0001", this, second);
    QTRY_COMPARE(first.times + second.times, 2);
    QVERIFY(first.error && second.error);
    QCOMPARE(first.error->kind, Error::Kind::Auth);
    QCOMPARE(first.error->service, u"shop"_s);
    m_client->answer = [](const HttpRequest &) { return FakeAnswer {.body = "token-5"}; };
    Told later;
    ask("key-0001", this, later);
    QTRY_COMPARE(later.token, QByteArray("token-5"));
}

void TestTokenCache::theRefusalDoesNotQuoteTheKey()
{
    m_client->answer
        = [](const HttpRequest &) { return FakeAnswer {.status = 400, .body = "bad key kx-secret-123456 here"}; };
    Told told;
    ask("kx-secret-123456", this, told);
    QTRY_COMPARE(told.times, 1);
    QCOMPARE(told.error->detail, u"bad key [hidden] here"_s);
}

void TestTokenCache::aBrokenConnectionIsToldAndNotKept()
{
    m_client->answer = [](const HttpRequest &) {
        return FakeAnswer {.error = Error {.kind = Error::Kind::Network, .detail = u"gone"_s}};
    };
    Told told;
    ask("key-0001", this, told);
    QTRY_COMPARE(told.times, 1);
    QCOMPARE(told.error->kind, Error::Kind::Network);
    m_client->answer = [](const HttpRequest &) { return FakeAnswer {.body = "token-6"}; };
    Told later;
    ask("key-0001", this, later);
    QTRY_COMPARE(later.token, QByteArray("token-6"));
}

void TestTokenCache::aForgottenTokenIsBoughtAgain()
{
    Told first;
    ask("key-0001", this, first);
    QTRY_COMPARE(first.times, 1);
    m_cache->forget(m_source, shop(), Credentials(SecretBytes("key-0002"))); // another's
    Told kept;
    ask("key-0001", this, kept);
    QCOMPARE(kept.token, QByteArray("token-1"));
    m_cache->forget(m_source, shop(), Credentials(SecretBytes("key-0001")));
    Told anew;
    ask("key-0001", this, anew);
    QTRY_COMPARE(anew.token, QByteArray("token-2"));
}

void TestTokenCache::aTokenThatIsThereCostsNothing()
{
    Told told;
    ask("ready-made", this, told);
    QCOMPARE(told.times, 1);
    QCOMPARE(told.token, QByteArray("ready-made"));
    QCOMPARE(m_client->requests.size(), 0);
}

void TestTokenCache::whatCannotBeAskedIsToldAtOnce()
{
    Told told;
    ask("none", this, told);
    QCOMPARE(told.times, 1);
    QCOMPARE(told.error->detail, u"nothing to buy with"_s);
    QCOMPARE(m_client->requests.size(), 0);
}

QTEST_GUILESS_MAIN(TestTokenCache)
#include "tst_token_cache.moc"
