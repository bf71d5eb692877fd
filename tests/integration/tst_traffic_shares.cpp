// SPDX-License-Identifier: GPL-3.0-or-later
// No recording of a chat or of embeddings is in no test's hands.
#include "tests/support/TrafficShares.h"

#include <QDir>
#include <QMap>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup::test;

namespace {

// What is no chat and no embedding, or one in a form that no service is spoken to in any more.
struct LeftOut
{
    const char *provider; // "": each
    const char *api;
    int count;
    const char *reason;
};
constexpr LeftOut leftOut[] {
    {"", "models", 5, "a list of models; the tests of the dialects read them"},
    {"anthropic", "count_tokens", 2, "counts tokens"},
    {"", "countTokens", 2, "counts tokens"},
    {"openai", "messages", 1, "lists the messages of a thread of the Assistants API"},
    {"cohere", "cohere.v1.chat", 3, "version 1, which version 2 replaced; its error is read by tst_traffic_cohere"},
    {"ollama", "ollama.generate", 3, "completes a text; chats go to /api/chat"},
};

bool fits(const Recording &recording, const char *provider, const char *api)
{
    return recording.api == QLatin1StringView(api)
        && (!*provider || recording.name.section(u'/', 0, 0) == QLatin1StringView(provider));
}

} // namespace

class TestTrafficShares : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        LINEUP_NEEDS_TRAFFIC();
    }

    void everyRecordingHasItsTest()
    {
        QStringList nobodys;
        QStringList twice;
        int shared = 0;
        int all = 0;
        for (const QString &folder : QDir(trafficFolder()).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            for (const Recording &recording : recordings(folder)) {
                ++all;
                const auto holds
                    = [&recording](const TrafficShare &share) { return fits(recording, share.provider, share.api); };
                const auto tests = std::count_if(trafficShares().begin(), trafficShares().end(), holds);
                const auto excused = std::count_if(std::begin(leftOut), std::end(leftOut),
                    [&recording](const LeftOut &row) { return fits(recording, row.provider, row.api); });
                shared += tests > 0 ? 1 : 0;
                if (tests + excused == 0)
                    nobodys += recording.name + u' ' + recording.api;
                if (tests + excused > 1)
                    twice += recording.name + u' ' + recording.api;
            }
        }
        QVERIFY2(nobodys.isEmpty(), qPrintable(nobodys.join(u", "_s)));
        QVERIFY2(twice.isEmpty(), qPrintable(twice.join(u", "_s)));
        qInfo("%d recordings: %d of chats and embeddings, each with a test; %d of other things", all, shared,
            all - shared);
        QCOMPARE(all, 400);
        QCOMPARE(shared, 384);
    }

    void whatIsLeftOutIsThere()
    {
        for (const LeftOut &row : leftOut) {
            int seen = 0;
            for (const QString &folder : QDir(trafficFolder()).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
                for (const Recording &recording : recordings(folder))
                    seen += fits(recording, row.provider, row.api) ? 1 : 0;
            }
            QVERIFY2(seen == row.count, row.reason);
        }
    }

    // The tests draw what they hold against their references from the shares.
    void sharesAreWhatTheTestsHold()
    {
        const QMap<QString, qsizetype> expected {{u"tst_traffic_openai"_s, 188}, {u"tst_traffic_responses"_s, 59},
            {u"tst_traffic_anthropic"_s, 39}, {u"tst_traffic_gemini"_s, 43}, {u"tst_traffic_bedrock"_s, 26},
            {u"tst_traffic_cohere"_s, 14}, {u"tst_traffic_ollama"_s, 7}, {u"tst_traffic_embeddings"_s, 8}};
        QMap<QString, qsizetype> found;
        for (const TrafficShare &share : trafficShares()) {
            const QLatin1StringView test(share.test);
            found.insert(test, shareOf(test).size());
            QVERIFY2(QFile::exists(u"" LINEUP_SOURCE_DIR "/tests/integration/"_s + test + u".cpp"), share.test);
        }
        QCOMPARE(found, expected);
    }
};

QTEST_APPLESS_MAIN(TestTrafficShares)
#include "tst_traffic_shares.moc"
