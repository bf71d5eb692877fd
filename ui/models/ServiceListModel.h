// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/providers/Catalogue.h"
#include "core/providers/FoundElsewhere.h"
#include "core/providers/ServiceProbe.h"
#include "core/secrets/KeyVault.h"

#include <QAbstractTableModel>
#include <QDateTime>

namespace lineup::ui {

// The services a person can have a key for, a row each, with what is known of the key and of the last test; a
// projection of catalogue and vault that follows both. Never holds a key. Demo services and those without an
// address are left out. GUI thread; catalogue, vault and clock outlive it.
class ServiceListModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Name, Status, Key, StoredIn, Models, Checked, ColumnCount };
    // RankRole: services with a key stand before those without, else as in the catalogue.
    enum Role { ServiceIdRole = Qt::UserRole, StatusRole, RankRole };
    enum class State {
        NoKey,
        NoAddress, // nothing else is missing
        Locked, // its key may lie in a keychain that cannot be read now
        NotChecked,
        Connected,
        Reachable, // it answers, but takes its listing from anybody: the key is not proven
        Rejected,
        Unreachable,
        Failed,
        Local // on this machine, not checked
    };
    Q_ENUM(State)

    ServiceListModel(Catalogue &catalogue, KeyVault &vault, const Clock &clock, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    [[nodiscard]] int rowOf(const QString &service) const; // -1: none
    [[nodiscard]] State state(const QString &service) const;
    [[nodiscard]] KeyInfo keyInfo(const QString &service) const;
    // "GNOME Keyring", "Environment (OPENAI_API_KEY)"; without a key what a call would use instead: "AWS profile
    // default"
    [[nodiscard]] QString storedIn(const QString &service) const;
    [[nodiscard]] static QString stateWord(State state);
    // What a test said; forgotten when the key changes.
    void setResult(const QString &service, const ProbeResult &result);
    void refresh(); // asks the vault about every key again

private:
    struct Row
    {
        QString service;
        QString label;
        bool local = false;
        bool hasAddress = false;
        bool keyOptional = false;
        QStringList environment;
        KeyInfo key;
        std::optional<FoundElsewhere> elsewhere; // what is used where there is no key
        std::optional<Error> keyError;
        std::optional<State> checked;
        QDateTime checkedAt;
        int models = -1; // not known
    };
    void rebuild();
    void askKey(const QString &service, bool changed);
    void changedRow(int row);
    [[nodiscard]] const Row *find(const QString &service) const;
    [[nodiscard]] static bool hasKey(const Row &row);
    [[nodiscard]] static State stateOf(const Row &row);
    [[nodiscard]] static QString elsewhereText(const FoundElsewhere &found);
    [[nodiscard]] QString storedInText(const Row &row) const;
    [[nodiscard]] QVariant text(const Row &row, int column) const;
    [[nodiscard]] QString toolTip(const Row &row, int column) const;

    Catalogue &m_catalogue;
    KeyVault &m_vault;
    const Clock &m_clock;
    QList<Row> m_rows;
};

} // namespace lineup::ui
