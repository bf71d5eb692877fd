// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/KeysCommand.h"

#include "app/cli/ExitCode.h"
#include "app/cli/HiddenInput.h"
#include "app/cli/ListCommands.h"
#include "core/base/Async.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace lineup::cli {

namespace {
constexpr qint64 maxKeyBytes = 64 * 1024; // service account files are a few kilobytes
} // namespace

void KeysCommand::start()
{
    if (m_action == Action::List) {
        list();
        return;
    }
    const Service *service = services().catalogue().service(m_service);
    if (!service) {
        fail({.kind = Error::Kind::NotFound,
            .detail = u"there is no service named \"%1\"; see lineup services"_s.arg(m_service)});
        return;
    }
    if (m_action == Action::Set)
        set(*service);
    else
        remove(*service);
}

void KeysCommand::list()
{
    for (const Service &service : services().catalogue().services()) {
        if (service.auth == AuthScheme::None)
            continue;
        ++m_waiting;
        whenDone(services().vault().info(service.id, service.keyEnvironment), this,
            [this, service](const Result<KeyInfo> &info) { onKeyKnown(service, info); });
    }
}

void KeysCommand::onKeyKnown(const Service &service, const Result<KeyInfo> &info)
{
    m_known += {service, info};
    if (--m_waiting > 0)
        return;
    const QString storage = services().vault().storageName();
    QJsonArray json;
    QList<QStringList> rows {{u"service"_s, u"key"_s, u"ends in"_s}};
    for (const auto &[row, key] : std::as_const(m_known)) {
        QJsonObject entry = keyJson(key, storage);
        entry.insert(u"service"_s, row.id);
        json += entry;
        if (!key || key->source != KeySource::None)
            rows += {
                row.id, keyPlace(key, storage), key && !key->lastFour.isEmpty() ? u"…"_s + key->lastFour : QString()};
    }
    if (m_json) {
        terminal().prettyJson({{u"keys"_s, json}});
    } else if (rows.size() == 1) {
        terminal().line(u"No keys yet. Store one with: lineup keys set SERVICE"_s);
    } else {
        for (const QString &line : Terminal::table(rows, {}))
            terminal().line(line);
    }
    Q_EMIT done(Ok);
}

void KeysCommand::report(const QString &text, const QString &result)
{
    if (m_json)
        terminal().prettyJson({{u"service"_s, m_service}, {u"result"_s, result}});
    else
        terminal().line(text);
    Q_EMIT done(Ok);
}

void KeysCommand::set(const Service &service)
{
    const HiddenInput hidden; // no echo while a person types or pastes
    if (Terminal::inputIsTerminal())
        terminal().err(u"Key for %1 (not shown, end with Enter): "_s.arg(service.label));
    const SecretBytes key(hidden.readLine(maxKeyBytes));
    if (Terminal::inputIsTerminal())
        terminal().err(u"\n"_s);
    if (key.isEmpty()) {
        fail({.kind = Error::Kind::BadRequest, .detail = u"standard input held no key"_s, .service = service.id});
        return;
    }
    whenDone(services().vault().store(service.id, key), this, [this, service](const Result<bool> &stored) {
        if (!stored)
            fail(stored.error());
        else
            report(u"The key for %1 is in %2."_s.arg(service.label, services().vault().storageName()), u"stored"_s);
    });
}

void KeysCommand::remove(const Service &service)
{
    whenDone(services().vault().remove(service.id), this, [this, service](const Result<bool> &removed) {
        if (!removed)
            fail(removed.error());
        else if (*removed)
            report(u"The key for %1 is gone."_s.arg(service.label), u"removed"_s);
        else
            report(u"There was no stored key for %1."_s.arg(service.label), u"none"_s);
    });
}

} // namespace lineup::cli
