// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/ModelInfo.h"
#include "core/routing/RoutePlan.h"

#include <QAbstractTableModel>

#include <functional>

namespace lineup::ui {

// What is known of a target just now. A value.
struct TargetState
{
    enum class Kind {
        Ok,
        NoKey,
        Unknown,
        Cooling,
        Probed, // it has cooled: a call that is under way finds out how it is
        OverBudget,
        Degraded, // of a chain: some of those that it asks cannot be asked
        Broken // of a chain: nobody that it asks can be
    };
    Kind kind = Kind::Ok;
    QString service; // id; empty: the string resolves to none
    QString serviceLabel;
    QString problem; // Unknown, OverBudget, Degraded, Broken: why, in words
    QString budget; // OverBudget: its id
    std::chrono::milliseconds left {0}; // Cooling
    std::optional<ModelInfo> info;
    int steps = 1; // of a chain: how many stand in its place
};

// What is known of a target of the chain of that model string.
using TargetLookup = std::function<TargetState(const QString &chain, const QString &target)>;

// The steps of a chain, a row each. An edit changes nothing by itself: edited() asks the owner, who answers with
// setSteps(). Rows move by drag and drop. GUI thread.
class ChainStepsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column {
        Number,
        Model,
        TryOn,
        Retries,
        Timeouts,
        MaxCost,
        Larger,
        InputPrice,
        OutputPrice,
        Status,
        ColumnCount
    };
    using Lookup = std::function<TargetState(const QString &modelString)>;

    explicit ChainStepsModel(Lookup lookup, QObject *parent = nullptr);

    void setSteps(const QList<RouteStep> &steps);
    [[nodiscard]] const QList<RouteStep> &steps() const { return m_steps; }
    void refresh(); // what is known of the targets has changed
    // The worst of the step's targets; with several, a target that is out leaves the others.
    [[nodiscard]] TargetState state(int row) const;
    [[nodiscard]] static QString stateText(const TargetState &state); // "No key"
    [[nodiscard]] static QString stateWord(const TargetState &state); // the same, and whether it can be seen to
    [[nodiscard]] static bool isRule(int column); // what a step that names a chain leaves to the chain's own steps
    // The name of the chain that the step names; empty: it asks models.
    [[nodiscard]] QString innerChain(int row) const;
    // Steps are counted along the way, those of a chain that is named among them, as a trace counts them. From 0.
    [[nodiscard]] int firstStep(int row) const;
    [[nodiscard]] int stepCount(int row) const;
    [[nodiscard]] int rowOfStep(int step) const; // -1: none

    // Each asks the owner with edited(); nothing where there is nothing to do.
    void replace(int row, const RouteStep &step, const QString &text);
    void insert(int row, const RouteStep &step);
    void move(int from, int to);
    void remove(int row); // the last step stays: a chain has one at least

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    [[nodiscard]] QStringList mimeTypes() const override;
    [[nodiscard]] QMimeData *mimeData(const QModelIndexList &indexes) const override;
    [[nodiscard]] bool dropMimeData(
        const QMimeData *data, Qt::DropAction action, int row, int column, const QModelIndex &parent) override;

Q_SIGNALS:
    void edited(const QList<lineup::RouteStep> &steps, const QString &text, int current); // text: for undo

private:
    [[nodiscard]] QString text(int row, int column) const;
    [[nodiscard]] QString numberText(int row) const;
    [[nodiscard]] QString statusTip(int row) const;
    [[nodiscard]] QString toolTip(int row, int column) const;
    [[nodiscard]] QString price(int row, bool input) const;
    [[nodiscard]] QVariant decoration(int row) const;

    Lookup m_lookup;
    QList<RouteStep> m_steps;
};

} // namespace lineup::ui
