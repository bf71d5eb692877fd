// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/OwnPrices.h"

#include "core/providers/ModelTable.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup {

OwnPrices::OwnPrices(QString file) : m_file(std::move(file))
{
    read();
}

bool OwnPrices::reload()
{
    const QHash<Name, Price> prices = m_prices;
    const std::optional<Error> error = m_error;
    read();
    return prices != m_prices || error != m_error;
}

void OwnPrices::read()
{
    m_error.reset();
    QFile file(m_file);
    if (m_file.isEmpty() || !file.exists()) {
        m_prices.clear();
        return;
    }
    if (!file.open(QFile::ReadOnly)) {
        m_error = storageError(m_file, file.errorString());
        return;
    }
    const Result<QList<ModelInfo>> rows = readModelTable(file.readAll());
    if (!rows) {
        m_error = storageError(m_file, rows.error().detail);
        return;
    }
    m_prices.clear();
    for (const ModelInfo &row : *rows) {
        if (row.price)
            m_prices.insert({row.service, row.id}, *row.price);
    }
}

std::optional<Price> OwnPrices::find(const QString &service, const QString &model) const
{
    const auto found = m_prices.constFind({service, model});
    return found == m_prices.constEnd() ? std::nullopt : std::optional(*found);
}

Result<bool> OwnPrices::set(const QString &service, const QString &model, const Price &price)
{
    read();
    QHash<Name, Price> next = m_prices;
    next.insert({service, model}, price);
    return write(next);
}

Result<bool> OwnPrices::remove(const QString &service, const QString &model)
{
    read();
    if (m_error)
        return *m_error;
    QHash<Name, Price> next = m_prices;
    if (next.remove({service, model}) == 0)
        return false;
    return write(next);
}

Result<bool> OwnPrices::write(const QHash<Name, Price> &prices)
{
    if (m_error)
        return *m_error;
    if (m_file.isEmpty())
        return Error {.kind = Error::Kind::Storage, .detail = u"there is no place to keep prices in"_s};
    QList<ModelInfo> rows;
    for (auto it = prices.begin(); it != prices.end(); ++it)
        rows += {.id = it.key().second, .service = it.key().first, .capabilitiesKnown = false, .price = it.value()};
    std::sort(rows.begin(), rows.end(),
        [](const ModelInfo &a, const ModelInfo &b) { return std::tie(a.service, a.id) < std::tie(b.service, b.id); });
    QDate newest;
    for (const ModelInfo &row : std::as_const(rows))
        newest = newest.isValid() ? std::max(newest, row.price->asOf) : row.price->asOf;
    if (!QDir().mkpath(QFileInfo(m_file).path()))
        return storageError(m_file, u"its folder cannot be made"_s);
    QSaveFile file(m_file);
    const QByteArray table = writeModelTable(rows, newest);
    if (!file.open(QFile::WriteOnly) || file.write(table) != table.size() || !file.commit())
        return storageError(m_file, file.errorString());
    m_prices = prices;
    return true;
}

} // namespace lineup
