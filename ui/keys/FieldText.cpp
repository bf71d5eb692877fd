// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/FieldText.h"

#include "ui/keys/ListedWord.h"

#include <array>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

constexpr std::array words {
    ListedWord {"access_key_id", QT_TRANSLATE_NOOP("FieldText", "Access key ID")},
    ListedWord {"account", QT_TRANSLATE_NOOP("FieldText", "Account")},
    ListedWord {"account_id", QT_TRANSLATE_NOOP("FieldText", "Account ID")},
    ListedWord {"ad_token", QT_TRANSLATE_NOOP("FieldText", "Entra token")},
    ListedWord {"api_version", QT_TRANSLATE_NOOP("FieldText", "API version")},
    ListedWord {"bearer_token", QT_TRANSLATE_NOOP("FieldText", "API key (bearer)")},
    ListedWord {"client_id", QT_TRANSLATE_NOOP("FieldText", "Client ID")},
    ListedWord {"client_secret", QT_TRANSLATE_NOOP("FieldText", "Client secret")},
    ListedWord {"credentials_file", QT_TRANSLATE_NOOP("FieldText", "Credentials file")},
    ListedWord {"deployment", QT_TRANSLATE_NOOP("FieldText", "Deployment")},
    ListedWord {"endpoint", QT_TRANSLATE_NOOP("FieldText", "Endpoint")},
    ListedWord {"gateway", QT_TRANSLATE_NOOP("FieldText", "Gateway")},
    ListedWord {"host", QT_TRANSLATE_NOOP("FieldText", "Host")},
    ListedWord {"location", QT_TRANSLATE_NOOP("FieldText", "Location")},
    ListedWord {"organization", QT_TRANSLATE_NOOP("FieldText", "Organization")},
    ListedWord {"profile", QT_TRANSLATE_NOOP("FieldText", "Profile")},
    ListedWord {"project", QT_TRANSLATE_NOOP("FieldText", "Project")},
    ListedWord {"project_id", QT_TRANSLATE_NOOP("FieldText", "Project ID")},
    ListedWord {"region", QT_TRANSLATE_NOOP("FieldText", "Region")},
    ListedWord {"resource", QT_TRANSLATE_NOOP("FieldText", "Resource")},
    ListedWord {"session_token", QT_TRANSLATE_NOOP("FieldText", "Session token")},
    ListedWord {"space_id", QT_TRANSLATE_NOOP("FieldText", "Space ID")},
    ListedWord {"tenant", QT_TRANSLATE_NOOP("FieldText", "Tenant")},
    ListedWord {"token", QT_TRANSLATE_NOOP("FieldText", "Access token")},
    ListedWord {"workspace", QT_TRANSLATE_NOOP("FieldText", "Workspace")},
};

} // namespace

QString FieldText::label(const ServiceField &field)
{
    if (const char *text = textOf(words, field.name))
        return tr(text);
    QString name = field.name;
    name.replace(u'_', u' ');
    return name.isEmpty() ? name : QString(name.at(0).toUpper() + name.mid(1));
}

QString FieldText::placeholder(const ServiceField &field)
{
    for (const QString &variable : field.environment) {
        if (!qEnvironmentVariableIsEmpty(variable.toLatin1().constData()))
            return tr("From %1").arg(variable);
    }
    if (!field.fallback.isEmpty())
        return field.fallback;
    if (field.required)
        return tr("Needed");
    return field.environment.isEmpty() ? QString() : tr("Or %1").arg(field.environment.first());
}

} // namespace lineup::ui
