// SPDX-License-Identifier: GPL-3.0-or-later
// How AnswerView behaves as a widget: scrolling, painting, links, copying, look.
#include "ui/widgets/markdown/AnswerView.h"
#include "ui/widgets/markdown/CardPainter.h"
#include "ui/widgets/markdown/DocumentText.h"
#include "ui/widgets/markdown/LinkConfirm.h"
#include "ui/widgets/markdown/TableChain.h"

#include <QApplication>
#include <QClipboard>
#include <QHelpEvent>
#include <QMimeData>
#include <QPainter>
#include <QScrollBar>
#include <QStyle>
#include <QTextDocument>
#include <QToolTip>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

constexpr int bottomSlack = 4; // px from the end that still count as the end
constexpr int textWidthInEm = 46; // lines longer than this are hard to read

} // namespace

void AnswerView::setUpWidget()
{
    setAccessibleName(tr("Conversation"));
    setOpenLinks(false);
    setOpenExternalLinks(false);
    setUndoRedoEnabled(false);
    setFrameShape(QFrame::NoFrame);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // so that the text's width never changes while it grows
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    viewport()->setAutoFillBackground(false);
    document()->setDocumentMargin(16);

    m_jump = new QToolButton(this);
    m_jump->setObjectName("jumpToEnd"_L1);
    m_jump->setText(tr("Jump to end"));
    m_jump->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_jump->setArrowType(Qt::DownArrow);
    m_jump->setAccessibleName(m_jump->text());
    m_jump->hide();
    connect(m_jump, &QToolButton::clicked, this, &AnswerView::jumpToEnd);
    connect(this, &QTextBrowser::anchorClicked, this, &AnswerView::openAnchor);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, [this] {
        if (!m_changing)
            updateFollow();
    });
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, this, [this](int, int end) {
        if (m_follow && !m_changing)
            verticalScrollBar()->setValue(end);
    });
}

void AnswerView::applyStyle()
{
    m_style = DocumentStyle(font(), palette());
    m_styling = true;
    document()->setDefaultFont(font());
    setTabStopDistance(4 * QFontMetricsF(font()).horizontalAdvance(u' ') * 1.6);
    m_style.restyle(*document());
    TableChain::fitAll(*document(), true);
    m_styling = false;
    updateMargins();
    viewport()->update();
}

void AnswerView::changeEvent(QEvent *event)
{
    QTextBrowser::changeEvent(event);
    const bool look = event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange
        || event->type() == QEvent::ApplicationFontChange;
    if (look && m_jump && !m_styling)
        followAfter([this] { applyStyle(); });
}

// Runs what changes the document; stays at the end when the view was there, and where it was otherwise.
void AnswerView::followAfter(const std::function<void()> &change)
{
    if (m_changing)
        return change();
    m_changing = true;
    change();
    QScrollBar *bar = verticalScrollBar();
    if (m_follow)
        bar->setValue(bar->maximum());
    m_changing = false;
    placeJumpButton();
}

void AnswerView::updateFollow()
{
    const bool atEnd = verticalScrollBar()->value() >= verticalScrollBar()->maximum() - bottomSlack;
    if (m_follow != atEnd) {
        m_follow = atEnd;
        Q_EMIT followsEndChanged(atEnd);
    }
    placeJumpButton();
}

void AnswerView::jumpToEnd()
{
    verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    updateFollow();
}

void AnswerView::placeJumpButton()
{
    const bool hadFocus = m_jump->hasFocus();
    m_jump->setVisible(!m_follow);
    if (m_follow) {
        if (hadFocus)
            setFocus();
        return;
    }
    m_jump->adjustSize();
    const QRect area = viewport()->geometry();
    m_jump->move(area.center().x() - m_jump->width() / 2, area.bottom() - m_jump->height() - 12);
    m_jump->raise();
}

void AnswerView::updateMargins()
{
    const int most = qRound(m_style.em() * textWidthInEm);
    const int width = contentsRect().width() - style()->pixelMetric(QStyle::PM_ScrollBarExtent, nullptr, this);
    const int side = qMax(0, (width - most) / 2);
    if (viewportMargins().left() != side)
        setViewportMargins(side, 0, side, 0);
}

void AnswerView::resizeEvent(QResizeEvent *event)
{
    const bool outer = !m_changing;
    m_changing = true;
    updateMargins();
    QTextBrowser::resizeEvent(event);
    TableChain::fitAll(*document(), false);
    if (outer) {
        m_changing = false;
        if (m_follow)
            verticalScrollBar()->setValue(verticalScrollBar()->maximum());
        placeJumpButton();
    }
}

void AnswerView::showEvent(QShowEvent *event)
{
    QTextBrowser::showEvent(event);
    requestFlush();
}

bool AnswerView::event(QEvent *event)
{
    if (event->type() == QEvent::Wheel) // beside the text
        return QCoreApplication::sendEvent(verticalScrollBar(), event);
    return QTextBrowser::event(event);
}

bool AnswerView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const QString href = anchorAt(help->pos());
        if (href.isEmpty() || href.startsWith("lineup-action:"_L1))
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), honestAddress(QUrl(href)).toHtmlEscaped(), viewport());
        return true;
    }
    return QTextBrowser::viewportEvent(event);
}

void AnswerView::paintEvent(QPaintEvent *event)
{
    {
        QPainter painter(viewport());
        const QRect rect = event->rect();
        painter.setClipRect(rect);
        const int scrolled = verticalScrollBar()->value();
        painter.translate(-horizontalScrollBar()->value(), -scrolled);
        paintBehindText(painter, *document(), m_style, QRectF(rect).translated(0, scrolled), viewport()->width());
    }
    QTextBrowser::paintEvent(event);
}

void AnswerView::openAnchor(const QUrl &url)
{
    if (url.scheme() != "lineup-action"_L1) {
        confirmLink(this, url);
        return;
    }
    const QStringList parts = url.path().split(u'/');
    if (parts.value(0) == "fold"_L1)
        toggleFold(parts.value(1).toInt());
    else if (parts.value(0) == "copy"_L1)
        copyCode(parts.value(2).toInt());
}

void AnswerView::copyCode(int card)
{
    QGuiApplication::clipboard()->setText(cardText(*document(), card));
    Q_EMIT copied(tr("Code copied"));
}

QMimeData *AnswerView::createMimeDataFromSelection() const
{
    auto *mime = new QMimeData;
    const QTextCursor cursor = textCursor();
    mime->setText(documentText(*document(), cursor.selectionStart(), cursor.selectionEnd()));
    return mime;
}

QVariant AnswerView::loadResource(int, const QUrl &)
{
    return {};
}

void AnswerView::doSetSource(const QUrl &, QTextDocument::ResourceType) { }

} // namespace lineup::ui
