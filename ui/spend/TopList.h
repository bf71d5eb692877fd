// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/spend/reports/SpendQuery.h"
#include "ui/widgets/Card.h"

class QLabel;
class QTableWidget;

namespace lineup::ui {

// The few that cost most of a group, with their share as a bar behind the name; one is chosen by a click or Enter.
// GUI thread.
class TopList : public Card
{
    Q_OBJECT
public:
    explicit TopList(QWidget *parent = nullptr);
    // Its rows by cost, the dearest first.
    void setTable(SpendGroup group, const SpendTable &table);
    [[nodiscard]] QTableWidget &table() { return *m_table; }

Q_SIGNALS:
    void chosen(SpendGroup group, const QString &key);
    void statusMessage(const QString &text);

private:
    SpendGroup m_group = SpendGroup::Model;
    QLabel *m_title;
    QTableWidget *m_table;
};

} // namespace lineup::ui
