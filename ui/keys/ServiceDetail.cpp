// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/ServiceDetail.h"

#include "ui/keys/AddressCheck.h"
#include "ui/keys/FieldForm.h"
#include "ui/keys/ProbeView.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Spacing.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/StatusDot.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QFormLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

constexpr std::chrono::seconds revealFor {10};

QLabel *plainLabel(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

QToolButton *iconButton(const QString &iconName, const QString &name, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setIcon(icon(iconName));
    button->setIconSize({Spacing::icon, Spacing::icon});
    button->setToolTip(name);
    button->setAccessibleName(name);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

std::optional<Meaning> meaningOf(ServiceListModel::State state)
{
    switch (state) {
    case ServiceListModel::State::Connected:
        return Meaning::Good;
    case ServiceListModel::State::Rejected:
    case ServiceListModel::State::Failed:
        return Meaning::Error;
    case ServiceListModel::State::Unreachable:
    case ServiceListModel::State::Locked:
        return Meaning::Warning;
    case ServiceListModel::State::Reachable:
        return Meaning::Information;
    case ServiceListModel::State::NoKey:
    case ServiceListModel::State::NoAddress:
    case ServiceListModel::State::NotChecked:
    case ServiceListModel::State::Local:
        break;
    }
    return std::nullopt;
}

QHBoxLayout *tightRow(QWidget *row)
{
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->setSpacing(Spacing::hair);
    return layout;
}

} // namespace

ServiceDetail::ServiceDetail(QWidget *parent)
    : QWidget(parent), m_form(new QFormLayout), m_title(new QLabel(this)), m_status(new StatusDot(this))
{
    m_title->setFont(themeFont(TextSize::Title));
    m_title->setTextFormat(Qt::PlainText);
    m_title->setWordWrap(true);
    m_fault = new Banner(Meaning::Error, {}, this);
    m_fault->setObjectName(u"fault"_s);
    m_fault->setClosable(true);
    m_fault->hide();
    m_probe = new ProbeView(this);

    auto *head = new QHBoxLayout;
    head->setSpacing(Spacing::medium);
    head->addWidget(m_title, 1);
    head->addWidget(m_status, 0, Qt::AlignTop);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Spacing::large, Spacing::small, Spacing::small, Spacing::small);
    layout->setSpacing(Spacing::large);
    layout->addLayout(head);
    layout->addLayout(m_form);
    buildForm();
    buildButtons();
    layout->addWidget(m_fault);
    layout->addWidget(m_probe);
    layout->addStretch();
    wire();
}

void ServiceDetail::buildForm()
{
    m_form->setHorizontalSpacing(Spacing::medium);
    m_form->setVerticalSpacing(Spacing::small);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    m_form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    buildAddress();
    buildCurrentKey();
    m_variables = plainLabel(this);
    m_variables->setObjectName(u"variables"_s);
    m_form->addRow(tr("Environment"), m_variables);
    buildKeyRow();
    buildKeyPage();
}

void ServiceDetail::buildAddress()
{
    m_address = new QLineEdit(this);
    m_address->setObjectName(u"address"_s);
    m_address->setAccessibleName(tr("Address"));
    m_form->addRow(tr("&Address"), m_address);
    connect(m_address, &QLineEdit::editingFinished, this, &ServiceDetail::onAddressEdited);
    m_fields = new FieldForm(*m_form, *m_address, this);
    connect(m_fields, &FieldForm::settingsEdited, this, &ServiceDetail::settingsEdited);
}

void ServiceDetail::buildCurrentKey()
{
    m_currentRow = new QWidget(this);
    m_current = plainLabel(m_currentRow);
    m_current->setObjectName(u"currentKey"_s);
    m_reveal = iconButton(u"eye"_s, tr("Show the key for a short while"), m_currentRow);
    m_reveal->setObjectName(u"revealKey"_s);
    m_copyKey = iconButton(u"copy"_s, tr("Copy the key; the clipboard is emptied after 30 seconds"), m_currentRow);
    m_copyKey->setObjectName(u"copyKey"_s);
    QHBoxLayout *row = tightRow(m_currentRow);
    row->addWidget(m_current, 1);
    row->addWidget(m_reveal);
    row->addWidget(m_copyKey);
    m_form->addRow(tr("Key in use"), m_currentRow);
    m_hideAgain = new QTimer(this);
    m_hideAgain->setSingleShot(true);
    m_hideAgain->setInterval(revealFor);
    connect(m_hideAgain, &QTimer::timeout, this, &ServiceDetail::showKey);
    connect(m_reveal, &QToolButton::clicked, this,
        [this] { m_hideAgain->isActive() ? showKey() : Q_EMIT revealRequested(); });
    connect(m_copyKey, &QToolButton::clicked, this, &ServiceDetail::copyRequested);
}

