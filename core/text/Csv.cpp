// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/text/Csv.h"

namespace lineup {

namespace {

QString cellText(const QString &cell, QChar separator)
{
    const bool plain
        = !cell.contains(separator) && !cell.contains(u'"') && !cell.contains(u'\n') && !cell.contains(u'\r');
    return plain ? cell : u'"' + QString(cell).replace(u'"', QStringLiteral("\"\"")) + u'"';
}

} // namespace

QString csvLine(const QStringList &cells, QChar separator)
{
    QStringList texts;
    for (const QString &cell : cells)
        texts += cellText(cell, separator);
    return texts.join(separator);
}

QList<QStringList> readCsv(QStringView text, QChar separator)
{
    QList<QStringList> lines;
    QStringList cells;
    QString cell;
    bool quoted = false;
    bool begun = false; // there is something on this line
    const auto endLine = [&] {
        if (begun)
            lines += cells << cell;
        cells.clear();
        cell.clear();
        begun = false;
    };
    if (text.startsWith(QChar::ByteOrderMark))
        text = text.sliced(1);
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar at = text.at(i);
        if (quoted) {
            if (at != u'"') {
                cell += at;
            } else if (i + 1 < text.size() && text.at(i + 1) == u'"') {
                cell += at;
                ++i;
            } else {
                quoted = false;
            }
        } else if (at == u'"' && cell.isEmpty()) {
            quoted = begun = true;
        } else if (at == separator) {
            cells += cell;
            cell.clear();
            begun = true;
        } else if (at == u'\n' || at == u'\r') {
            endLine();
        } else {
            cell += at;
            begun = begun || !at.isSpace();
        }
    }
    endLine();
    return lines;
}

} // namespace lineup
