// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/Credentials.h"

#include "core/base/Async.h"
#include "core/providers/Service.h"

namespace lineup {

namespace {

using Done = std::function<void(const FoundCredentials &)>;

void findFields(KeyVault &vault, const Service &service, QList<ServiceField> fields, const FoundCredentials &found,
    QObject *context, const Done &done)
{
    while (!fields.isEmpty() && !fields.first().secret)
        fields.removeFirst();
    if (fields.isEmpty())
        return done(found);
    const ServiceField field = fields.takeFirst();
    whenDone(vault.find(vaultNameOf(service, field), field.environment), context,
        [&vault, service, fields, found, field, context, done](const Result<FoundKey> &answer) {
            FoundCredentials more = found;
            if (answer && !answer->key.isEmpty())
                more.credentials.fields.insert(field.name, answer->key);
            findFields(vault, service, fields, more, context, done);
        });
}

} // namespace

QString vaultNameOf(const Service &service, const ServiceField &field)
{
    return service.id + u'/' + field.name;
}

void findCredentials(KeyVault &vault, const Service &service, QObject *context, const Done &done)
{
    whenDone(vault.find(service.id, service.keyEnvironment), context,
        [&vault, service, context, done](const Result<FoundKey> &answer) {
            FoundCredentials found;
            if (answer) {
                found.credentials.key = answer->key;
                found.key = answer->info;
            } else {
                found.error = answer.error();
            }
            findFields(vault, service, service.fields, found, context, done);
        });
}

} // namespace lineup
