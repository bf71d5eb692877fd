// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/Credentials.h"
#include "core/providers/Service.h"
#include "ui/models/ServiceListModel.h"

#include <QWidget>

class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QTimer;
class QToolButton;

namespace lineup::ui {

class Banner;
class FieldForm;
class ProbeView;
class StatusDot;

// What the detail shows of a service beside its row; no key in it.
struct ServiceFacts
{
    Service service; // with the address as it is used
    ServiceListModel::State state = ServiceListModel::State::NoKey;
    KeyInfo key;
    QString storedIn;
    VaultState vault = VaultState::Unknown;
    QString storageName;
};

// One service and its key, with everything that can be done about it. Knows neither vault nor network: it asks the
// page by its signals. The key field is write-only. GUI thread.
class ServiceDetail : public QWidget
{
    Q_OBJECT
public:
    explicit ServiceDetail(QWidget *parent = nullptr);

    void show(const ServiceFacts &facts); // another service empties the field and the test
    void setTesting(bool testing);
    void showFault(const QString &text); // empty: none
    void clearKeyField(); // what was typed is kept somewhere now
    void focusKeyField();
    [[nodiscard]] Credentials typed() const; // the key and the secret fields, those that are not empty
    [[nodiscard]] QHash<QString, QString> settings() const; // what stands in the other fields
    [[nodiscard]] QUrl address() const; // as it stands there; empty: it is no address
    void revealKey(const QString &text); // shows it for a short while in place of the dots
    [[nodiscard]] ProbeView &probe() { return *m_probe; }

Q_SIGNALS:
    void saveRequested();
    void sessionRequested();
    void deleteRequested();
    void testRequested();
    void stopRequested();
    void removeServiceRequested();
    void settingsEdited(); // the address or a field that is no secret
    void revealRequested();
    void copyRequested();
    void copied(const QString &what); // for the status bar

private:
    void buildForm();
    void buildAddress();
    void buildCurrentKey();
    void buildKeyRow();
    void buildKeyPage();
    void buildButtons();
    void wire();
    void updateButtons();
    void showKey();
    void showKeyPage();
    void onAddressEdited();

    ServiceFacts m_facts;
    bool m_testing = false;
    QFormLayout *m_form;
    QLabel *m_title;
    StatusDot *m_status;
    QLineEdit *m_address;
    FieldForm *m_fields;
    QWidget *m_currentRow;
    QLabel *m_current;
    QToolButton *m_reveal;
    QToolButton *m_copyKey;
    QTimer *m_hideAgain;
    QLabel *m_variables;
    QLineEdit *m_key;
    QToolButton *m_paste;
    QWidget *m_keyRow;
    QWidget *m_keyPageRow;
    QLabel *m_keyPage;
    QToolButton *m_copyPage;
    QToolButton *m_openPage;
    QPushButton *m_save;
    QPushButton *m_session;
    QPushButton *m_delete;
    QPushButton *m_test;
    QPushButton *m_remove;
    Banner *m_fault;
    ProbeView *m_probe;
};

} // namespace lineup::ui
