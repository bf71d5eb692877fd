// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/routing/Chain.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QSpinBox;

namespace lineup::ui {

// What holds for the whole chain: where it begins, how long it waits, what it may retry. GUI thread.
class ChainOptions : public QWidget
{
    Q_OBJECT
public:
    explicit ChainOptions(QWidget *parent = nullptr);
    void setChain(const Chain &chain);

Q_SIGNALS:
    void edited(const lineup::Chain &chain, const QString &text);

private:
    void tell(const QString &text);

    Chain m_chain;
    QComboBox *m_start;
    QSpinBox *m_minutes;
    QSpinBox *m_wait;
    QCheckBox *m_uncertain;
    bool m_showing = false;
};

} // namespace lineup::ui
