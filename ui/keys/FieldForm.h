// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/Credentials.h"
#include "core/providers/Service.h"

#include <QWidget>

class QFormLayout;
class QLineEdit;

namespace lineup::ui {

// What one service has to be told beside its key, a row each: region, project, a session token. Secret fields are
// write-only. Knows neither catalogue nor vault. GUI thread.
class FieldForm : public QObject
{
    Q_OBJECT
public:
    // Its rows follow that of before, which is in the form, on the screen and for the Tab key. Both outlive it.
    FieldForm(QFormLayout &form, QWidget &before, QObject *parent);

    // service: as the catalogue has it, with the person's settings. The same fields keep what is being typed.
    void show(const Service &service);
    [[nodiscard]] QHash<QString, QString> settings() const; // of the fields that are no secret, without the empty ones
    [[nodiscard]] Credentials typedSecrets() const;
    void clearSecrets(); // they are kept somewhere now

Q_SIGNALS:
    void settingsEdited(); // a value was changed and left
    void secretsTyped(); // something stands in a secret field, or no longer

private:
    void rebuild(const Service &service);
    QLineEdit *makeEdit(const ServiceField &field);

    QString m_service;
    QList<ServiceField> m_fields;
    QHash<QString, QLineEdit *> m_edits;
    QHash<QString, QString> m_shown; // settings as last shown
    QFormLayout &m_form;
    QWidget &m_before;
};

} // namespace lineup::ui
