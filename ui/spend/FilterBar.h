// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/spend/reports/Reports.h"
#include "ui/spend/Inquiry.h"
#include "ui/spend/SpendView.h"

#include <QWidget>

class QMenu;
class QStandardItemModel;

namespace lineup::ui {

class SearchField;
class ToolChip;

// Which time and which calls every tab of the page shows: the range, a field that finds any word that can be filtered
// by, a menu of the same words, and a chip with a cross for each one chosen. GUI thread; view and reports outlive it.
class FilterBar : public QWidget
{
    Q_OBJECT
public:
    FilterBar(SpendView &view, Reports &reports, QWidget *parent = nullptr);
    void focusField(); // Ctrl+F

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildRange();
    void buildField();
    void buildMenu();
    void refresh();
    void refreshChips();
    void askWords(); // the words there are in the span, once a span
    void takeWords(SpendGroup group, const SpendTable &table);
    void fillMenu(QMenu &menu, SpendGroup group);
    void openCustom();
    void chooseTyped();

    SpendView &m_view;
    Reports &m_reports;
    Inquiry m_inquiry;
    QHash<SpendGroup, SpendTable> m_words;
    std::optional<SpendSpan> m_wordsOf; // the span that they were asked for
    QStandardItemModel *m_model;
    ToolChip *m_range;
    ToolChip *m_compare;
    SearchField *m_field;
    ToolChip *m_add;
    QWidget *m_chips;
    ToolChip *m_clear;
};

// "Model: acme/a-1": a word with what it is a word of.
[[nodiscard]] QString filterWordText(SpendGroup group, const QString &word);

} // namespace lineup::ui
