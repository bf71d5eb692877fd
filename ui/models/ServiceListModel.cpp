// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/ServiceListModel.h"

#include "core/base/Async.h"
#include "core/providers/ServiceAddress.h"
#include "ui/theme/Icons.h"
#include "ui/widgets/Format.h"

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

using State = ServiceListModel::State;

State stateOfResult(const ProbeResult &result, bool wantsKey)
{
    if (!result.error)
        return !wantsKey || result.keyProven() ? State::Connected : State::Reachable;
    switch (result.error->kind) {
    case Error::Kind::Auth:
    case Error::Kind::PermissionDenied:
        return State::Rejected;
    case Error::Kind::Network:
    case Error::Kind::Timeout:
        return State::Unreachable;
    default:
        return State::Failed;
    }
}

QIcon stateIcon(State state)
{
    switch (state) {
    case State::Connected:
        return icon(meaningIcon(Meaning::Good), Meaning::Good);
    case State::Rejected:
    case State::Failed:
        return icon(meaningIcon(Meaning::Error), Meaning::Error);
    case State::Unreachable:
        return icon(meaningIcon(Meaning::Warning), Meaning::Warning);
    case State::Locked:
        return icon(u"lock"_s, Meaning::Warning);
    case State::Reachable:
        return icon(meaningIcon(Meaning::Information), Meaning::Information);
    case State::Local:
        return icon(u"server"_s);
    case State::NotChecked:
        return icon(u"key"_s);
    case State::NoKey:
    case State::NoAddress:
        break;
    }
    return icon(u"minus"_s);
}

} // namespace

ServiceListModel::ServiceListModel(Catalogue &catalogue, KeyVault &vault, const Clock &clock, QObject *parent)
    : QAbstractTableModel(parent), m_catalogue(catalogue), m_vault(vault), m_clock(clock)
{
    rebuild();
    connect(&catalogue, &Catalogue::servicesChanged, this, &ServiceListModel::rebuild);
    connect(&vault, &KeyVault::keyChanged, this, [this](const QString &service) { askKey(service, true); });
    connect(&vault, &KeyVault::stateChanged, this, &ServiceListModel::refresh);
}

void ServiceListModel::rebuild()
{
    beginResetModel();
    const QList<Row> before = std::exchange(m_rows, {});
    for (const Service &service : m_catalogue.services()) {
        if (service.demo)
            continue;
        Row row;
        for (const Row &old : before) {
            if (old.service == service.id)
                row = old;
        }
        row.service = service.id;
        row.label = service.label;
        row.local = service.local;
        row.hasAddress = !effectiveBaseUrl(service).isEmpty();
        row.keyOptional = service.keyOptional || service.auth == AuthScheme::None;
        row.environment = service.keyEnvironment;
        m_rows += row;
    }
    endResetModel();
    refresh();
}

void ServiceListModel::refresh()
{
    const QList<Row> rows = m_rows;
    for (const Row &row : rows)
        askKey(row.service, false);
}

void ServiceListModel::askKey(const QString &service, bool changed)
{
    const Row *row = find(service);
    if (!row)
        return;
    whenDone(m_vault.info(service, row->environment), this, [this, service, changed](const Result<KeyInfo> &info) {
        const int at = rowOf(service);
        if (at < 0)
            return;
        Row &known = m_rows[at];
        const KeyInfo key = info ? *info : KeyInfo();
        if (changed || key != known.key)
            known.checked.reset();
        known.key = key;
        if (const Service *found = m_catalogue.service(service))
            known.elsewhere = credentialsElsewhere(*found);
        known.keyError = info ? std::nullopt : std::optional(info.error());
        changedRow(at);
    });
}

void ServiceListModel::setResult(const QString &service, const ProbeResult &result)
{
    const int at = rowOf(service);
    if (at < 0 || (result.error && result.error->kind == Error::Kind::Cancelled))
        return;
    Row &row = m_rows[at];
    row.checked = stateOfResult(result, !row.keyOptional);
    row.checkedAt = m_clock.now();
    row.models = result.error ? -1 : int(result.models.size());
    changedRow(at);
}

