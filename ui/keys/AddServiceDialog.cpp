// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/AddServiceDialog.h"

#include "core/providers/ServiceTable.h"
#include "ui/keys/AddressCheck.h"
#include "ui/theme/Spacing.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

// The hint stays two lines high, so that nothing jumps while a person types.
constexpr int hintLines = 2;

QLineEdit *namedField(const QString &name, const QString &example, const QString &objectName, QWidget *parent)
{
    auto *field = new QLineEdit(parent);
    field->setAccessibleName(name);
    field->setPlaceholderText(example);
    field->setObjectName(objectName);
    return field;
}

} // namespace

AddServiceDialog::AddServiceDialog(const QStringList &takenIds, QWidget *parent)
    : QDialog(parent), m_taken(takenIds), m_name(namedField(tr("Name"), tr("My server"), u"newName"_s, this)),
      m_address(namedField(tr("Address"), u"https://example.com/v1"_s, u"newAddress"_s, this)),
      m_key(namedField(tr("Key"), tr("Leave empty if it needs none"), u"newKey"_s, this)), m_hint(new QLabel(this)),
      m_correct(new QPushButton(this))
{
    setWindowTitle(tr("Add a service"));
    m_key->setEchoMode(QLineEdit::Password);
    m_hint->setWordWrap(true);
    m_hint->setTextFormat(Qt::PlainText);
    m_hint->setMinimumHeight(hintLines * fontMetrics().lineSpacing());
    m_hint->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_add = buttons->addButton(tr("Add service"), QDialogButtonBox::AcceptRole);
    m_add->setObjectName(u"addService"_s);
    auto *form = new QFormLayout;
    form->addRow(tr("&Name"), m_name);
    form->addRow(tr("&Address"), m_address);
    form->addRow({}, m_hint);
    form->addRow({}, m_correct);
    form->addRow(tr("&Key"), m_key);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(Spacing::medium);
    layout->addLayout(form);
    layout->addWidget(buttons);
    setMinimumWidth(fontMetrics().averageCharWidth() * 64);

    connect(m_name, &QLineEdit::textChanged, this, &AddServiceDialog::check);
    connect(m_address, &QLineEdit::textChanged, this, &AddServiceDialog::check);
    connect(m_correct, &QPushButton::clicked, this,
        [this] { m_address->setText(AddressCheck::of(m_address->text()).suggestion); });
    connect(buttons, &QDialogButtonBox::accepted, this, &AddServiceDialog::submit);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    check();
}

QString AddServiceDialog::serviceId() const
{
    static const QRegularExpression other(u"[^a-z0-9]+"_s);
    QString id = m_name->text().toLower();
    id.replace(other, u"_"_s);
    while (id.startsWith(u'_'))
        id.remove(0, 1);
    while (id.endsWith(u'_'))
        id.chop(1);
    return id.isEmpty() && !m_name->text().trimmed().isEmpty() ? u"service"_s : id;
}

void AddServiceDialog::check()
{
    const AddressCheck address = AddressCheck::of(m_address->text());
    const bool taken = m_taken.contains(serviceId());
    m_hint->setText(taken ? tr("There is a service of this name already.") : address.hint);
    m_correct->setVisible(!address.suggestion.isEmpty());
    m_correct->setText(tr("Use %1").arg(address.suggestion));
    m_add->setEnabled(!taken && !serviceId().isEmpty() && address.verdict != AddressCheck::Verdict::Wrong);
}

void AddServiceDialog::submit()
{
    const SecretBytes key(m_key->text().toUtf8().trimmed());
    Service service {.id = serviceId(), .label = m_name->text().trimmed(), .dialect = commonDialectId()};
    service.baseUrl = AddressCheck::of(m_address->text()).url;
    service.modelsPath = u"models"_s;
    service.keyOptional = key.isEmpty();
    service.custom = true;
    Q_EMIT submitted(service, key);
}

void AddServiceDialog::showFault(const QString &text)
{
    m_hint->setText(text);
}

} // namespace lineup::ui