void ServiceDetail::buildKeyRow()
{
    m_keyRow = new QWidget(this);
    m_key = new QLineEdit(m_keyRow);
    m_key->setObjectName(u"key"_s);
    m_key->setEchoMode(QLineEdit::Password);
    m_key->setAccessibleName(tr("New key"));
    m_key->setAccessibleDescription(tr("What is typed here is never shown again."));
    m_key->setPlaceholderText(tr("Paste a key here"));
    m_paste = new QToolButton(m_keyRow);
    m_paste->setObjectName(u"pasteKey"_s);
    m_paste->setText(tr("Paste"));
    m_paste->setAccessibleName(tr("Paste the key from the clipboard"));
    m_paste->setFocusPolicy(Qt::StrongFocus);
    QHBoxLayout *row = tightRow(m_keyRow);
    row->addWidget(m_key);
    row->addWidget(m_paste);
    m_form->addRow(tr("New &key"), m_keyRow);
    qobject_cast<QLabel *>(m_form->labelForField(m_keyRow))->setBuddy(m_key);
}

void ServiceDetail::buildKeyPage()
{
    m_keyPageRow = new QWidget(this);
    m_keyPage = plainLabel(m_keyPageRow);
    m_keyPage->setObjectName(u"keyPage"_s);
    m_copyPage = iconButton(u"copy"_s, tr("Copy the address"), m_keyPageRow);
    m_copyPage->setObjectName(u"copyKeyPage"_s);
    m_openPage = iconButton(u"external"_s, tr("Open in the browser"), m_keyPageRow);
    m_openPage->setObjectName(u"openKeyPage"_s);
    QHBoxLayout *row = tightRow(m_keyPageRow);
    row->addWidget(m_keyPage, 1);
    row->addWidget(m_copyPage);
    row->addWidget(m_openPage);
    m_form->addRow(tr("Get a key"), m_keyPageRow);
}

void ServiceDetail::buildButtons()
{
    const auto button = [this](const QString &text, const QString &name) {
        auto *made = new QPushButton(text, this);
        made->setObjectName(name);
        made->setAutoDefault(false);
        return made;
    };
    m_save = button(tr("&Save to keychain"), u"save"_s);
    m_session = button(tr("Keep for this session only"), u"session"_s);
    m_test = button(tr("&Test"), u"test"_s);
    m_test->setToolTip(tr("Connects and asks for the list of models; costs nothing (Ctrl+T)"));
    m_delete = button(tr("Delete key…"), u"delete"_s);
    m_remove = button(tr("Remove service…"), u"removeService"_s);
    auto *keep = new FlowLayout(nullptr, Spacing::small);
    for (QPushButton *each : {m_save, m_session, m_test, m_delete, m_remove})
        keep->addWidget(each);
    qobject_cast<QVBoxLayout *>(layout())->addLayout(keep);
}

void ServiceDetail::wire()
{
    connect(m_key, &QLineEdit::textChanged, this, &ServiceDetail::updateButtons);
    connect(m_fields, &FieldForm::secretsTyped, this, &ServiceDetail::updateButtons);
    connect(m_key, &QLineEdit::returnPressed, m_save,
        [this] { m_save->isEnabled() ? m_save->click() : m_session->click(); });
    connect(m_paste, &QToolButton::clicked, this, [this] {
        m_key->setText(QGuiApplication::clipboard()->text().trimmed());
        m_key->setFocus();
    });
    connect(m_save, &QPushButton::clicked, this, &ServiceDetail::saveRequested);
    connect(m_session, &QPushButton::clicked, this, &ServiceDetail::sessionRequested);
    connect(m_delete, &QPushButton::clicked, this, &ServiceDetail::deleteRequested);
    connect(m_remove, &QPushButton::clicked, this, &ServiceDetail::removeServiceRequested);
    connect(
        m_test, &QPushButton::clicked, this, [this] { m_testing ? Q_EMIT stopRequested() : Q_EMIT testRequested(); });
    connect(m_copyPage, &QToolButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_facts.service.keyPage.toString());
        Q_EMIT copied(tr("Address copied"));
    });
    connect(m_openPage, &QToolButton::clicked, this, [this] { QDesktopServices::openUrl(m_facts.service.keyPage); });
}

