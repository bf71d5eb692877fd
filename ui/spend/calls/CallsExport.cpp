// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spend/calls/CallsExport.h"

#include "core/base/Async.h"
#include "core/text/Csv.h"
#include "ui/spend/calls/CallLineText.h"

namespace lineup::ui {

namespace {
constexpr int atOnce = 500; // calls: a few milliseconds of writing
} // namespace

CallsExport::CallsExport(Reports &reports, const CallPageQuery &query, const QString &file, QObject *parent)
    : QObject(parent), m_reports(reports), m_query(query), m_file(file)
{
    m_query.after.reset();
    m_query.count = atOnce;
}

void CallsExport::start()
{
    const QByteArray head = csvLine(CallLineText::csvHead()).toUtf8() + '\n';
    if (!m_file.open(QSaveFile::WriteOnly) || m_file.write(head) != head.size())
        return end(Error {.kind = Error::Kind::Storage, .detail = m_file.errorString()});
    next();
}

void CallsExport::next()
{
    whenDone(m_reports.calls(m_query), this, [this](const Result<QList<CallLine>> &lines) { take(lines); });
}

void CallsExport::take(const Result<QList<CallLine>> &lines)
{
    if (m_over)
        return;
    if (!lines)
        return end(lines.error());
    QByteArray text;
    for (const CallLine &line : *lines)
        text += csvLine(CallLineText::csvCells(line)).toUtf8() + '\n';
    if (m_file.write(text) != text.size())
        return end(Error {.kind = Error::Kind::Storage, .detail = m_file.errorString()});
    m_written += lines->size();
    Q_EMIT progress(m_written);
    if (lines->size() == m_query.count) {
        m_query.after = lines->last();
        return next();
    }
    if (!m_file.commit())
        return end(Error {.kind = Error::Kind::Storage, .detail = m_file.errorString()});
    end(m_written);
}

void CallsExport::cancel()
{
    if (!m_over)
        end(Error {.kind = Error::Kind::Cancelled, .detail = {}});
}

void CallsExport::end(const Result<qint64> &result)
{
    m_over = true;
    if (!result)
        m_file.cancelWriting();
    Q_EMIT finished(result);
}

} // namespace lineup::ui
