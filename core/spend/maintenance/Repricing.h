// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/domain/ModelInfo.h"
#include "core/spend/maintenance/JobControl.h"
#include "core/spend/reports/SpendQuery.h"
#include "core/store/Connection.h"

#include <QDateTime>
#include <QHash>

#include <functional>

namespace lineup {

// Costs of the past at today's prices: only when a person asks for it, and it can be undone. What is worked out anew is
// the cost of attempts that was computed, estimated, or unknown for want of a price, from their usage and tier. A
// provider's own figure, what was free and what was not billed stay as they are; so does a cost whose new price is not
// known.
struct RepriceRequest
{
    SpendFilter filter;
    QHash<QString, ModelInfo> models; // by "service/model": those whose attempts are meant
    QString note; // why, for the list of corrections
};

// What a model costs today; empty: nobody knows the model.
using ModelLookup = std::function<std::optional<ModelInfo>(const QString &service, const QString &model)>;
// The models that calls were made with, as they are priced today by whomever: also those that only a price of the
// person's own knows. used: Reports::values() of SpendGroup::Model. Pure.
[[nodiscard]] RepriceRequest repriceRequest(
    const SpendFilter &filter, const SpendTable &used, const ModelLookup &today, const QString &note);

// What it changes, or would change.
struct RepriceResult
{
    struct Line
    {
        QString service;
        QString model;
        qint64 attempts = 0; // that cost something else
        qint64 priced = 0; // of them: had no known cost
        Money before; // known part
        Money after;
        bool operator==(const Line &) const = default;
    };
    QList<Line> lines; // by service and model
    qint64 attempts = 0;
    Money before;
    Money after;
    qint64 batch = 0; // to undo it by; 0: nothing was changed
};

struct Correction
{
    qint64 batch = 0;
    QDateTime madeAt; // UTC
    QDateTime undoneAt; // UTC; invalid: it holds
    QString note;
    qint64 attempts = 0; // that are still kept
};

// For use inside a job of the Database; each is one transaction. Errors: Storage, Cancelled (nothing is changed).
[[nodiscard]] Result<RepriceResult> previewRepricing(
    Connection &connection, const RepriceRequest &request, JobControl &control);
[[nodiscard]] Result<RepriceResult> applyRepricing(
    Connection &connection, const RepriceRequest &request, const QDateTime &now, JobControl &control);
// Puts back what was there before. BadRequest when it was undone already, or when a later one that holds has changed
// the same attempts: that one first. NotFound.
[[nodiscard]] Result<bool> undoRepricing(Connection &connection, qint64 batch, const QDateTime &now);
[[nodiscard]] Result<QList<Correction>> corrections(Connection &connection); // the newest first

} // namespace lineup
