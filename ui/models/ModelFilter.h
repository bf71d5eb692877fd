// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>
#include <QStringList>

namespace lineup::ui {

// The models that hold every word of a text somewhere: name, service, or what they can do. A service is shown when
// one of its models is.
class ModelFilter : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    explicit ModelFilter(QObject *parent = nullptr);
    void setText(const QString &text);
    [[nodiscard]] QString text() const { return m_text; }
    // The first model from the top; invalid when nothing is left.
    [[nodiscard]] QModelIndex firstModel() const;

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    QString m_text;
    QStringList m_words;
};

} // namespace lineup::ui
