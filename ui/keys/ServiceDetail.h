// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/Service.h"
#include "core/secrets/KeyVault.h"
#include "ui/models/ServiceListModel.h"

#include <QWidget>

class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;

namespace lineup::ui {

class Banner;
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
    [[nodiscard]] SecretBytes typedKey() const; // empty when the field is
    [[nodiscard]] ProbeView &probe() { return *m_probe; }

Q_SIGNALS:
    void saveRequested();
    void sessionRequested();
    void deleteRequested();
    void testRequested();
    void stopRequested();
    void removeServiceRequested();
    void copied(const QString &what); // for the status bar

private:
    void buildForm();
    void buildKeyRow();
    void buildKeyPage();
    void buildButtons();
    void wire();
    void updateButtons();
    void showKey();
    void showKeyPage();

    ServiceFacts m_facts;
    bool m_testing = false;
    QFormLayout *m_form;
    QLabel *m_title;
    StatusDot *m_status;
    QLabel *m_address;
    QLabel *m_current;
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
