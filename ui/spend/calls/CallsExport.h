// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/spend/reports/Reports.h"

#include <QObject>
#include <QSaveFile>

namespace lineup::ui {

// Writes every call of a filter into a CSV file, page by page, so that neither window nor memory notices how many there
// are. The file is there as a whole at the end, or not at all. GUI thread; reports outlive it.
class CallsExport : public QObject
{
    Q_OBJECT
public:
    CallsExport(Reports &reports, const CallPageQuery &query, const QString &file, QObject *parent = nullptr);
    void start();
    void cancel(); // ends in finished with Cancelled

Q_SIGNALS:
    void progress(qint64 written);
    void finished(const lineup::Result<qint64> &written); // once

private:
    void next();
    void take(const Result<QList<CallLine>> &lines);
    void end(const Result<qint64> &result);

    Reports &m_reports;
    CallPageQuery m_query;
    QSaveFile m_file;
    qint64 m_written = 0;
    bool m_over = false;
};

} // namespace lineup::ui
