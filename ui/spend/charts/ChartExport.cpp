// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spend/charts/ChartExport.h"

#include "ui/spend/SpendText.h"
#include "ui/spend/charts/BarChart.h"
#include "ui/spend/charts/ChartPaint.h"
#include "ui/spend/charts/ChartTable.h"
#include "ui/theme/Spacing.h"
#include "ui/theme/Theme.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QTextDocument>

using namespace Qt::StringLiterals;

namespace lineup::ui::ChartExport {

namespace {

constexpr QSize pictureSize(1200, 640);
constexpr int pictureScale = 2;

QString translated(const char *text)
{
    return QCoreApplication::translate("ChartExport", text);
}

QString write(const QByteArray &bytes, const QString &file)
{
    QSaveFile out(file);
    if (out.open(QSaveFile::WriteOnly) && out.write(bytes) == bytes.size() && out.commit())
        return {};
    return translated(
        QT_TRANSLATE_NOOP("ChartExport", "The file could not be written: %1. Choose another folder, or make room."))
        .arg(out.errorString());
}

// What the colours and the line stand for, in as many lines as it takes from there on; gives where the last one is.
int paintLegend(QPainter &painter, const ChartData &data, int top)
{
    const QPalette paper = lightPalette();
    QList<std::pair<QPixmap, QString>> entries;
    if (data.series.size() > 1 || data.columns) {
        for (const ChartData::Series &series : data.series)
            entries += {pieceSwatch(series, paper, pictureScale), series.label};
    }
    if (!data.before.isEmpty())
        entries += {beforeSwatch(paper, pictureScale), data.beforeLabel};
    const int margin = Spacing::huge;
    int across = margin;
    for (const auto &[swatch, label] : std::as_const(entries)) {
        const int width = painter.fontMetrics().horizontalAdvance(label) + 20 + Spacing::medium;
        if (across + width > pictureSize.width() - margin) {
            across = margin;
            top += painter.fontMetrics().height() + Spacing::hair;
        }
        painter.drawPixmap(across, top, swatch);
        painter.drawText(QRect(across + 18, top - 2, width, painter.fontMetrics().height()), Qt::AlignLeft, label);
        across += width;
    }
    return top;
}

// On paper it is light, whatever the window is.
QImage picture(const ChartData &data, const QString &subtitle)
{
    QImage image(pictureSize * pictureScale, QImage::Format_RGB32);
    image.setDevicePixelRatio(pictureScale);
    const QPalette paper = lightPalette();
    image.fill(cardColor(paper));
    QPainter painter(&image);
    const int margin = Spacing::huge;
    painter.setPen(paper.color(QPalette::WindowText));
    painter.setFont(themeFont(TextSize::Title));
    const int title = QFontMetrics(painter.font()).height();
    painter.drawText(QRect(margin, margin, pictureSize.width() - 2 * margin, title), Qt::AlignLeft,
        SpendText::tr("%1: %2", "title of a chart, its sum")
            .arg(data.title, SpendText::exact(data.metric, data.total)));
    painter.setFont(themeFont(TextSize::Caption));
    painter.setPen(mutedText(paper));
    const int caption = QFontMetrics(painter.font()).height();
    painter.drawText(QRect(margin, margin + title, pictureSize.width() - 2 * margin, caption), Qt::AlignLeft, subtitle);
    const int top = paintLegend(painter, data, margin + title + caption + Spacing::medium) + caption + Spacing::medium;
    BarChart chart;
    chart.setPalette(paper);
    chart.setData(data);
    chart.resize(pictureSize.width() - 2 * margin, pictureSize.height() - top - margin);
    chart.QWidget::render(&painter, QPoint(margin, top), QRegion(), QWidget::DrawChildren);
    return image;
}

QString tableHtml(const ChartData &data)
{
    ChartTableModel model;
    model.setData(data);
    QString html = u"<table width=\"100%\" cellspacing=\"0\" cellpadding=\"3\"><thead><tr>"_s;
    for (int column = 0; column < model.columnCount(); ++column)
        html += u"<th align=\"%1\">%2</th>"_s.arg(column == 0 ? u"left"_s : u"right"_s,
            model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().toHtmlEscaped());
    html += u"</tr></thead>"_s;
    for (int row = 0; row < model.rowCount(); ++row) {
        html += u"<tr>"_s;
        for (int column = 0; column < model.columnCount(); ++column)
            html += u"<td align=\"%1\">%2</td>"_s.arg(column == 0 ? u"left"_s : u"right"_s,
                model.index(row, column).data(Qt::DisplayRole).toString().toHtmlEscaped());
        html += u"</tr>"_s;
    }
    return html + u"</table>"_s;
}

} // namespace

QString writeCsv(const ChartData &chart, const QString &file)
{
    return write(chartCsv(chart).toUtf8(), file);
}

QString writePng(const ChartData &chart, const QString &subtitle, const QString &file)
{
    QBuffer buffer;
    if (!buffer.open(QBuffer::WriteOnly) || !picture(chart, subtitle).save(&buffer, "PNG"))
        return translated(QT_TRANSLATE_NOOP("ChartExport", "The picture could not be made."));
    return write(buffer.data(), file);
}

QString writePdf(const ChartData &chart, const QString &subtitle, const QString &file)
{
    QBuffer buffer;
    if (!buffer.open(QBuffer::WriteOnly))
        return translated(QT_TRANSLATE_NOOP("ChartExport", "The picture could not be made."));
    {
        QPdfWriter writer(&buffer);
        writer.setPageSize(QPageSize(QPageSize::A4));
        writer.setPageOrientation(QPageLayout::Landscape);
        writer.setResolution(120);
        writer.setTitle(chart.title);
        QTextDocument document;
        document.setDefaultFont(themeFont(TextSize::Caption));
        const QImage image = picture(chart, subtitle);
        document.addResource(QTextDocument::ImageResource, QUrl(u"chart"_s), image);
        const int width = int(writer.width() * 96.0 / writer.resolution());
        document.setPageSize(QSizeF(width, writer.height() * 96.0 / writer.resolution()));
        document.setHtml(u"<img src=\"chart\" width=\"%1\"><br>"_s.arg(width - 16) + tableHtml(chart));
        document.print(&writer);
    }
    return write(buffer.data(), file);
}

} // namespace lineup::ui::ChartExport
