// SPDX-License-Identifier: GPL-3.0-or-later
// The prices that were taken over from the public table, read from both files as text by a reader of its own: digits
// are shifted, never turned into binary floating point.
#include "tests/support/Traffic.h"

#include <QDir>
#include <QFile>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

// "1.5e-07", shifted by places, as "15" and an exponent: the same number always gives the same pair.
QString digitsOf(const QString &text, int places)
{
    const int exponent = text.contains(u'e') ? text.section(u'e', 1).toInt() : 0;
    const QString mantissa = text.section(u'e', 0, 0);
    QString digits = mantissa;
    digits.remove(u'.');
    qsizetype last = exponent + places - mantissa.section(u'.', 1).size();
    while (digits.endsWith(u'0') && digits.size() > 1) {
        digits.chop(1);
        ++last;
    }
    while (digits.startsWith(u'0') && digits.size() > 1)
        digits.remove(0, 1);
    return digits + u"e%1"_s.arg(last);
}

// The text of a number in a row, as it was written.
QString numberIn(const QString &row, const QString &key)
{
    const QRegularExpression form(u"\"%1\": ([0-9.e+-]+)"_s.arg(QRegularExpression::escape(key)));
    return form.match(row).captured(1);
}

struct Member
{
    const char *ours;
    const char *theirs;
};
constexpr Member members[] {
    {"input", "input_cost_per_token"},
    {"output", "output_cost_per_token"},
    {"cache_read", "cache_read_input_token_cost"},
    {"cache_write_5m", "cache_creation_input_token_cost"},
    {"output_audio", "output_cost_per_audio_token"},
    {"output_image", "output_cost_per_image_token"},
};

} // namespace

class TestPriceSample : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        LINEUP_NEEDS_TRAFFIC();
        QFile table(lineup::test::trafficFolder() + u"/../reference/litellm_model_prices_2026-04.json"_s);
        if (!table.open(QFile::ReadOnly))
            QSKIP("the public table is not beside the source");
        // Rows begin with four blanks and a name, and end with four blanks and a brace.
        static const QRegularExpression row(u"^    \"([^\"]+)\": \\{$(.*?)^    \\}"_s,
            QRegularExpression::MultilineOption | QRegularExpression::DotMatchesEverythingOption);
        QRegularExpressionMatchIterator it = row.globalMatch(QString::fromUtf8(table.readAll()));
        while (it.hasNext()) {
            const QRegularExpressionMatch match = it.next();
            m_table.insert(match.captured(1), match.captured(2));
        }
        QVERIFY(m_table.size() > 2500);
        QFile ours(QStringLiteral(LINEUP_SOURCE_DIR "/resources/catalogue/models.json"));
        QVERIFY(ours.open(QFile::ReadOnly));
        for (const QJsonValue &value : QJsonDocument::fromJson(ours.readAll())["models"_L1].toArray()) {
            if (value["from"_L1].isString() && value["price"_L1].isObject())
                m_rows += value.toObject();
        }
        QVERIFY(m_rows.size() > 1000);
    }

    void twoHundredRowsAreExact()
    {
        quint32 seed = qEnvironmentVariableIntValue("LINEUP_SEED");
        if (seed == 0)
            seed = QRandomGenerator::global()->generate();
        QRandomGenerator random(seed);
        int compared = 0;
        for (int i = 0; i < 200; ++i) {
            const QJsonObject row = m_rows.at(random.bounded(int(m_rows.size())));
            const QString name = row["service"_L1].toString() + u' ' + row["id"_L1].toString();
            const QByteArray where = u"%1 (LINEUP_SEED=%2)"_s.arg(name).arg(seed).toUtf8();
            const QString theirs = rowOf(row["service"_L1].toString(), row["id"_L1].toString());
            QVERIFY2(!theirs.isEmpty(), where.constData());
            const QJsonObject price = row["price"_L1].toObject();
            for (const Member &member : members) {
                const QString expected = numberIn(theirs, QString::fromLatin1(member.theirs));
                const QJsonValue actual = price[QLatin1StringView(member.ours)];
                if (expected.size() > 14
                    || actual.isUndefined()) // noise is taken off; 0 and ambiguous ones are left out
                    continue;
                if (expected.isEmpty()) { // another member of the table stands for it
                    QVERIFY2(
                        theirs.contains(u"tiered_pricing"_s) || theirs.contains(u"cache_hit"_s), where.constData());
                    continue;
                }
                QVERIFY2(digitsOf(actual.toString(), 0) == digitsOf(expected, 6), where.constData());
                ++compared;
            }
        }
        QVERIFY(compared > 250);
    }

private:
    // The table's row: its provider says the service, its name ends with our id.
    [[nodiscard]] QString rowOf(const QString &service, const QString &id) const
    {
        QStringList names {id, service + u'/' + id};
        const QHash<QString, QStringList> others {
            {u"together"_s, {u"together_ai"_s}}, {u"bedrock"_s, {u"bedrock"_s}}, {u"cohere"_s, {u"cohere_chat"_s}}};
        for (const QString &prefix : others.value(service))
            names += prefix + u'/' + id;
        for (const QString &name : std::as_const(names)) {
            const QString row = m_table.value(name);
            const QString provider = QRegularExpression(u"\"litellm_provider\": \"([^\"]+)\""_s).match(row).captured(1);
            if (provider.section(u'-', 0, 0).section(u"_converse"_s, 0, 0).section(u"_chat"_s, 0, 0)
                == (service == "together"_L1 ? u"together_ai"_s : service))
                return row;
        }
        return {};
    }

    QHash<QString, QString> m_table;
    QList<QJsonObject> m_rows;
};

QTEST_GUILESS_MAIN(TestPriceSample)
#include "tst_price_sample.moc"
