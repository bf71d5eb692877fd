// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/frame/Page.h"

#include <functional>

namespace lineup::ui {

// A page that is made when it is first needed: before it is shown, or when something is to be opened on it. Until then
// it keeps the state that it was given, and has neither actions nor calls. GUI thread.
class LazyPage final : public Page
{
    Q_OBJECT
public:
    using Maker = std::function<Page *()>;
    // id and title: those of the page that it will be; its icon is called as it is.
    LazyPage(QString id, QString title, Maker maker, QWidget *parent = nullptr);

    [[nodiscard]] QString pageId() const override { return m_id; }
    [[nodiscard]] QString title() const override { return m_title; }
    [[nodiscard]] QString iconName() const override { return m_id; }
    [[nodiscard]] QList<QAction *> pageActions() const override;
    [[nodiscard]] QJsonObject saveState() const override { return m_page ? m_page->saveState() : m_state; }
    void restoreState(const QJsonObject &state) override;
    [[nodiscard]] bool isPrepared() const override { return m_page != nullptr; }
    void prepare() override;
    void openItem(const QString &argument) override;
    void focusMain() override;
    void runDemo() override;
    [[nodiscard]] int callsInFlight() const override { return m_page ? m_page->callsInFlight() : 0; }
    void stopAll() override;
    [[nodiscard]] std::optional<CallDetails> inspected() const override;

protected:
    bool event(QEvent *event) override;

private:
    void passOn(const QByteArray &property);

    QString m_id;
    QString m_title;
    Maker m_maker;
    QJsonObject m_state;
    Page *m_page = nullptr;
};

} // namespace lineup::ui
