// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/FieldText.h"

#include <array>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

struct Word
{
    const char *name;
    const char *text;
};

constexpr std::array words {
    Word {"access_key_id", QT_TRANSLATE_NOOP("FieldText", "Access key ID")},
    Word {"account", QT_TRANSLATE_NOOP("FieldText", "Account")},
    Word {"account_id", QT_TRANSLATE_NOOP("FieldText", "Account ID")},
    Word {"ad_token", QT_TRANSLATE_NOOP("FieldText", "Entra token")},
    Word {"api_version", QT_TRANSLATE_NOOP("FieldText", "API version")},
    Word {"bearer_token", QT_TRANSLATE_NOOP("FieldText", "API key (bearer)")},
    Word {"client_id", QT_TRANSLATE_NOOP("FieldText", "Client ID")},
    Word {"client_secret", QT_TRANSLATE_NOOP("FieldText", "Client secret")},
    Word {"credentials_file", QT_TRANSLATE_NOOP("FieldText", "Credentials file")},
    Word {"deployment", QT_TRANSLATE_NOOP("FieldText", "Deployment")},
    Word {"endpoint", QT_TRANSLATE_NOOP("FieldText", "Endpoint")},
    Word {"gateway", QT_TRANSLATE_NOOP("FieldText", "Gateway")},
    Word {"host", QT_TRANSLATE_NOOP("FieldText", "Host")},
    Word {"location", QT_TRANSLATE_NOOP("FieldText", "Location")},
    Word {"organization", QT_TRANSLATE_NOOP("FieldText", "Organization")},
    Word {"profile", QT_TRANSLATE_NOOP("FieldText", "Profile")},
    Word {"project", QT_TRANSLATE_NOOP("FieldText", "Project")},
    Word {"project_id", QT_TRANSLATE_NOOP("FieldText", "Project ID")},
    Word {"region", QT_TRANSLATE_NOOP("FieldText", "Region")},
    Word {"resource", QT_TRANSLATE_NOOP("FieldText", "Resource")},
    Word {"session_token", QT_TRANSLATE_NOOP("FieldText", "Session token")},
    Word {"space_id", QT_TRANSLATE_NOOP("FieldText", "Space ID")},
    Word {"tenant", QT_TRANSLATE_NOOP("FieldText", "Tenant")},
    Word {"token", QT_TRANSLATE_NOOP("FieldText", "Access token")},
    Word {"workspace", QT_TRANSLATE_NOOP("FieldText", "Workspace")},
};

} // namespace

QString FieldText::label(const ServiceField &field)
{
    for (const Word &word : words) {
        if (field.name == QLatin1StringView(word.name))
            return tr(word.text);
    }
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
