// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Async.h"
#include "core/base/Clock.h"
#include "core/secrets/KeyVault.h"
#include "core/spend/Ledger.h"
#include "ui/frame/Page.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

// Small stand-ins for what the window is given.
class StillClock final : public lineup::Clock
{
public:
    [[nodiscard]] QDateTime now() const override { return time; }
    [[nodiscard]] std::chrono::nanoseconds monotonic() const override { return {}; }
    QDateTime time {QDate(2026, 3, 14), QTime(15, 9), Qt::UTC};
};

class StateVault final : public lineup::KeyVault
{
    Q_OBJECT
public:
    template<typename T>
    using Answer = QFuture<lineup::Result<T>>;
    Answer<lineup::FoundKey> find(const QString &, const QStringList &) override { return done(lineup::FoundKey {}); }
    Answer<lineup::KeyInfo> info(const QString &, const QStringList &) override { return done(lineup::KeyInfo {}); }
    Answer<bool> store(const QString &, const lineup::SecretBytes &) override { return done(false); }
    Answer<bool> remove(const QString &) override { return done(false); }
    void setSessionKey(const QString &, const lineup::SecretBytes &) override { }
    [[nodiscard]] lineup::VaultState state() const override { return m_state; }
    [[nodiscard]] QString storageName() const override { return QStringLiteral("Test Ring"); }
    void refreshState() override { }
    void unlock() override { }

    void become(lineup::VaultState state)
    {
        m_state = state;
        Q_EMIT stateChanged(state);
    }

private:
    template<typename T>
    static Answer<T> done(T value)
    {
        return lineup::readyFuture(lineup::Result<T>(std::move(value)));
    }
    lineup::VaultState m_state = lineup::VaultState::Unknown;
};

class ListLedger final : public lineup::Ledger
{
    Q_OBJECT
public:
    QFuture<lineup::Result<lineup::SpendTotals>> totals(const QDateTime &from, const QDateTime &to) override
    {
        asked.append({from, to});
        if (broken)
            return lineup::readyFuture(lineup::Result<lineup::SpendTotals>(*broken));
        return lineup::readyFuture(lineup::Result<lineup::SpendTotals>(sums));
    }
    QFuture<lineup::Result<QList<lineup::CallRecord>>> recent(int count) override
    {
        if (broken)
            return lineup::readyFuture(lineup::Result<QList<lineup::CallRecord>>(*broken));
        return lineup::readyFuture(lineup::Result<QList<lineup::CallRecord>>(calls.first(qMin(calls.size(), count))));
    }
    QFuture<lineup::Result<bool>> flush() override { return lineup::readyFuture(lineup::Result<bool>(true)); }
    [[nodiscard]] std::optional<lineup::Error> fault() const override { return broken; }
    void record(const lineup::CallRecord &call) override
    {
        calls.prepend(call);
        Q_EMIT recorded(call);
    }

    lineup::SpendTotals sums;
    QList<lineup::CallRecord> calls;
    std::optional<lineup::Error> broken;
    QList<std::pair<QDateTime, QDateTime>> asked; // spans, UTC
};

class PlainPage final : public lineup::ui::Page
{
    Q_OBJECT
public:
    explicit PlainPage(const QString &id, const QString &title) : m_id(id), m_title(title), field(new QLineEdit(this))
    {
        auto *layout = new QVBoxLayout(this);
        layout->addWidget(field);
        field->setAccessibleName(title);
        action = new QAction(QStringLiteral("⟦Do %1⟧").arg(id), this);
        action->setProperty("menu", QStringLiteral("run"));
        connect(field, &QLineEdit::textEdited, this, &Page::stateDirty);
    }
    [[nodiscard]] QString pageId() const override { return m_id; }
    [[nodiscard]] QString title() const override { return m_title; }
    [[nodiscard]] QString iconName() const override { return QStringLiteral("keys"); }
    [[nodiscard]] QList<QAction *> pageActions() const override { return {action}; }
    [[nodiscard]] QJsonObject saveState() const override { return {{QStringLiteral("draft"), field->text()}}; }
    void restoreState(const QJsonObject &state) override
    {
        field->setText(state.value(QLatin1String("draft")).toString());
    }
    void openItem(const QString &argument) override { opened = argument; }
    void focusMain() override { field->setFocus(); }
    [[nodiscard]] int callsInFlight() const override { return calls; }
    void stopAll() override { setCalls(0); }
    void setCalls(int count)
    {
        calls = count;
        Q_EMIT callsInFlightChanged();
    }

private:
    QString m_id, m_title;

public:
    QLineEdit *field;
    QAction *action;
    QString opened;
    int calls = 0;
};
