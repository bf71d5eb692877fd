// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/CatalogueImport.h"

#include "core/providers/CatalogueModels.h"
#include "core/providers/LitellmTable.h"
#include "core/providers/ModelMerge.h"
#include "core/providers/PackedModels.h"

#include <QDir>
#include <QFileInfo>
#include <QPromise>
#include <QSaveFile>
#include <QThreadPool>

#include <algorithm>
#include <functional>
#include <memory>
#include <optional>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

using Name = std::pair<QString, QString>; // service, id

Result<bool> writeFile(const QString &name, const QByteArray &bytes)
{
    QSaveFile file(name);
    if (!file.open(QFile::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return storageError(name, file.errorString());
    return true;
}

QList<ModelInfo> rowsIn(const PackedModels &table)
{
    QList<ModelInfo> rows;
    rows.reserve(table.size());
    for (qsizetype i = 0; i < table.size(); ++i)
        rows += table.at(i);
    return rows;
}

void count(ImportPlan::Counts &counts, ModelChange::Kind kind)
{
    int &which = kind == ModelChange::Kind::Added ? counts.added
        : kind == ModelChange::Kind::PriceChanged ? counts.priceChanged
                                                  : counts.detailsChanged;
    ++which;
}

using Stopped = std::function<bool()>;

Error cancelled()
{
    return {.kind = Error::Kind::Cancelled, .detail = {}};
}

// What the table changes in known rows, and adds. Takes out of known what it has; null when it was stopped.
std::optional<ImportPlan> compared(const ForeignTable &foreign, const QList<ModelInfo> &rows, const Stopped &stopped)
{
    const ModelQuirks quirks(rows);
    QHash<Name, const ModelInfo *> known;
    for (const ModelInfo &row : rows)
        known.insert({row.service, row.id}, &row);
    ImportPlan plan {.skipped = foreign.skipped, .others = foreign.others};
    for (const ModelInfo &row : foreign.models) {
        if (stopped())
            return std::nullopt;
        ModelChange change {.after = row};
        plan.services[row.service].missing += 0; // the table has this service
        if (const ModelInfo *before = known.take({row.service, row.id})) {
            change.before = *before;
            change.after = updated(*before, row);
            if (change.after == *before) {
                ++plan.unchanged;
                continue;
            }
            change.kind = change.after.price == before->price ? ModelChange::Kind::DetailsChanged
                                                              : ModelChange::Kind::PriceChanged;
        } else {
            quirks.addTo(change.after);
        }
        change.doubt = doubtOf(change.before, change.after);
        plan.doubtful += change.doubt == PriceDoubt::None ? 0 : 1;
        count(plan.services[row.service], change.kind);
        count(plan.total, change.kind);
        plan.changes += change;
    }
    for (const auto &[name, row] : known.asKeyValueRange()) {
        if (const auto service = plan.services.find(name.first); service != plan.services.end()) {
            ++service->missing;
            ++plan.total.missing;
        }
    }
    return plan;
}

// Pure. Errors: those of plan(), and Cancelled.
Result<ImportPlan> planAgainst(
    const QList<ModelInfo> &rows, const QByteArray &table, QDate asOf, const Stopped &stopped)
{
    if (table.size() > CatalogueImport::mostBytes) {
        return Error {.kind = Error::Kind::BadRequest,
            .detail = u"The table has more than %1 MB."_s.arg(CatalogueImport::mostBytes / 1024 / 1024)};
    }
    if (stopped())
        return cancelled();
    const Result<ForeignTable> foreign = readForeignTable(table, asOf);
    if (!foreign)
        return foreign.error();
    std::optional<ImportPlan> plan = compared(*foreign, rows, stopped);
    if (!plan)
        return cancelled();
    std::sort(plan->changes.begin(), plan->changes.end(), [](const ModelChange &a, const ModelChange &b) {
        return std::tie(a.after.service, a.after.id) < std::tie(b.after.service, b.after.id);
    });
    return *plan;
}

// One byte more than is taken, so that a longer file is seen to be one.
Result<QByteArray> readTable(QFile &file, const Stopped &stopped)
{
    if (!file.open(QFile::ReadOnly)) {
        const Error::Kind kind = file.exists() ? Error::Kind::Storage : Error::Kind::NotFound;
        return Error {.kind = kind, .detail = u"%1: %2"_s.arg(file.fileName(), file.errorString())};
    }
    constexpr qint64 most = CatalogueImport::mostBytes + 1;
    constexpr qint64 step = 1024 * 1024;
    QByteArray bytes;
    while (bytes.size() < most) {
        if (stopped())
            return cancelled();
        const QByteArray more = file.read(qMin(step, most - bytes.size()));
        if (more.isEmpty())
            break;
        bytes += more;
    }
    if (file.error() != QFile::NoError)
        return storageError(file.fileName(), file.errorString());
    return bytes;
}

// Runs work(stopped) on a thread of the pool.
template<typename Work>
QFuture<Result<ImportPlan>> inThread(Work work)
{
    auto promise = std::make_shared<QPromise<Result<ImportPlan>>>();
    const QFuture<Result<ImportPlan>> future = promise->future();
    promise->start();
    QThreadPool::globalInstance()->start([promise, work = std::move(work)] {
        Result<ImportPlan> plan = work([&promise] { return promise->isCanceled(); });
        if (!promise->isCanceled())
            promise->addResult(std::move(plan));
        promise->finish();
    });
    return future;
}

} // namespace

CatalogueImport::CatalogueImport(Catalogue &catalogue, QString folder)
    : m_catalogue(catalogue), m_folder(std::move(folder))
{
    m_catalogue.setImportedModels(current());
}

QString CatalogueImport::current() const
{
    return m_folder + u"/current.packed"_s;
}

QString CatalogueImport::before(int level) const
{
    return m_folder + u"/before%1.packed"_s.arg(level);
}

Result<ImportPlan> CatalogueImport::plan(const QByteArray &table, QDate asOf) const
{
    return planAgainst(m_catalogue.tableRows(), table, asOf, [] { return false; });
}

QFuture<Result<ImportPlan>> CatalogueImport::planLater(const QByteArray &table, QDate asOf) const
{
    return inThread([rows = m_catalogue.tableRows(), table, asOf](
                        const Stopped &stopped) { return planAgainst(rows, table, asOf, stopped); });
}

QFuture<Result<ImportPlan>> CatalogueImport::planFile(const QString &name) const
{
    return inThread([rows = m_catalogue.tableRows(), name](const Stopped &stopped) -> Result<ImportPlan> {
        QFile file(name);
        const Result<QByteArray> table = readTable(file, stopped);
        if (!table)
            return table.error();
        return planAgainst(rows, *table, QFileInfo(file).lastModified().date(), stopped);
    });
}

// Nothing imported yet is an empty table.
Result<QByteArray> CatalogueImport::currentBytes() const
{
    QFile file(current());
    if (!file.exists())
        return packModels({});
    if (!file.open(QFile::ReadOnly))
        return storageError(current(), file.errorString());
    return file.readAll();
}

Result<bool> CatalogueImport::apply(const ImportPlan &plan, Doubtful doubtful)
{
    QList<ModelInfo> changed;
    for (const ModelChange &change : plan.changes) {
        if (change.doubt == PriceDoubt::None || doubtful == Doubtful::Take)
            changed += change.after;
    }
    if (changed.isEmpty())
        return false;
    const Result<QByteArray> now = currentBytes();
    if (!now)
        return now.error();
    // A damaged table was not in use; what follows replaces it.
    const QList<ModelInfo> rows = rowsIn(PackedModels::open(*now).value_or(PackedModels()));
    const Result<QByteArray> next = packModels(laidOver(rows, changed));
    if (!next)
        return next.error();
    if (!QDir().mkpath(m_folder))
        return storageError(m_folder, u"cannot be made"_s);
    QFile::remove(before(mostLevels));
    for (int level = mostLevels - 1; level >= 1; --level)
        QFile::rename(before(level), before(level + 1));
    if (const Result<bool> kept = writeFile(before(1), *now); !kept)
        return kept;
    if (const Result<bool> written = writeFile(current(), *next); !written)
        return written;
    m_catalogue.setImportedModels(current());
    return true;
}

Result<bool> CatalogueImport::undo()
{
    QFile file(before(1));
    if (!file.exists())
        return Error {.kind = Error::Kind::NotFound, .detail = u"There is no import to take back."_s};
    if (!file.open(QFile::ReadOnly))
        return storageError(file.fileName(), file.errorString());
    const QByteArray bytes = file.readAll();
    file.close();
    if (const Result<PackedModels> table = PackedModels::open(bytes); !table)
        return storageError(file.fileName(), table.error().detail);
    if (const Result<bool> written = writeFile(current(), bytes); !written)
        return written;
    QFile::remove(before(1));
    for (int level = 2; level <= mostLevels; ++level)
        QFile::rename(before(level), before(level - 1));
    m_catalogue.setImportedModels(current());
    return true;
}

CatalogueImport::Status CatalogueImport::status() const
{
    Status out;
    while (out.levels < mostLevels && QFile::exists(before(out.levels + 1)))
        ++out.levels;
    const QList<ModelInfo> rows
        = rowsIn(PackedModels::open(currentBytes().value_or(QByteArray())).value_or(PackedModels()));
    out.models = int(rows.size());
    for (const ModelInfo &row : rows) {
        if (row.price && (!out.newestPrices.isValid() || row.price->asOf > out.newestPrices))
            out.newestPrices = row.price->asOf;
    }
    return out;
}

} // namespace lineup
