// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/Catalogue.h"
#include "core/providers/PriceDoubt.h"

#include <QFuture>

namespace lineup {

// One model in which a table from outside differs from what the catalogue has.
struct ModelChange
{
    enum class Kind { Added, PriceChanged, DetailsChanged };
    Kind kind = Kind::Added;
    ModelInfo before; // of Added: empty
    ModelInfo after;
    PriceDoubt doubt = PriceDoubt::None;
};

// What an import would do. Nothing is taken away: models that the table does not have stay, and are counted.
struct ImportPlan
{
    struct Counts
    {
        int added = 0;
        int priceChanged = 0;
        int detailsChanged = 0;
        int missing = 0; // in the catalogue, not in the table
    };
    QList<ModelChange> changes; // by service, then id
    QMap<QString, Counts> services; // those that the table has models of
    Counts total;
    int doubtful = 0; // changes among them whose price is more likely a slip
    int unchanged = 0;
    int skipped = 0; // rows that make no sense
    int others = 0; // rows for other things than chat and embeddings
};

// Takes newer models and prices into a table of its own that lies over the built-in one, and back out again. Files:
// "current.packed" in the folder, and "before1.packed" to "before5.packed", the states before the last imports, newest
// first. Files are replaced as a whole or not at all. Main thread; the catalogue outlives it.
class CatalogueImport
{
public:
    static constexpr qint64 mostBytes = 32 * 1024 * 1024;
    static constexpr int mostLevels = 5;

    // Tells the catalogue where its imported models are; the folder may be absent.
    CatalogueImport(Catalogue &catalogue, QString folder);

    // What taking this table would change. asOf: the date of its prices. Errors: Malformed (readForeignTable),
    // BadRequest when it is longer than mostBytes. Changes nothing.
    [[nodiscard]] Result<ImportPlan> plan(const QByteArray &table, QDate asOf) const;
    // The same on another thread, against the catalogue as it is now. Cancelling the future stops the work at the next
    // step (reading, understanding, comparing); it ends without a result. Outlives this object.
    [[nodiscard]] QFuture<Result<ImportPlan>> planLater(const QByteArray &table, QDate asOf) const;
    // The same of a file, which is read there too; its prices are of the day when it was last written. Errors beside
    // those of plan(): NotFound when there is no such file, Storage when it cannot be read.
    [[nodiscard]] QFuture<Result<ImportPlan>> planFile(const QString &name) const;
    enum class Doubtful { LeaveOut, Take };
    // Takes it, without the models whose prices are doubtful unless these are asked for. False: there was nothing to
    // take. Errors: Storage, and then everything is as before.
    [[nodiscard]] Result<bool> apply(const ImportPlan &plan, Doubtful doubtful = Doubtful::LeaveOut);
    // Goes back to before the last import. Errors: NotFound when there is none, Storage.
    [[nodiscard]] Result<bool> undo();

    struct Status
    {
        int models = 0; // that lie over the built-in ones
        int levels = 0; // how often undo() works
        QDate newestPrices; // of those models; invalid: none
    };
    [[nodiscard]] Status status() const;

private:
    [[nodiscard]] QString current() const;
    [[nodiscard]] QString before(int level) const;
    [[nodiscard]] Result<QByteArray> currentBytes() const;

    Catalogue &m_catalogue;
    QString m_folder;
};

} // namespace lineup
