// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/FieldForm.h"

#include "ui/keys/FieldText.h"

#include <QFormLayout>
#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace lineup::ui {

FieldForm::FieldForm(QFormLayout &form, QWidget &before, QObject *parent)
    : QObject(parent), m_form(form), m_before(before)
{
}

QLineEdit *FieldForm::makeEdit(const ServiceField &field)
{
    auto *edit = new QLineEdit(m_before.parentWidget());
    edit->setObjectName(u"field_"_s + field.name);
    edit->setAccessibleName(FieldText::label(field));
    edit->setPlaceholderText(FieldText::placeholder(field));
    if (field.secret) {
        edit->setEchoMode(QLineEdit::Password);
        edit->setAccessibleDescription(tr("What is typed here is never shown again."));
        connect(edit, &QLineEdit::textChanged, this, &FieldForm::secretsTyped);
    } else {
        connect(edit, &QLineEdit::editingFinished, this, [this] {
            if (settings() != m_shown)
                Q_EMIT settingsEdited();
        });
    }
    return edit;
}

void FieldForm::rebuild(const Service &service)
{
    for (QLineEdit *edit : std::as_const(m_edits))
        m_form.removeRow(edit);
    m_edits.clear();
    m_service = service.id;
    m_fields = service.fields;
    int row = 0;
    m_form.getWidgetPosition(&m_before, &row, nullptr);
    QWidget *before = &m_before;
    for (const ServiceField &field : std::as_const(m_fields)) {
        QLineEdit *edit = makeEdit(field);
        m_edits.insert(field.name, edit);
        m_form.insertRow(++row, FieldText::label(field), edit);
        QWidget::setTabOrder(before, edit);
        before = edit;
    }
}

void FieldForm::show(const Service &service)
{
    const bool other = service.id != m_service;
    if (other)
        rebuild(service);
    m_shown = service.settings;
    m_shown.removeIf([](const auto &entry) { return entry.value().isEmpty(); });
    for (const ServiceField &field : std::as_const(m_fields)) {
        QLineEdit *edit = m_edits.value(field.name);
        if (!field.secret && !edit->hasFocus())
            edit->setText(service.settings.value(field.name));
    }
}

QHash<QString, QString> FieldForm::settings() const
{
    QHash<QString, QString> out;
    for (const ServiceField &field : m_fields) {
        const QString value = field.secret ? QString() : m_edits.value(field.name)->text().trimmed();
        if (!value.isEmpty())
            out.insert(field.name, value);
    }
    return out;
}

Credentials FieldForm::typedSecrets() const
{
    Credentials out;
    for (const ServiceField &field : m_fields) {
        const QByteArray text = field.secret ? m_edits.value(field.name)->text().trimmed().toUtf8() : QByteArray();
        if (!text.isEmpty())
            out.fields.insert(field.name, SecretBytes(text));
    }
    return out;
}

void FieldForm::clearSecrets()
{
    for (const ServiceField &field : std::as_const(m_fields)) {
        if (field.secret)
            m_edits.value(field.name)->clear();
    }
}

} // namespace lineup::ui
