// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/routing/ChainBook.h"
#include "ui/models/ChainStepsModel.h"

#include <QAbstractListModel>

namespace lineup::ui {

// The chains of the book with their health; follows the book. GUI thread; the book outlives it.
class ChainListModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum class Health {
        Good,
        Degraded, // some of its targets cannot be asked
        Broken // nobody can be asked
    };
    enum Role { NameRole = Qt::UserRole, HealthRole, DetailRole };

    ChainListModel(const ChainBook &book, TargetLookup lookup, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] int rowOf(const QString &name) const; // -1: none
    [[nodiscard]] Health health(const Chain &chain) const;
    [[nodiscard]] static QString healthWord(Health health);
    void refresh(); // what is known of the targets has changed

private:
    void rebuild();

    const ChainBook &m_book;
    TargetLookup m_lookup;
    QList<Chain> m_chains;
};

} // namespace lineup::ui
