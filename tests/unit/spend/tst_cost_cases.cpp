// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/ChatRequestJson.h"
#include "core/providers/Catalogue.h"
#include "core/providers/openai/OpenAiUsage.h"
#include "core/routing/ProviderAttempt.h"
#include "tests/unit/spend/CostCases.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::test;

Q_DECLARE_METATYPE(CostCase)

namespace {

QJsonObject object(const char *text)
{
    return QJsonDocument::fromJson(text).object();
}

// The shortest answer in each format that holds these counts.
QJsonObject answerIn(const QString &dialect, const QJsonObject &usage)
{
    const QJsonObject text {{u"type"_s, u"text"_s}, {u"text"_s, u"Yes."_s}};
    if (dialect == "anthropic"_L1)
        return {{u"type"_s, u"message"_s}, {u"role"_s, u"assistant"_s}, {u"stop_reason"_s, u"end_turn"_s},
            {u"content"_s, QJsonArray {text}}, {u"usage"_s, usage}};
    if (dialect == "gemini"_L1 || dialect == "vertex-gemini"_L1)
        return {{u"candidates"_s,
                    QJsonArray {QJsonObject {{u"finishReason"_s, u"STOP"_s},
                        {u"content"_s, QJsonObject {{u"parts"_s, QJsonArray {text}}}}}}},
            {u"usageMetadata"_s, usage}};
    if (dialect == "openai-responses"_L1)
        return {{u"object"_s, u"response"_s}, {u"status"_s, u"completed"_s}, {u"output"_s, QJsonArray()},
            {u"usage"_s, usage}};
    if (dialect == "bedrock-converse"_L1)
        return {{u"output"_s,
                    QJsonObject {{u"message"_s,
                        QJsonObject {{u"role"_s, u"assistant"_s},
                            {u"content"_s, QJsonArray {QJsonObject {{u"text"_s, u"Yes."_s}}}}}}}},
            {u"stopReason"_s, u"end_turn"_s}, {u"usage"_s, usage}};
    if (dialect == "cohere"_L1)
        return {{u"id"_s, u"x"_s}, {u"finish_reason"_s, u"COMPLETE"_s},
            {u"message"_s, QJsonObject {{u"role"_s, u"assistant"_s}, {u"content"_s, QJsonArray {text}}}},
            {u"usage"_s, usage}};
    const QJsonObject message {{u"role"_s, u"assistant"_s}, {u"content"_s, u"Yes."_s}};
    return {{u"choices"_s,
                QJsonArray {QJsonObject {{u"index"_s, 0}, {u"message"_s, message}, {u"finish_reason"_s, u"stop"_s}}}},
        {u"usage"_s, usage}};
}

QByteArray bodyOf(const CostCase &one, const QString &dialect)
{
    QJsonObject body = answerIn(dialect, object(one.usage));
    const QJsonObject more = object(one.more);
    for (auto member = more.begin(); member != more.end(); ++member) {
        if (member.key() != "queries"_L1) {
            body.insert(member.key(), member.value());
            continue;
        }
        QJsonObject candidate = body.value("candidates"_L1).toArray().first().toObject();
        candidate.insert(u"groundingMetadata"_s, QJsonObject {{u"webSearchQueries"_s, member.value()}});
        body.insert(u"candidates"_s, QJsonArray {candidate});
    }
    return QJsonDocument(body).toJson();
}

// The call as it would be recorded, from the provider's bytes.
AttemptRecord recordOf(const CostCase &one, const Target &target, const ChatRequest &request, QString &complaint)
{
    AttemptRecord record;
    Completion completion;
    if (target.info && target.info->mode == ModelInfo::Mode::Embedding) {
        completion.usage = readOpenAiUsage(object(one.usage), false).value_or(Usage());
    } else {
        const Result<QList<Delta>> deltas
            = dialectById(target.service.dialect)->decode(bodyOf(one, target.service.dialect), target);
        if (!deltas) {
            complaint = deltas.error().detail;
            return record;
        }
        CompletionBuilder builder;
        for (const Delta &delta : *deltas)
            builder.apply(delta);
        completion = builder.build(true);
    }
    record.usage = completion.usage;
    return pricedAttempt(record, std::nullopt, request, completion, target.info);
}

} // namespace

// From what a provider sends to the nano-dollar, through decoders, catalogue and calculator.
class TestCostCases : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cost_data()
    {
        QTest::addColumn<CostCase>("one");
        const QList<CostCase> all
            = costCasesOfOpenAi() + costCasesOfAnthropic() + costCasesOfGoogle() + costCasesOfOthers();
        QVERIFY(all.size() >= 150);
        for (const CostCase &one : all)
            QTest::addRow("%s: %s", one.model, one.name) << one;
    }

    void cost()
    {
        QFETCH(const CostCase, one);
        const Result<Target> target = m_catalogue.resolve(QString::fromUtf8(one.model), QUrl(u"https://x.example"_s));
        QVERIFY2(target, target ? "" : qPrintable(target.error().detail));
        QJsonObject asked = object(one.asked);
        asked.insert(u"model"_s, QString::fromUtf8(one.model));
        asked.insert(u"messages"_s, QJsonArray {QJsonObject {{u"role"_s, u"user"_s}, {u"content"_s, u"?"_s}}});
        const Result<ChatRequest> request = readChatRequest(asked);
        QVERIFY2(request, request ? "" : qPrintable(request.error().detail));
        QString complaint;
        const AttemptRecord record = recordOf(one, *target, *request, complaint);
        QVERIFY2(complaint.isEmpty(), qPrintable(complaint));
        const qint64 nano = record.cost.amount().value_or(Money::fromNano(-1)).nano();
        const QString where = u"%1 instead of %2 nano-dollars; %3; %4"_s.arg(nano).arg(one.nano).arg(
            QString::fromUtf8(one.sum), QString::fromUtf8(one.source));
        QVERIFY2(nano == one.nano, qPrintable(where));
        if (one.nano < 0)
            QCOMPARE(record.cost.reason(), Cost::Reason::NoPrice);
    }

private:
    const Catalogue m_catalogue;
};

QTEST_GUILESS_MAIN(TestCostCases)
#include "tst_cost_cases.moc"
