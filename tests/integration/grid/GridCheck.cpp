// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/grid/GridCheck.h"

#include "tests/support/ProviderSchemas.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace lineup::grid {

namespace {

// The description demands logprobs of a text that is given back; the API and its clients do not.
QJsonArray withLogprobs(QJsonArray items)
{
    for (QJsonValueRef item : items) {
        QJsonObject message = item.toObject();
        QJsonArray parts = message.value("content"_L1).toArray();
        for (QJsonValueRef part : parts) {
            QJsonObject text = part.toObject();
            if (text.value("type"_L1) == "output_text"_L1 && !text.contains("logprobs"_L1)) {
                text.insert(u"logprobs"_s, QJsonArray());
                part = text;
            }
        }
        if (!parts.isEmpty()) {
            message.insert(u"content"_s, parts);
            item = message;
        }
    }
    return items;
}

// The body without what was put into it beyond the form on purpose, or is known to be missing in the description.
QJsonObject described(const Row &row, QJsonObject body)
{
    body.remove(u"x_extra"_s);
    body.remove(u"x_unknown"_s);
    for (const QString &member : row.lackingMembers)
        body.remove(member);
    for (auto it = row.implied.begin(); it != row.implied.end(); ++it)
        body.insert(it.key(), it.value());
    if (row.form == Form::Responses)
        body.insert(u"input"_s, withLogprobs(body.value("input"_L1).toArray()));
    return body;
}

// What this row demands and forbids beside its description; takes the first out of the body.
QStringList ownFaults(const Row &row, QJsonObject &body)
{
    QStringList out;
    for (auto it = row.own.begin(); it != row.own.end(); ++it) {
        if (body.value(it.key()) != it.value())
            out += it.key() + u" is not what it has to be"_s;
        body.remove(it.key());
    }
    for (auto it = row.implied.begin(); it != row.implied.end(); ++it) {
        if (body.contains(it.key()))
            out += it.key() + u" is in the body, and belongs into the address"_s;
    }
    return out;
}

QStringList schemaFaults(const char *file, const QString &operation, const QJsonValue &value)
{
    const QString name = QString::fromLatin1(file);
    const test::JsonSchema &schema = test::schemaFile(name);
    const QString pointer = test::schemaPointer(schema, operation);
    if (pointer.isEmpty())
        return {u"the description lacks the operation"_s};
    QStringList out = schema.errors(pointer, value);
    for (const QString &path : schema.unknownMembers(pointer, value))
        out += u"unknown member "_s + path;
    return out;
}

QStringList innerFaults(const InnerSchema &inner, const QString &model, const QJsonObject &body)
{
    if (!inner.member || !body.contains(QLatin1StringView(inner.member)))
        return {};
    for (auto it = inner.operations.begin(); it != inner.operations.end(); ++it) {
        if (it.key().isEmpty() || model.contains(it.key()))
            return schemaFaults(inner.schema, it.value(), body.value(QLatin1StringView(inner.member)));
    }
    return {u"nobody knows what this model takes beside the described form"_s};
}

// "`temperature` and `top_p` cannot both be specified for this model": Claude since Opus 4.1, whoever carries it.
QStringList samplerFaults(const QString &model, const QJsonObject &body)
{
    static const QRegularExpression oneSampler(u"claude-(opus-4[-.][1-9]|sonnet-4[-.][5-9]|haiku-4[-.]5)"_s);
    const QJsonObject inference = body.value("inferenceConfig"_L1).toObject();
    const bool both = (body.contains("temperature"_L1) && body.contains("top_p"_L1))
        || (inference.contains("temperature"_L1) && inference.contains("topP"_L1));
    return both && oneSampler.match(model).hasMatch() ? QStringList {u"two samplers for a model that takes one"_s}
                                                      : QStringList();
}

} // namespace

QStringList faultsOf(const Row &row, const QString &model, QJsonObject body)
{
    QStringList out = ownFaults(row, body) + innerFaults(row.inner, model, body) + samplerFaults(model, body);
    static const QRegularExpression number(u"/\\d+/"_s);
    static const QString unknown = u"unknown member "_s;
    for (const QString &fault : schemaFaults(row.schema, QString::fromLatin1(row.operation), described(row, body))) {
        const QString place = QString(fault.section(u':', 0, 0) + u'/').replace(number, u"/*/"_s).chopped(1);
        const bool excused = fault.startsWith(unknown) ? row.lackingMembers.contains(place.sliced(unknown.size()))
                                                       : row.excused.contains(place);
        if (!excused)
            out += fault;
    }
    return out;
}

} // namespace lineup::grid
