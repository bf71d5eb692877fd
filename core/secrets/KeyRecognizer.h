// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/secrets/KeyVault.h"

#include <QList>

namespace lineup {

// What a service's keys look like.
struct KeyShape
{
    QString service; // id
    QStringList prefixes; // "sk-ant-"; one that is JSON is a member that JSON credentials have: {"type": "account"}
    QStringList environment; // names of its variables
};

// A key found in some text, and whose it seems to be.
struct RecognizedKey
{
    QStringList services; // ids; several when services share the prefix
    SecretBytes key;
    QString variable; // the name it was assigned to, empty: none
};

// Finds keys in text that a person pasted: a bare key, "quoted", export NAME=key, set NAME=key, NAME: key, a .env
// file, JSON members, curl headers, or credentials that are one JSON object and nothing else. A variable's name
// decides; else the longest known prefix ("sk-ant-" before "sk-"). In the order of the text, each key once. Text that
// names no key gives nothing. Pure; logs nothing.
[[nodiscard]] QList<RecognizedKey> recognizeKeys(QStringView text, const QList<KeyShape> &shapes);

} // namespace lineup
