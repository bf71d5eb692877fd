// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/markdown/AnswerView.h"

#include "core/text/TokenEstimate.h"
#include "ui/widgets/markdown/DocumentText.h"
#include "ui/widgets/markdown/JsonText.h"
#include "ui/widgets/markdown/MathGuard.h"

#include <QScrollBar>
#include <QTextDocument>

using namespace Qt::StringLiterals;

namespace lineup::ui {

using Kind = NodeShape::Kind;

namespace {

// A fence longer than any run of backticks in the text.
QString fenceFor(const QString &text)
{
    qsizetype longest = 2;
    qsizetype run = 0;
    for (const QChar c : text) {
        run = c == u'`' ? run + 1 : 0;
        longest = qMax(longest, run);
    }
    return QString(longest + 1, u'`');
}

} // namespace

AnswerView::AnswerView(QWidget *parent) : QTextBrowser(parent)
{
    setUpWidget();
    applyStyle();
}

AnswerView::~AnswerView()
{
    FlushClock::shared().forget(this);
    m_segments.clear(); // before the document
}

void AnswerView::clear()
{
    FlushClock::shared().forget(this);
    m_segments.clear();
    m_answering = false;
    document()->clear();
    m_follow = true;
    updateFollow();
}

void AnswerView::addUserTurn(const QString &text, int imageCount)
{
    if (m_answering)
        endAnswer(false);
    Segment &segment = addSegment(SegmentKind::User);
    Nodes nodes;
    const auto add = [&](const QString &line, quint32 style) {
        Node node;
        node.shape
            = {.kind = Kind::UserText, .after = nodes.isEmpty() && m_segments.size() > 1 ? CardsGap : NoGap, .card = 1};
        appendRun(node.runs, {.text = line, .style = style});
        nodes.append(node);
    };
    for (const QString &line : MathGuard::clean(text).split(u'\n'))
        add(line, PlainText);
    if (imageCount > 0)
        add(tr("%n image(s)", nullptr, imageCount), Muted);
    followAfter([&] { segment.head->update(nodes, nodes.size()); });
}

void AnswerView::beginAnswer()
{
    if (m_answering)
        endAnswer(false);
    ++m_answer;
    m_answering = true;
}

void AnswerView::appendReasoning(const QString &text)
{
    if (!m_answering)
        beginAnswer();
    segmentFor(SegmentKind::Reasoning).body.append(text);
    requestFlush();
}

void AnswerView::appendText(const QString &text)
{
    if (!m_answering)
        beginAnswer();
    segmentFor(SegmentKind::Text).body.append(text);
    requestFlush();
}

void AnswerView::appendToolCall(const QString &name, const QString &argumentsJson)
{
    if (!m_answering)
        beginAnswer();
    Segment &segment = addSegment(SegmentKind::Tool);
    segment.name = MathGuard::clean(name);
    const QString json = indentedJson(argumentsJson);
    const QString fence = fenceFor(json);
    segment.body.append(fence + u"json\n"_s + json + u'\n' + fence + u'\n');
    segment.body.finish();
    followAfter([&] { updateFoldHead(segment); });
}

void AnswerView::endAnswer(bool complete, const QString &why)
{
    if (!m_answering)
        return;
    closeLast();
    flush();
    if (!complete)
        addNote(why.isEmpty() ? tr("Stopped: this answer is not complete.") : why, Failure);
    m_answering = false;
}

QString AnswerView::plainText() const
{
    QString out;
    for (const auto &segment : m_segments) {
        const DocumentWriter *writer = segment->body.writer();
        if (segment->kind != SegmentKind::Text || segment->answer != m_answer || !writer)
            continue;
        const QTextBlock head = segment->head->joint();
        out += out.isEmpty() ? QString() : u"\n\n"_s;
        out += documentText(*document(), head.position() + head.length(), writer->joint().position());
    }
    return out;
}

QString AnswerView::markdown() const
{
    QString out;
    for (const auto &segment : m_segments) {
        if (segment->kind == SegmentKind::Text && segment->answer == m_answer)
            out += (out.isEmpty() ? QString() : u"\n\n"_s) + segment->body.text();
    }
    return out;
}

void AnswerView::setFlushActive(bool active)
{
    m_active = active;
    if (inSight())
        requestFlush();
}

void AnswerView::requestFlush()
{
    if (inSight())
        FlushClock::shared().request(this);
}

void AnswerView::flush()
{
    FlushClock::shared().forget(this);
    followAfter([this] {
        for (const auto &segment : m_segments) {
            if (segment->kind == SegmentKind::Reasoning && segment->thoughtMs < 0)
                updateFoldHead(*segment);
            segment->body.flush();
        }
    });
}

AnswerView::Segment &AnswerView::segmentFor(SegmentKind kind)
{
    const bool goesOn = !m_segments.empty() && m_segments.back()->kind == kind && m_segments.back()->answer == m_answer
        && !m_segments.back()->body.isFinished();
    return goesOn ? *m_segments.back() : addSegment(kind);
}

AnswerView::Segment &AnswerView::addSegment(SegmentKind kind)
{
    closeLast();
    m_segments.push_back(std::make_unique<Segment>());
    Segment &segment = *m_segments.back();
    segment.kind = kind;
    segment.answer = m_answering ? m_answer : 0;
    segment.id = std::exchange(m_nextId, m_nextId + 2);
    segment.since.start();
    followAfter([&] {
        segment.head = std::make_unique<DocumentWriter>(*document(), m_style, segment.id);
        if (kind == SegmentKind::Text)
            showBody(segment, segment.head->joint());
        if (kind == SegmentKind::Reasoning)
            updateFoldHead(segment);
    });
    return segment;
}

// What came last gets no more text.
void AnswerView::closeLast()
{
    if (m_segments.empty() || m_segments.back()->body.isFinished())
        return;
    Segment &segment = *m_segments.back();
    segment.body.finish();
    if (segment.kind == SegmentKind::Reasoning) {
        segment.thoughtMs = segment.since.elapsed();
        updateFoldHead(segment);
    }
    requestFlush();
}

void AnswerView::showBody(Segment &segment, const QTextBlock &before)
{
    segment.body.show(std::make_unique<DocumentWriter>(*document(), m_style, segment.id + 1, before),
        segment.kind != SegmentKind::Text || m_segments.front().get() != &segment);
}

QString AnswerView::foldTitle(const Segment &segment) const
{
    if (segment.kind == SegmentKind::Tool)
        return tr("Tool call: %1").arg(segment.name);
    const qint64 tokens = estimateTokens(segment.body.text());
    const QString count = tr("about %n token(s)", nullptr, static_cast<int>(tokens));
    if (segment.thoughtMs < 0)
        return tr("Thinking, %1").arg(count);
    const qint64 seconds = qMax<qint64>(1, (segment.thoughtMs + 500) / 1000);
    return tr("Thought for %1 s, %2").arg(locale().toString(seconds), count);
}

void AnswerView::updateFoldHead(Segment &segment)
{
    Node node;
    node.shape = {.kind = Kind::FoldHead, .after = m_segments.front().get() == &segment ? NoGap : CardGap};
    const QString arrow = segment.open ? u"\u25be  "_s : u"\u25b8  "_s;
    appendRun(node.runs, {.text = arrow + foldTitle(segment), .style = Action, .href = u"fold"_s});
    segment.head->update({node}, 0);
}

void AnswerView::toggleFold(int id)
{
    Segment *segment = findSegment(id);
    if (!segment || (segment->kind != SegmentKind::Reasoning && segment->kind != SegmentKind::Tool))
        return;
    const int at = verticalScrollBar()->value();
    const bool focused = hasFocus() && document()->findBlock(textCursor().selectionStart()) == headOf(*segment);
    segment->open = !segment->open;
    m_changing = true;
    updateFoldHead(*segment);
    if (segment->open)
        showBody(*segment, headOf(*segment).next());
    else
        segment->body.hide(headOf(*segment).next());
    segment->body.flush();
    if (focused)
        focusLink(headOf(*segment));
    verticalScrollBar()->setValue(at); // the fold stays where it was pressed
    m_changing = false;
    updateFollow();
}

// Not by the head's joint: when a line is inserted next to that, it may come to name another line.
QTextBlock AnswerView::headOf(const Segment &segment) const
{
    return document()->findBlock(segment.head->tailPosition());
}

void AnswerView::addNote(const QString &text, quint32 style)
{
    Segment &segment = addSegment(SegmentKind::Note);
    Node node;
    node.shape = {.kind = Kind::Note, .after = CardGap};
    appendRun(node.runs, {.text = u"\u26a0 "_s + text, .style = style});
    segment.body.finish();
    followAfter([&] { segment.head->update({node}, 1); });
}

AnswerView::Segment *AnswerView::findSegment(int id)
{
    for (const auto &segment : m_segments) {
        if (segment->id == id)
            return segment.get();
    }
    return nullptr;
}

int AnswerView::tailPosition() const
{
    if (m_segments.empty())
        return 0;
    const Segment &last = *m_segments.back();
    return last.body.writer() ? last.body.writer()->tailPosition() : last.head->tailPosition();
}

} // namespace lineup::ui
