// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/spend/Inquiry.h"
#include "ui/spend/calls/PageWalk.h"

#include <QAbstractTableModel>

namespace lineup::ui {

// Every call that a filter lets through, as a table of all its rows at once; what is looked at is read when it is
// looked at, a page at a time, and stands as "…" until then. GUI thread; reports outlive it.
class CallsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column {
        Time,
        Asked,
        Served,
        Status,
        Input,
        Cached,
        Output,
        CostColumn,
        FirstToken,
        Duration,
        Source,
        User,
        Project,
        Tags,
        ColumnCount
    };
    // inquiry: counts in it; outlives the model.
    CallsModel(Reports &reports, Inquiry &inquiry, QObject *parent = nullptr);

    void setFilter(const SpendFilter &filter); // counts and begins at the top
    void setZone(const QTimeZone &zone); // that times are shown in
    [[nodiscard]] qint64 total() const { return m_pages.total(); }
    [[nodiscard]] std::optional<CallLine> line(int row) const; // nothing: it is not read yet
    [[nodiscard]] const SpendFilter &filter() const { return m_filter; }
    [[nodiscard]] CallOrder order() const { return m_order; }
    [[nodiscard]] bool descending() const { return m_descending; }
    [[nodiscard]] static std::optional<CallOrder> orderOf(int column); // nothing: it cannot be sorted by

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override; // columns without an order are left as they are

Q_SIGNALS:
    void counted();
    void pageFailed(const lineup::Error &error);
    void outdated(); // the ledger has changed: rows are not where they were

private:
    void want(int page) const;
    void pump();
    void take(const PageWalk::Step &step, int wanted, const Result<QList<CallLine>> &answer, int generation);
    void restart();

    Reports &m_reports;
    SpendFilter m_filter;
    QTimeZone m_zone;
    CallOrder m_order = CallOrder::Time;
    bool m_descending = true;
    Inquiry &m_inquiry;
    mutable PageWalk m_pages;
    mutable QList<int> m_wanted; // the latest last
    mutable bool m_soon = false;
    bool m_asking = false;
    int m_generation = 0;
};

} // namespace lineup::ui
