// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/RequestMapper.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

// What the request asks for of the members that took() tells of.
QStringList askedForLate(const ChatRequest &request)
{
    QStringList out;
    const auto add = [&out](bool asked, const QString &parameter) {
        if (asked)
            out += parameter;
    };
    add(!request.modalities.isEmpty() && request.modalities != QStringList {u"text"_s}, u"modalities"_s);
    add(!request.audio.isEmpty(), u"audio"_s);
    add(!request.prediction.isEmpty(), u"prediction"_s);
    add(!request.verbosity.isEmpty(), u"verbosity"_s);
    add(request.webSearchOptions.has_value(), u"web_search_options"_s);
    add(std::any_of(
            request.tools.begin(), request.tools.end(), [](const Tool &tool) { return !tool.cacheControl.isEmpty(); }),
        u"tools.cache_control"_s);
    for (const Message &message : request.messages) {
        add(!out.contains(u"content.file_id"_s)
                && std::any_of(message.content.begin(), message.content.end(),
                    [](const ContentPart &part) { return !part.fileId.isEmpty(); }),
            u"content.file_id"_s);
    }
    return out;
}

} // namespace

void RequestMapper::note(MappingNote::Action action, const QString &parameter, const QString &to, const QString &reason)
{
    const MappingNote line {action, parameter, to, reason};
    if (!m_report.contains(line))
        m_report += line;
}

void RequestMapper::renamed(const QString &parameter, const QString &to, const QString &reason)
{
    note(MappingNote::Action::Renamed, parameter, to, reason);
}

void RequestMapper::clamped(const QString &parameter, const QString &to, const QString &reason)
{
    note(MappingNote::Action::Clamped, parameter, to, reason);
}

void RequestMapper::converted(const QString &parameter, const QString &to, const QString &reason)
{
    note(MappingNote::Action::Converted, parameter, to, reason);
}

void RequestMapper::added(const QString &parameter, const QString &to, const QString &reason)
{
    note(MappingNote::Action::Added, parameter, to, reason);
}

void RequestMapper::leftOut(const QString &parameter, const QString &reason)
{
    note(MappingNote::Action::Dropped, parameter, {}, reason);
}

void RequestMapper::unsupported(const QString &parameter, const QString &reason)
{
    if (m_request.dropParams) {
        note(MappingNote::Action::Dropped, parameter, {}, reason);
        return;
    }
    fail({.kind = Error::Kind::Unsupported,
        .detail = u"%1: %2"_s.arg(parameter, reason),
        .service = m_target.service.id});
}

void RequestMapper::fail(const Error &error)
{
    if (!m_error)
        m_error = error;
}

void RequestMapper::fail(const QString &detail)
{
    fail(Error {.kind = Error::Kind::BadRequest, .detail = detail, .service = m_target.service.id});
}

bool RequestMapper::rejects(const QString &parameter)
{
    if (!m_target.service.quirks.unsupported.contains(parameter))
        return false;
    unsupported(parameter, u"%1 does not take it"_s.arg(m_target.service.label));
    return true;
}

void RequestMapper::set(const QString &parameter, const QJsonValue &value)
{
    took(parameter);
    const QString name = m_target.service.quirks.rename.value(parameter, parameter);
    if (name != parameter)
        renamed(parameter, name);
    body.insert(name, value);
}

void RequestMapper::mergeExtra(const QString &member, QJsonObject &into)
{
    for (const QJsonObject &extra : {m_target.service.quirks.extraBody, m_request.extraBody}) {
        const QJsonObject more = extra.value(member).toObject();
        for (auto it = more.begin(); it != more.end(); ++it)
            into.insert(it.key(), it.value());
    }
    m_merged.insert(member, QJsonValue::Object);
}

void RequestMapper::mergeExtra(const QString &member, QJsonArray &into)
{
    for (const QJsonObject &extra : {m_target.service.quirks.extraBody, m_request.extraBody}) {
        for (const QJsonValue &value : extra.value(member).toArray()) {
            if (!into.contains(value))
                into += value;
        }
    }
    m_merged.insert(member, QJsonValue::Array);
}

bool RequestMapper::isAccountedFor(const QString &parameter) const
{
    return m_taken.contains(parameter)
        || std::any_of(m_report.begin(), m_report.end(),
            [&parameter](const MappingNote &line) { return line.parameter == parameter; });
}

void RequestMapper::refuseRest()
{
    for (const QString &parameter : askedForLate(m_request)) {
        if (!isAccountedFor(parameter))
            unsupported(parameter, u"%1 has no such parameter"_s.arg(m_target.service.label));
    }
    if (!m_request.streamOptions.isEmpty() && m_request.stream && !isAccountedFor(u"stream_options"_s))
        converted(u"stream_options"_s, {}, u"usage is told in any case"_s);
    if (!m_request.metadata.isEmpty() && !isAccountedFor(u"metadata"_s))
        converted(u"metadata"_s, u"the call's record"_s, u"it is kept here and not sent"_s);
    for (const QString &name : m_request.unknownMembers)
        converted(name, u"extra_body"_s, u"not known here, and passed on as it is"_s);
}

Result<EncodedRequest> RequestMapper::finish(const QUrl &url, Framing framing)
{
    refuseRest();
    if (m_error)
        return *m_error;
    for (const QJsonObject &extra : {m_target.service.quirks.extraBody, m_request.extraBody}) {
        for (auto it = extra.begin(); it != extra.end(); ++it) {
            if (m_merged.value(it.key(), QJsonValue::Undefined) != it.value().type())
                body.insert(it.key(), it.value());
        }
    }
    EncodedRequest out;
    out.url = url;
    out.headers = m_target.service.headers;
    out.headers.append(HttpHeader {"Content-Type", "application/json"});
    out.body = compactJson(body);
    out.framing = framing;
    out.mapping = m_report;
    return out;
}

QUrl urlUnder(const QUrl &base, QStringView path)
{
    QUrl url = base;
    QString full = base.path();
    while (full.endsWith(u'/'))
        full.chop(1);
    if (!path.startsWith(u'/'))
        full += u'/';
    url.setPath(full + path);
    return url;
}

QByteArray compactJson(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace lineup
