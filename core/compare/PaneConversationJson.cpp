// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/compare/PaneConversation.h"
#include "core/domain/RouteTrace.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace lineup {
namespace {

using End = PaneAnswer::End;

constexpr std::pair<End, QLatin1StringView> endNames[] {{End::Open, QLatin1StringView("interrupted")},
    {End::Complete, QLatin1StringView("complete")}, {End::Stopped, QLatin1StringView("stopped")},
    {End::Failed, QLatin1StringView("failed")}, {End::Interrupted, QLatin1StringView("interrupted")}};

QString endName(End end)
{
    for (const auto &[value, name] : endNames) {
        if (value == end)
            return name;
    }
    return {};
}

End endFromName(const QString &name)
{
    for (const auto &[value, text] : endNames) {
        if (value != End::Open && name == text)
            return value;
    }
    return End::Interrupted;
}

QJsonObject errorToJson(const Error &error)
{
    QJsonObject json {
        {u"kind"_s, errorKindName(error.kind)}, {u"detail"_s, error.detail}, {u"service"_s, error.service}};
    if (error.httpStatus != 0)
        json[u"status"_s] = error.httpStatus;
    if (!error.requestId.isEmpty())
        json[u"request_id"_s] = error.requestId;
    return json;
}

Error errorFromJson(const QJsonObject &json)
{
    Error error;
    error.kind = errorKindFromName(json[u"kind"_s].toString()).value_or(Error::Kind::ServerFault);
    error.detail = json[u"detail"_s].toString();
    error.service = json[u"service"_s].toString();
    error.httpStatus = json[u"status"_s].toInt();
    error.requestId = json[u"request_id"_s].toString();
    return error;
}

constexpr std::pair<QLatin1StringView, qint64 Usage::*> usageFields[] {{QLatin1StringView("input"), &Usage::inputFresh},
    {QLatin1StringView("cache_read"), &Usage::inputCacheRead},
    {QLatin1StringView("cache_write_5m"), &Usage::inputCacheWrite5m},
    {QLatin1StringView("cache_write_1h"), &Usage::inputCacheWrite1h},
    {QLatin1StringView("input_audio"), &Usage::inputAudio}, {QLatin1StringView("input_image"), &Usage::inputImage},
    {QLatin1StringView("output"), &Usage::outputText}, {QLatin1StringView("reasoning"), &Usage::outputReasoning},
    {QLatin1StringView("output_audio"), &Usage::outputAudio}, {QLatin1StringView("output_image"), &Usage::outputImage},
    {QLatin1StringView("web_searches"), &Usage::webSearches}};

QJsonObject usageToJson(const Usage &usage)
{
    QJsonObject json {{u"estimated"_s, usage.source == Usage::Source::Estimated}};
    for (const auto &[name, field] : usageFields) {
        if (usage.*field != 0)
            json[name] = usage.*field;
    }
    return json;
}

Usage usageFromJson(const QJsonObject &json)
{
    Usage usage;
    usage.source = json[u"estimated"_s].toBool() ? Usage::Source::Estimated : Usage::Source::Reported;
    for (const auto &[name, field] : usageFields)
        usage.*field = json[name].toInteger();
    return usage;
}

QJsonObject costToJson(const Cost &cost)
{
    if (!cost.isKnown())
        return {{u"unknown"_s, int(cost.reason())}};
    return {{u"nano"_s, QString::number(cost.amount()->nano())}, {u"provenance"_s, int(cost.provenance())}};
}

Cost costFromJson(const QJsonObject &json)
{
    if (const QString nano = json[u"nano"_s].toString(); !nano.isEmpty()) {
        const int provenance = qBound(0, json[u"provenance"_s].toInt(), int(Cost::Provenance::Free));
        return Cost::known(Money::fromNano(nano.toLongLong()), Cost::Provenance(provenance));
    }
    // A call that was running when the program ended: nobody counted it.
    const int reason = qBound(0, json[u"unknown"_s].toInt(), int(Cost::Reason::MaybeBilled));
    const auto known = Cost::Reason(reason);
    return Cost::unknown(known == Cost::Reason::Running || known == Cost::Reason::None ? Cost::Reason::NoUsage : known);
}

QJsonArray mappingToJson(const MappingReport &report)
{
    QJsonArray array;
    for (const MappingNote &note : report)
        array += QJsonObject {{u"action"_s, int(note.action)}, {u"parameter"_s, note.parameter}, {u"to"_s, note.to},
            {u"reason"_s, note.reason}};
    return array;
}

MappingReport mappingFromJson(const QJsonArray &array)
{
    MappingReport report;
    for (const QJsonValue &value : array) {
        const QJsonObject json = value.toObject();
        const int action = qBound(0, json[u"action"_s].toInt(), int(MappingNote::Action::Added));
        report += {MappingNote::Action(action), json[u"parameter"_s].toString(), json[u"to"_s].toString(),
            json[u"reason"_s].toString()};
    }
    return report;
}

QJsonObject answerToJson(const PaneAnswer &answer)
{
    QJsonArray blocks;
    for (const NativeBlock &block : answer.message.nativeBlocks)
        blocks += QJsonObject {{u"dialect"_s, block.dialect}, {u"value"_s, block.value}};
    QJsonObject json {{u"model"_s, answer.model}, {u"text"_s, answer.message.text()},
        {u"reasoning"_s, answer.message.reasoning}, {u"refusal"_s, answer.message.refusal}, {u"native"_s, blocks},
        {u"end"_s, endName(answer.end)}, {u"cut"_s, answer.cut}, {u"finish"_s, int(answer.finishReason)},
        {u"cost"_s, costToJson(answer.cost)}, {u"total_us"_s, qint64(answer.total.count())},
        {u"mapping"_s, mappingToJson(answer.mapping)}, {u"demo"_s, answer.demo}};
    if (answer.usage.isKnown())
        json[u"usage"_s] = usageToJson(answer.usage);
    if (answer.firstToken)
        json[u"first_token_us"_s] = qint64(answer.firstToken->count());
    if (!answer.route.isEmpty())
        json[u"route"_s] = routeJson(answer.route);
    if (!answer.answeredBy.isEmpty())
        json[u"answered_by"_s] = answer.answeredBy;
    if (answer.error)
        json[u"error"_s] = errorToJson(*answer.error);
    return json;
}

PaneAnswer answerFromJson(const QJsonObject &json)
{
    PaneAnswer answer;
    answer.model = json[u"model"_s].toString();
    answer.message.role = Role::Assistant;
    if (const QString text = json[u"text"_s].toString(); !text.isEmpty())
        answer.message.content = {ContentPart::fromText(text)};
    answer.message.reasoning = json[u"reasoning"_s].toString();
    answer.message.refusal = json[u"refusal"_s].toString();
    for (const QJsonValue &value : json[u"native"_s].toArray())
        answer.message.nativeBlocks += {value[u"dialect"_s].toString(), value[u"value"_s].toObject()};
    answer.end = endFromName(json[u"end"_s].toString());
    answer.cut = json[u"cut"_s].toBool();
    answer.finishReason = FinishReason(qBound(0, json[u"finish"_s].toInt(), int(FinishReason::PauseTurn)));
    answer.cost = costFromJson(json[u"cost"_s].toObject());
    answer.total = std::chrono::microseconds(json[u"total_us"_s].toInteger());
    answer.mapping = mappingFromJson(json[u"mapping"_s].toArray());
    answer.demo = json[u"demo"_s].toBool();
    if (json.contains(u"usage"_s))
        answer.usage = usageFromJson(json[u"usage"_s].toObject());
    if (json.contains(u"first_token_us"_s))
        answer.firstToken = std::chrono::microseconds(json[u"first_token_us"_s].toInteger());
    answer.route = readRoute(json[u"route"_s].toArray());
    answer.answeredBy = json[u"answered_by"_s].toString();
    if (json.contains(u"error"_s))
        answer.error = errorFromJson(json[u"error"_s].toObject());
    return answer;
}

QJsonObject turnToJson(const PaneTurn &turn, qint64 imageLimit)
{
    QJsonArray images;
    int lost = turn.imagesNotKept;
    for (const ContentPart &part : turn.user.content) {
        if (part.kind != ContentPart::Kind::Image)
            continue;
        if (part.data.isEmpty() || part.data.size() > imageLimit) {
            ++lost;
            continue;
        }
        images += QJsonObject {{u"type"_s, part.mimeType}, {u"data"_s, QString::fromLatin1(part.data.toBase64())}};
    }
    QJsonArray answers;
    for (const PaneAnswer &answer : turn.answers)
        answers += answerToJson(answer);
    return {{u"text"_s, turn.user.text()}, {u"images"_s, images}, {u"images_lost"_s, lost}, {u"answers"_s, answers},
        {u"current"_s, turn.current}};
}

PaneTurn turnFromJson(const QJsonObject &json)
{
    PaneTurn turn;
    turn.user = Message::fromText(Role::User, json[u"text"_s].toString());
    for (const QJsonValue &value : json[u"images"_s].toArray()) {
        ContentPart part;
        part.kind = ContentPart::Kind::Image;
        part.mimeType = value[u"type"_s].toString();
        part.data = QByteArray::fromBase64(value[u"data"_s].toString().toLatin1());
        turn.user.content += part;
    }
    turn.imagesNotKept = qMax(0, json[u"images_lost"_s].toInt());
    for (const QJsonValue &value : json[u"answers"_s].toArray())
        turn.answers += answerFromJson(value.toObject());
    turn.current = qBound(-1, json[u"current"_s].toInt(-1), int(turn.answers.size()) - 1);
    return turn;
}

} // namespace

QJsonObject PaneConversation::toJson(const SaveLimits &limits) const
{
    QList<QJsonObject> kept;
    qint64 bytes = 0;
    for (auto turn = m_turns.crbegin(); turn != m_turns.crend(); ++turn) {
        const QJsonObject json = turnToJson(*turn, limits.imageBytes);
        bytes += QJsonDocument(json).toJson(QJsonDocument::Compact).size();
        if (bytes > limits.totalBytes)
            break;
        kept.prepend(json);
    }
    QJsonArray array;
    for (const QJsonObject &json : kept)
        array += json;
    return {{u"turns"_s, array}};
}

PaneConversation PaneConversation::fromJson(const QJsonObject &json)
{
    PaneConversation conversation;
    for (const QJsonValue &value : json[u"turns"_s].toArray())
        conversation.m_turns += turnFromJson(value.toObject());
    return conversation;
}

} // namespace lineup