void ServiceListModel::changedRow(int row)
{
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

int ServiceListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int ServiceListModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

int ServiceListModel::rowOf(const QString &service) const
{
    for (int i = 0; i < m_rows.size(); ++i) {
        if (m_rows.at(i).service == service)
            return i;
    }
    return -1;
}

const ServiceListModel::Row *ServiceListModel::find(const QString &service) const
{
    const int at = rowOf(service);
    return at < 0 ? nullptr : &m_rows.at(at);
}

bool ServiceListModel::hasKey(const Row &row)
{
    return row.key.source != KeySource::None || row.elsewhere;
}

ServiceListModel::State ServiceListModel::stateOf(const Row &row)
{
    if (row.checked)
        return *row.checked;
    if (hasKey(row) || row.keyOptional) {
        if (!row.hasAddress)
            return State::NoAddress;
        return row.local && !hasKey(row) ? State::Local : State::NotChecked;
    }
    return row.keyError ? State::Locked : State::NoKey;
}

ServiceListModel::State ServiceListModel::state(const QString &service) const
{
    const Row *row = find(service);
    return row ? stateOf(*row) : State::NoKey;
}

KeyInfo ServiceListModel::keyInfo(const QString &service) const
{
    const Row *row = find(service);
    return row ? row->key : KeyInfo();
}

QString ServiceListModel::storedIn(const QString &service) const
{
    const Row *row = find(service);
    return row ? storedInText(*row) : QString();
}

QString ServiceListModel::stateWord(State state)
{
    switch (state) {
    case State::NoKey:
        return tr("No key");
    case State::NoAddress:
        return tr("No address");
    case State::Locked:
        return tr("Keychain closed");
    case State::NotChecked:
        return tr("Not checked");
    case State::Connected:
        return tr("Connected");
    case State::Reachable:
        return tr("Reachable");
    case State::Rejected:
        return tr("Key rejected");
    case State::Unreachable:
        return tr("Unreachable");
    case State::Failed:
        return tr("Failed");
    case State::Local:
        return tr("Local");
    }
    return {};
}

QString ServiceListModel::elsewhereText(const FoundElsewhere &found)
{
    switch (found.kind) {
    case FoundElsewhere::Kind::AwsProfile:
        return tr("AWS profile %1").arg(found.name);
    case FoundElsewhere::Kind::LoginFile:
        return tr("Google Cloud login");
    case FoundElsewhere::Kind::CredentialsFile:
        return tr("File %1").arg(found.name);
    case FoundElsewhere::Kind::Variable:
        return tr("Environment (%1)").arg(found.name);
    }
    return {};
}

QString ServiceListModel::storedInText(const Row &row) const
{
    switch (row.key.source) {
    case KeySource::None:
        return row.elsewhere ? elsewhereText(*row.elsewhere) : QString();
    case KeySource::Keychain:
        return m_vault.storageName();
    case KeySource::Environment:
        return tr("Environment (%1)").arg(row.key.variable);
    case KeySource::Session:
        return tr("This session");
    }
    return {};
}

QVariant ServiceListModel::text(const Row &row, int column) const
{
    switch (column) {
    case Name:
        return row.label;
    case Status:
        return stateWord(stateOf(row));
    case Key:
        return row.key.source == KeySource::None ? QString() : QString(u"···· "_s + row.key.lastFour);
    case StoredIn:
        return storedInText(row);
    case Models:
        return row.models < 0 ? QString() : Format::count(row.models);
    case Checked:
        return row.checked ? Format::ago(row.checkedAt, m_clock.now()) : QString();
    default:
        return {};
    }
}

QString ServiceListModel::toolTip(const Row &row, int column) const
{
    const State state = stateOf(row);
    if (column == Status && state == State::Reachable)
        return tr("It answers, but lists its models for anybody: the key is checked at the first call.");
    if (column == Status && state == State::NoAddress)
        return tr("Say where it is: its address, or what its address is made of.");
    if (column == Status && state == State::Locked && row.keyError)
        return row.keyError->detail;
    return text(row, column).toString();
}

QVariant ServiceListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(row, index.column());
    case Qt::ToolTipRole:
        return toolTip(row, index.column());
    case Qt::DecorationRole:
        return index.column() == Status ? QVariant(stateIcon(stateOf(row))) : QVariant();
    case Qt::TextAlignmentRole:
        return index.column() == Models ? QVariant(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    case Qt::AccessibleTextRole:
        return index.column() == Name ? tr("%1, %2").arg(row.label, stateWord(stateOf(row)))
                                      : text(row, index.column());
    case ServiceIdRole:
        return row.service;
    case RankRole:
        return index.row() + (hasKey(row) ? 0 : int(m_rows.size()));
    case StatusRole:
        return QVariant::fromValue(stateOf(row));
    default:
        return {};
    }
}

QVariant ServiceListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Service");
    case Status:
        return tr("Status");
    case Key:
        return tr("Key");
    case StoredIn:
        return tr("Stored in");
    case Models:
        return tr("Models");
    case Checked:
        return tr("Checked");
    default:
        return {};
    }
}

} // namespace lineup::ui
