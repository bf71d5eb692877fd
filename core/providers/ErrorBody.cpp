// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/base/JsonReader.h"
#include "core/providers/ErrorClassifier.h"

#include <QRegularExpression>

#include <cmath>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

constexpr int deepestNesting = 4;
constexpr qsizetype longestPlainText = 200;

ErrorFacts readText(QByteArray text, int depth);
ErrorFacts readValue(const QJsonValue &value, int depth);

// What else has no value takes over from other.
void fillFrom(ErrorFacts &facts, const ErrorFacts &other)
{
    if (facts.status == 0)
        facts.status = other.status;
    if (facts.code.isEmpty())
        facts.code = other.code;
    if (facts.type.isEmpty())
        facts.type = other.type;
    if (facts.message.isEmpty())
        facts.message = other.message;
    if (facts.requestId.isEmpty())
        facts.requestId = other.requestId;
}

int asHttpStatus(const QJsonValue &value)
{
    const double number = value.isString() ? value.toString().toDouble() : value.toDouble();
    return number >= 400 && number < 600 && number == std::floor(number) ? static_cast<int>(number) : 0;
}

QString firstText(const QJsonObject &object, std::initializer_list<QLatin1StringView> names)
{
    for (const QLatin1StringView name : names) {
        const QJsonValue value = object.value(name);
        if (value.isString() && !value.toString().isEmpty())
            return value.toString();
    }
    return {};
}

// A code as text, unless it only repeats an HTTP status.
QString codeText(const QJsonValue &value)
{
    if (asHttpStatus(value) != 0)
        return {};
    return value.isDouble() ? QString::number(value.toDouble(), 'g', 15) : value.toString();
}

// Lists as validators write them: [{loc: ["body", "messages"], msg, input}]. The input is ours and stays out.
QString joinComplaints(const QJsonArray &list)
{
    QStringList lines;
    for (const QJsonValue &item : list) {
        if (item.isString()) {
            lines += item.toString();
            continue;
        }
        const QJsonObject complaint = item.toObject();
        QStringList where;
        for (const QJsonValue &step : complaint.value("loc"_L1).toArray())
            where += step.isDouble() ? QString::number(step.toInt()) : step.toString();
        const QString text = firstText(complaint, {"msg"_L1, "message"_L1});
        if (!text.isEmpty())
            lines += where.isEmpty() ? text : QString(where.join(u'.') + u": " + text);
    }
    return lines.mid(0, 3).join(u"; "_s);
}

// google.rpc.ErrorInfo tells a bad key from a bad argument; both have the status INVALID_ARGUMENT.
QString reasonInDetails(const QJsonObject &object)
{
    for (const QJsonValue &detail : object.value("details"_L1).toArray()) {
        const QString reason = detail.toObject().value("reason"_L1).toString();
        if (!reason.isEmpty())
            return reason;
    }
    return {};
}

// {metadata: {raw: "{…}", provider_name}}: the answer of the service behind an intermediary.
void readUpstream(const QJsonObject &object, ErrorFacts &facts, int depth)
{
    const QJsonObject metadata = object.value("metadata"_L1).toObject();
    const QJsonValue raw = metadata.value("raw"_L1);
    if (!raw.isString() && !raw.isObject())
        return;
    ErrorFacts upstream = raw.isString() ? readText(raw.toString().toUtf8(), depth + 1) : readValue(raw, depth + 1);
    const QString provider = metadata.value("provider_name"_L1).toString();
    if (!upstream.message.isEmpty())
        facts.message = provider.isEmpty() ? upstream.message : QString(provider + u": " + upstream.message);
    fillFrom(facts, upstream);
}

void readCodes(const QJsonObject &object, ErrorFacts &facts)
{
    for (const QLatin1StringView name :
        {"status_code"_L1, "raw_status_code"_L1, "code"_L1, "status"_L1, "http_code"_L1}) {
        if (facts.status == 0)
            facts.status = asHttpStatus(object.value(name));
    }
    facts.code = codeText(object.value("code"_L1));
    // base_resp: {status_code: 1008, status_msg}. Zero is no fault.
    if (facts.code.isEmpty() && object.value("status_code"_L1).toInt() != 0)
        facts.code = codeText(object.value("status_code"_L1));
    const QString status = object.value("status"_L1).toString();
    if (facts.code.isEmpty() && status != "error"_L1 && asHttpStatus(status) == 0)
        facts.code = status;
    facts.type = firstText(object, {"type"_L1, "error_type"_L1, "__type"_L1});
    if (facts.type == "error"_L1)
        facts.type.clear(); // the envelope's own type
    if (facts.type.isEmpty())
        facts.type = reasonInDetails(object);
    // The precise word of a blocked prompt lies one level deeper.
    const QString inner = object.value("innererror"_L1).toObject().value("code"_L1).toString();
    if (!inner.isEmpty())
        facts.type = inner;
}

