// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/SettingsDialog.h"

#include "ui/frame/CommandModel.h"
#include "ui/frame/Preferences.h"
#include "ui/theme/Spacing.h"
#include "ui/widgets/Format.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace lineup::ui {

SettingsDialog::SettingsDialog(Preferences &preferences, const QList<QAction *> &pageSettings, QWidget *parent)
    : QDialog(parent), m_preferences(preferences)
{
    setWindowTitle(tr("Settings"));
    setAttribute(Qt::WA_DeleteOnClose);

    auto *form = new QFormLayout;
    form->setHorizontalSpacing(Spacing::large);
    form->setVerticalSpacing(Spacing::medium);
    form->addRow(tr("&Colours:"), colours());
    form->addRow(tr("&Text size:"), textSize());
    for (QAction *setting : pageSettings)
        form->addRow(QString(), switchFor(setting));

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

QCheckBox *SettingsDialog::switchFor(QAction *setting)
{
    auto *box = new QCheckBox(plainActionText(*setting), this);
    box->setToolTip(setting->toolTip());
    box->setChecked(setting->isChecked());
    connect(box, &QCheckBox::toggled, setting, &QAction::setChecked);
    connect(setting, &QAction::toggled, box, &QCheckBox::setChecked);
    return box;
}

} // namespace lineup::ui
