// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/routing/Chain.h"
#include "ui/models/ChainStepsModel.h"
#include "ui/theme/Theme.h"

#include <QWidget>

class QLineEdit;

namespace lineup::ui {

class ChainOptions;
class ElidedLabel;
class ModelDirectory;
class OutcomeTable;
class RouteView;
class StatusDot;
class StepOutcomeModel;
class StepsTable;

// One chain: its drawn route, its steps, what each step does on each error, its options. Changes nothing by itself:
// edited() asks the owner. GUI thread; the directory outlives it.
class ChainEditor : public QWidget
{
    Q_OBJECT
public:
    ChainEditor(ModelDirectory &directory, const TargetLookup &lookup, QWidget *parent = nullptr);

    // plan: its way, with the steps of the chains that it names.
    void setChain(const Chain &chain, const RoutePlan &plan);
    void setHealth(std::optional<Meaning> meaning, const QString &word);
    void setBeginning(int step); // where calls begin just now, counted along the way; 0: at the top
    void refresh(); // what is known of the targets has changed
    [[nodiscard]] const Chain &chain() const { return m_chain; }
    [[nodiscard]] StepsTable &steps() { return *m_steps; }

Q_SIGNALS:
    void edited(const lineup::Chain &chain, const QString &text, int current);
    void keyWanted(const QString &service);
    void budgetWanted(const QString &id);
    void chainWanted(const QString &name);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *buildHead();
    QWidget *buildStepButtons();
    void fitTables();
    void showOnRoute(int row);
    [[nodiscard]] QStringList origins() const;

    Chain m_chain;
    ChainStepsModel *m_model;
    StepOutcomeModel *m_outcomes;
    ElidedLabel *m_name;
    StatusDot *m_health;
    QLineEdit *m_description;
    RouteView *m_route;
    StepsTable *m_steps;
    OutcomeTable *m_matrix;
    ChainOptions *m_options;
};

} // namespace lineup::ui
