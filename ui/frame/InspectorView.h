// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/routing/CallDetails.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QTabWidget;
class QTableWidget;
class QTreeWidget;

namespace lineup::ui {

class ElidedLabel;
class TimingBars;

// One call from all sides: times, figures, and, for calls of this run of the program, what was sent and what came
// back. Texts are put into their widget when they are first looked at. GUI thread.
class InspectorView : public QWidget
{
    Q_OBJECT
public:
    enum Tab { Times, Facts, Request, Answer };

    explicit InspectorView(QWidget *parent = nullptr);
    void setCall(const std::optional<CallDetails> &call); // nothing: there is none to show
    [[nodiscard]] const std::optional<CallDetails> &call() const { return m_call; }
    [[nodiscard]] QTabWidget *tabs() const { return m_tabs; }

Q_SIGNALS:
    void statusMessage(const QString &text);
    void priceRequested(const QString &service, const QString &model); // whose cost is not known for want of one

private:
    void build();
    QPlainTextEdit *addText(const QString &title, const QString &name);
    QPushButton *addButton(const QString &text, QString (InspectorView::*source)() const);
    void fillTimes();
    void fillFacts();
    void fillTexts(); // of the attempt chosen, where its tab is in front
    void updateButtons();
    [[nodiscard]] const AttemptRecord *unpriced() const; // the attempt chosen, where it has no price
    [[nodiscard]] Exchange exchange() const; // of the attempt chosen
    [[nodiscard]] QString curl() const;
    [[nodiscard]] QString requestText() const;
    [[nodiscard]] QString answerText() const;
    [[nodiscard]] QString facts() const;

    std::optional<CallDetails> m_call;
    ElidedLabel *m_title;
    QLabel *m_hint;
    QComboBox *m_attempt;
    QTabWidget *m_tabs;
    TimingBars *m_bars;
    QTableWidget *m_times;
    QTreeWidget *m_facts;
    QPlainTextEdit *m_request;
    QPlainTextEdit *m_answer;
    QPushButton *m_copyCurl;
    QPushButton *m_copyRequest;
    QPushButton *m_copyAnswer;
    QPushButton *m_copyFacts;
    QPushButton *m_setPrice;
    bool m_requestShown = false;
    bool m_answerShown = false;
};

} // namespace lineup::ui
