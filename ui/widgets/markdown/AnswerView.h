// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/markdown/FlushClock.h"
#include "ui/widgets/markdown/StreamRenderer.h"

#include <QElapsedTimer>
#include <QTextBrowser>
#include <QToolButton>

#include <functional>
#include <memory>
#include <vector>

namespace lineup::ui {

// One conversation as it streams in: the person's turns as cards, answers as Markdown, reasoning and tool calls as
// folds. What is finished is never rendered again; text is shown on the shared FlushClock. Nothing that a model
// wrote is fetched, and a link opens only after the person has confirmed its whole address. Main thread.
// Scroll position: follows the end while the person is there, otherwise stays.
class AnswerView : public QTextBrowser, private Flushable
{
    Q_OBJECT
public:
    explicit AnswerView(QWidget *parent = nullptr);
    ~AnswerView() override;

    void clear();
    // A turn of the person's; plain text, never read as Markdown.
    void addUserTurn(const QString &text, int imageCount = 0);
    // An answer begins; what is appended from now on belongs to it. Ends an answer that is still open.
    void beginAnswer();
    void appendReasoning(const QString &text);
    void appendText(const QString &text);
    // A call that the model asks for, whole. argumentsJson is shown as the model wrote it, but for line breaks.
    void appendToolCall(const QString &name, const QString &argumentsJson);
    // complete false: it was stopped or failed, and is marked as unfinished. Shows everything at once.
    // why: what the mark says, where it was not stopped by the person.
    void endAnswer(bool complete, const QString &why = {});

    // The latest answer without its reasoning: as shown, and as the model wrote it.
    [[nodiscard]] QString plainText() const;
    [[nodiscard]] QString markdown() const;

    // False: the view is out of sight, text is kept but not shown until it is true again. Hidden widgets do so anyway.
    void setFlushActive(bool active);
    void flush(); // shows what is pending now
    [[nodiscard]] bool followsEnd() const { return m_follow; }
    void jumpToEnd();
    // Where the part of the document begins that may still change, in characters.
    [[nodiscard]] int tailPosition() const;
    [[nodiscard]] const DocumentStyle &documentStyle() const { return m_style; }

    QVariant loadResource(int type, const QUrl &name) override; // nothing, ever

Q_SIGNALS:
    void copied(const QString &what); // a word for the status bar: "Code copied"
    void followsEndChanged(bool follows);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool event(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    QMimeData *createMimeDataFromSelection() const override;
    void doSetSource(const QUrl &name, QTextDocument::ResourceType type) override;

private:
    enum class SegmentKind { User, Reasoning, Text, Tool, Note };
    struct Segment
    {
        SegmentKind kind = SegmentKind::Text;
        int answer = 0; // number of the answer that it belongs to; 0: none
        int id = 0; // even; the body has the odd number behind it
        QString name; // of a tool
        std::unique_ptr<DocumentWriter> head; // the fold's line, a user's card, a note
        StreamRenderer body;
        bool open = false;
        QElapsedTimer since;
        qint64 thoughtMs = -1; // -1: still thinking
    };

    void flushNow() override { flush(); }
    QWidget *flushWidget() override { return this; }

    Segment &segmentFor(SegmentKind kind); // the last one, or a new one behind it
    Segment &addSegment(SegmentKind kind);
    void closeLast();
    void showBody(Segment &segment, const QTextBlock &before);
    void updateFoldHead(Segment &segment);
    [[nodiscard]] QString foldTitle(const Segment &segment) const;
    void toggleFold(int id);
    [[nodiscard]] QTextBlock headOf(const Segment &segment) const; // the fold's line
    void addNote(const QString &text, quint32 style);
    [[nodiscard]] Segment *findSegment(int id);

    // In AnswerViewWindow.cpp: the widget.
    void setUpWidget();
    void applyStyle();
    void requestFlush();
    [[nodiscard]] bool inSight() const { return m_active && isVisible(); }
    void followAfter(const std::function<void()> &change);
    void updateFollow();
    void placeJumpButton();
    void updateMargins();
    void openAnchor(const QUrl &url);
    void focusLink(const QTextBlock &line); // the first one of the line
    void copyCode(int card);

    DocumentStyle m_style;
    std::vector<std::unique_ptr<Segment>> m_segments;
    QToolButton *m_jump = nullptr;
    int m_nextId = 2;
    int m_answer = 0;
    bool m_answering = false;
    bool m_active = true;
    bool m_follow = true;
    bool m_changing = false; // the scroll bar moves by our doing
    bool m_styling = false;
};

} // namespace lineup::ui
