// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace lineup::ui {

// Where the prompt is written. Grows with its text between two and eight lines; takes pasted images and dropped
// files; Ctrl+Up and Ctrl+Down go through what was sent before.
class PromptEditor : public QPlainTextEdit
{
    Q_OBJECT
public:
    explicit PromptEditor(QWidget *parent = nullptr);
    void setEnterSends(bool sends) { m_enterSends = sends; }
    [[nodiscard]] bool enterSends() const { return m_enterSends; }
    void remember(const QString &prompt); // it was sent
    [[nodiscard]] QStringList history() const { return m_history; }
    void setHistory(const QStringList &history);

Q_SIGNALS:
    void sendRequested();
    void imagePasted(const QImage &image);
    void filesGiven(const QStringList &paths);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    [[nodiscard]] bool canInsertFromMimeData(const QMimeData *source) const override;
    void insertFromMimeData(const QMimeData *source) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void goThroughHistory(int step);
    void fitHeight();

    bool m_enterSends = false;
    QStringList m_history; // the newest last
    qsizetype m_at = 0; // in the history; its size: the draft
    QString m_draft;
};

} // namespace lineup::ui
