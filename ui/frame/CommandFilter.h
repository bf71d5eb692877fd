// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>

#include <optional>

namespace lineup::ui {

// How well a text answers what was typed, smaller is better: 0 it begins so, 1 a word of it does, 2 it is in it,
// 3 its letters are in it in this order. Empty: not at all. Case does not matter.
[[nodiscard]] std::optional<int> matchRank(QStringView text, QStringView typed);

// The commands that answer what was typed, the best first. GUI thread.
class CommandFilter : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    explicit CommandFilter(QObject *parent = nullptr);
    void setTyped(const QString &typed);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    QString m_typed;
};

} // namespace lineup::ui
