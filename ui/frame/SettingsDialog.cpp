// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/SettingsDialog.h"

#include "ui/frame/Preferences.h"
#include "ui/theme/Spacing.h"
#include "ui/widgets/Format.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace lineup::ui {

SettingsDialog::SettingsDialog(Preferences &preferences, QWidget *parent) : QDialog(parent), m_preferences(preferences)
{
    setWindowTitle(tr("Settings"));
    setAttribute(Qt::WA_DeleteOnClose);

    auto *form = new QFormLayout;
    form->setHorizontalSpacing(Spacing::large);
    form->setVerticalSpacing(Spacing::medium);
    form->addRow(tr("&Colours:"), colours());
    form->addRow(tr("&Text size:"), textSize());
    form->addRow(tr("&Sending:"), sending());
    form->addRow(tr("&History:"), history());

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setText(tr("Close"));
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Spacing::huge, Spacing::huge, Spacing::huge, Spacing::large);
    layout->setSpacing(Spacing::huge);
    layout->addLayout(form);
    layout->addWidget(buttons);
    layout->setSizeConstraint(QLayout::SetFixedSize);
}

QComboBox *SettingsDialog::colours()
{
    auto *box = new QComboBox(this);
    box->setAccessibleName(tr("Colours"));
    box->addItem(tr("As the system"), int(ColorMode::System));
    box->addItem(tr("Light"), int(ColorMode::Light));
    box->addItem(tr("Dark"), int(ColorMode::Dark));
    box->setCurrentIndex(box->findData(int(m_preferences.colorMode())));
    connect(box, &QComboBox::activated, this,
        [this, box] { m_preferences.setColorMode(ColorMode(box->currentData().toInt())); });
    return box;
}

QComboBox *SettingsDialog::textSize()
{
    auto *box = new QComboBox(this);
    box->setAccessibleName(tr("Text size"));
    for (const int percent : {80, 90, 100, 110, 125, 150, 175, 200})
        box->addItem(Format::percent(percent / 100.0), percent);
    int index = box->findData(m_preferences.textZoom());
    if (index < 0) {
        index = 0;
        box->insertItem(index, Format::percent(m_preferences.textZoom() / 100.0), m_preferences.textZoom());
    }
    box->setCurrentIndex(index);
    connect(box, &QComboBox::activated, this, [this, box] { m_preferences.setTextZoom(box->currentData().toInt()); });
    return box;
}

QComboBox *SettingsDialog::sending()
{
    auto *box = new QComboBox(this);
    box->setAccessibleName(tr("Sending"));
    box->addItem(tr("Ctrl+Enter sends, Enter starts a new line"), false);
    box->addItem(tr("Enter sends, Shift+Enter starts a new line"), true);
    box->setCurrentIndex(m_preferences.enterSends() ? 1 : 0);
    connect(
        box, &QComboBox::activated, this, [this, box] { m_preferences.setEnterSends(box->currentData().toBool()); });
    return box;
}

QCheckBox *SettingsDialog::history()
{
    auto *box = new QCheckBox(tr("Keep conversations for the next start"), this);
    box->setAccessibleName(tr("Keep history"));
    box->setToolTip(tr("Off: models, settings and drafts come back, conversations do not. "
                       "Turning it off removes the conversations that are kept on this computer at once."));
    box->setAccessibleDescription(box->toolTip());
    box->setChecked(m_preferences.keepsHistory());
    connect(box, &QCheckBox::clicked, this, [this](bool on) { m_preferences.setKeepsHistory(on); });
    return box;
}

} // namespace lineup::ui
