// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/domain/ModelInfo.h"

#include <QHash>

namespace lineup {

// The prices that a person set for models, in a file of the settings folder that may be written by hand: a table like
// models.json (resources/catalogue/README.md, prices.schema.json) of which only service, id, price and as_of are read.
// They go before every other price, an imported one as well. A file that cannot be read is never overwritten: the last
// good prices stay in use, and none is saved until it is mended or gone. One thread; the file is read again before each
// change, because a program in a terminal may have written it.
class OwnPrices
{
public:
    OwnPrices() = default; // none, and saving fails
    explicit OwnPrices(QString file); // reads it; may be absent
    [[nodiscard]] const QString &file() const { return m_file; }
    bool reload(); // true: prices, or what is wrong with the file, are not what they were
    [[nodiscard]] std::optional<Price> find(const QString &service, const QString &model) const;
    [[nodiscard]] bool isEmpty() const { return m_prices.isEmpty(); }
    [[nodiscard]] std::optional<Error> error() const { return m_error; } // of the last read

    // Errors: Storage; everything is as before then.
    [[nodiscard]] Result<bool> set(const QString &service, const QString &model, const Price &price);
    [[nodiscard]] Result<bool> remove(const QString &service, const QString &model); // false: there was none

private:
    using Name = std::pair<QString, QString>;
    void read();
    [[nodiscard]] Result<bool> write(const QHash<Name, Price> &prices);

    QString m_file;
    QHash<Name, Price> m_prices;
    std::optional<Error> m_error;
};

} // namespace lineup