ErrorFacts readObject(const QJsonObject &object, int depth)
{
    ErrorFacts facts;
    facts.requestId = firstText(object, {"request_id"_L1, "requestId"_L1});
    readCodes(object, facts);
    QString message = firstText(object,
        {"message"_L1, "Message"_L1, "detail"_L1, "msg"_L1, "error_msg"_L1, "error_description"_L1, "title"_L1,
            "status_msg"_L1});
    if (message.isEmpty() && object.value("detail"_L1).isArray())
        message = joinComplaints(object.value("detail"_L1).toArray());
    if (message.trimmed().startsWith(u'{'))
        fillFrom(facts, readText(message.toUtf8(), depth + 1));
    else
        facts.message = message;
    readUpstream(object, facts, depth);
    for (const QLatin1StringView name : {"error"_L1, "errors"_L1, "detail"_L1, "message"_L1, "base_resp"_L1}) {
        const QJsonValue nested = object.value(name);
        if (nested.isUndefined() || nested.isNull() || (nested.isString() && name != "error"_L1))
            continue;
        if (name == "base_resp"_L1 && nested.toObject().value("status_code"_L1).toInt() == 0)
            continue;
        ErrorFacts inside = readValue(nested, depth + 1);
        fillFrom(inside, facts);
        facts = inside;
    }
    return facts;
}

ErrorFacts readValue(const QJsonValue &value, int depth)
{
    if (depth > deepestNesting)
        return {};
    if (value.isString())
        return readText(value.toString().toUtf8(), depth + 1);
    if (value.isObject())
        return readObject(value.toObject(), depth);
    const QJsonArray list = value.toArray();
    if (list.isEmpty())
        return {};
    ErrorFacts facts = list.first().isObject() ? readObject(list.first().toObject(), depth) : ErrorFacts();
    if (const QString complaints = joinComplaints(list); !complaints.isEmpty())
        facts.message = complaints;
    return facts;
}

ErrorFacts readHtml(const QString &html)
{
    static const QRegularExpression title(
        uR"(<title[^>]*>\s*([^<]{1,80}?)\s*</title>)"_s, QRegularExpression::CaseInsensitiveOption);
    const QString name = title.match(html).captured(1).simplified();
    ErrorFacts facts;
    facts.type = u"text/html"_s;
    facts.message = name.isEmpty() ? u"an HTML page instead of JSON: is the address right?"_s
                                   : u"an HTML page (%1) instead of JSON: is the address right?"_s.arg(name);
    return facts;
}

ErrorFacts readText(QByteArray text, int depth)
{
    if (depth > deepestNesting)
        return {};
    if (text.startsWith("\xEF\xBB\xBF"))
        text.remove(0, 3);
    text = text.trimmed();
    // An error sent as the only event of a stream.
    if (text.startsWith("data:") || text.startsWith("event:")) {
        const qsizetype at = text.indexOf("data:");
        text = at < 0 ? QByteArray() : text.mid(at + 5, qMax<qsizetype>(text.indexOf('\n', at), 0) - at - 5).trimmed();
    }
    if (text.startsWith('{') || text.startsWith('[')) {
        if (const Result<QJsonValue> json = parseJson(text))
            return readValue(*json, depth);
        return {}; // JSON that was cut may hold anything
    }
    if (text.startsWith('<'))
        return readHtml(QString::fromUtf8(text.left(4096)));
    ErrorFacts facts;
    facts.message = QString::fromUtf8(depth == 0 ? text.left(longestPlainText) : text);
    return facts;
}

} // namespace

ErrorFacts readErrorBody(const QByteArray &body)
{
    return readText(body, 0);
}

} // namespace lineup
