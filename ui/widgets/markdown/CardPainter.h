// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/markdown/DocumentStyle.h"

#include <QRectF>

QT_BEGIN_NAMESPACE
class QPainter;
class QTextBlock;
class QTextDocument;
QT_END_NAMESPACE

namespace lineup::ui {

// Paints what stands behind the text: rounded cards, bars beside quotes, rules. Only what is in sight.
// The painter is in the document's coordinates; `sight` is what can be seen of it, `width` the document's.
void paintBehindText(
    QPainter &painter, const QTextDocument &document, const DocumentStyle &style, const QRectF &sight, qreal width);

} // namespace lineup::ui
