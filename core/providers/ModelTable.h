// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/domain/ModelInfo.h"

#include <QJsonObject>

namespace lineup {

// Reads rows in the format of resources/catalogue/models.json (described in the README beside it). Unknown members
// and unknown capability words are ignored, so that a newer table still works; a wrong member fails with the path to
// it: "models[3].price.input: …". Errors: Malformed. Pure.
[[nodiscard]] Result<QList<ModelInfo>> readModelTable(const QByteArray &json);

// One of its rows; path is where it stands, for the error, and tableDate what holds for a row without an as_of.
[[nodiscard]] Result<ModelInfo> readModelRow(const QJsonObject &row, const QString &path, QDate tableDate);

[[nodiscard]] QByteArray writeModelRow(const ModelInfo &model, QDate tableDate); // one line, without its end

// The table that reads back as these models: one a line, in the order given. asOf is the date of the table; a model of
// another date says so itself.
[[nodiscard]] QByteArray writeModelTable(const QList<ModelInfo> &models, QDate asOf);

} // namespace lineup
