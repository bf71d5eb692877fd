// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/Service.h"
#include "core/secrets/KeyVault.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace lineup::ui {

// Asks for a service of the person's own that speaks OpenAI's dialect: name, address, key. Show with open(). GUI
// thread.
class AddServiceDialog : public QDialog
{
    Q_OBJECT
public:
    explicit AddServiceDialog(const QStringList &takenIds, QWidget *parent = nullptr);
    void showFault(const QString &text); // what the caller could not do; the dialog stays

Q_SIGNALS:
    // The person wants it added. key may be empty. The caller closes the dialog.
    void submitted(const lineup::Service &service, const lineup::SecretBytes &key);

private:
    void check();
    void submit();
    [[nodiscard]] QString serviceId() const;

    QStringList m_taken;
    QLineEdit *m_name;
    QLineEdit *m_address;
    QLineEdit *m_key;
    QLabel *m_hint;
    QPushButton *m_correct; // takes the likely address
    QPushButton *m_add;
};

} // namespace lineup::ui