void ServiceDetail::show(const ServiceFacts &facts)
{
    const bool other = facts.service.id != m_facts.service.id;
    m_facts = facts;
    if (other) {
        m_key->clear();
        m_probe->clear();
        showFault({});
    }
    m_title->setText(facts.service.label);
    m_status->setStatus(meaningOf(facts.state), ServiceListModel::stateWord(facts.state));
    if (other || !m_address->hasFocus())
        m_address->setText(facts.service.baseUrl.toString());
    const bool fromFields = !facts.service.baseUrlPattern.isEmpty();
    m_address->setReadOnly(fromFields);
    m_address->setPlaceholderText(fromFields ? facts.service.baseUrlPattern : tr("Needed"));
    m_fields->show(facts.service);
    m_remove->setVisible(facts.service.custom || facts.service.changed);
    m_remove->setText(facts.service.custom ? tr("Remove service…") : tr("Back to the usual settings…"));
    showKey();
    showKeyPage();
    updateButtons();
}

void ServiceDetail::showKey()
{
    const QString hidden = u"···· "_s + m_facts.key.lastFour;
    m_hideAgain->stop();
    m_reveal->setVisible(m_facts.key.source != KeySource::None);
    m_copyKey->setVisible(m_facts.key.source != KeySource::None);
    switch (m_facts.key.source) {
    case KeySource::None:
        m_current->setText(!m_facts.storedIn.isEmpty() ? tr("None; used instead: %1").arg(m_facts.storedIn)
                : m_facts.service.keyOptional          ? tr("None; it needs none")
                                                       : tr("None"));
        break;
    case KeySource::Keychain:
        m_current->setText(tr("%1, kept in %2").arg(hidden, m_facts.storedIn));
        break;
    case KeySource::Environment:
        m_current->setText(tr("%1, from %2").arg(hidden, m_facts.key.variable));
        break;
    case KeySource::Session:
        m_current->setText(tr("%1, for this session only").arg(hidden));
        break;
    }
    const QStringList names = m_facts.service.keyEnvironment;
    const bool used = m_facts.key.source == KeySource::Environment;
    m_form->setRowVisible(m_variables, !names.isEmpty());
    m_variables->setText(used ? tr("Taken from %1 each time; nothing is copied").arg(m_facts.key.variable)
                              : tr("%1 is read where the keychain has no key").arg(names.join(", "_L1)));
}

void ServiceDetail::showKeyPage()
{
    const QUrl page = m_facts.service.keyPage;
    m_form->setRowVisible(m_keyPageRow, page.isValid() && !page.isEmpty());
    m_keyPage->setText(page.toDisplayString());
}

void ServiceDetail::updateButtons()
{
    const bool typed = !this->typed().key.isEmpty() || !this->typed().fields.isEmpty();
    const bool ready = m_facts.vault == VaultState::Ready;
    m_save->setEnabled(typed && (ready || m_facts.vault == VaultState::Unknown));
    m_save->setText(
        m_facts.storageName.isEmpty() ? tr("&Save to keychain") : tr("&Save to %1").arg(m_facts.storageName));
    m_session->setEnabled(typed);
    m_delete->setEnabled(m_facts.key.source == KeySource::Keychain || m_facts.key.source == KeySource::Session);
    m_test->setText(m_testing ? tr("S&top the test") : typed ? tr("&Test this key") : tr("&Test"));
}

void ServiceDetail::setTesting(bool testing)
{
    m_testing = testing;
    updateButtons();
}

void ServiceDetail::showFault(const QString &text)
{
    m_fault->setText(text);
    m_fault->setVisible(!text.isEmpty());
}

void ServiceDetail::clearKeyField()
{
    m_key->clear();
    m_fields->clearSecrets();
    showFault({});
}

void ServiceDetail::focusKeyField()
{
    m_key->setFocus();
}

Credentials ServiceDetail::typed() const
{
    Credentials out = m_fields->typedSecrets();
    out.key = SecretBytes(m_key->text().trimmed().toUtf8());
    return out;
}

QHash<QString, QString> ServiceDetail::settings() const
{
    return m_fields->settings();
}

QUrl ServiceDetail::address() const
{
    return m_address->isReadOnly() ? QUrl() : AddressCheck::of(m_address->text()).url;
}

void ServiceDetail::revealKey(const QString &text)
{
    m_current->setText(text);
    m_hideAgain->start();
}

void ServiceDetail::onAddressEdited()
{
    const QString text = m_address->text().trimmed();
    if (m_address->isReadOnly() || text == m_facts.service.baseUrl.toString())
        return;
    const AddressCheck check = AddressCheck::of(text);
    if (text.isEmpty() || check.verdict != AddressCheck::Verdict::Wrong)
        return Q_EMIT settingsEdited();
    showFault(check.hint);
    m_address->setText(m_facts.service.baseUrl.toString());
}

} // namespace lineup::ui
