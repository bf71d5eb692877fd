// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/domain/ModelInfo.h"

namespace lineup {

// A table of models as bytes that need no parsing: models.json packed at build time, or what an import kept. A model is
// made when it is asked for. Reading is bounded: damaged bytes give wrong or empty values, never a read beyond them.
// A value that shares its bytes; any thread.
class PackedModels
{
public:
    enum class Check { Everything, HeadOnly }; // HeadOnly for bytes that are part of the program
    PackedModels() = default; // holds no model
    // Errors: Malformed (not such a table, another version, cut or damaged).
    [[nodiscard]] static Result<PackedModels> open(const QByteArray &bytes, Check check = Check::Everything);

    [[nodiscard]] qsizetype size() const { return m_rows; }
    [[nodiscard]] ModelInfo at(qsizetype row) const;
    [[nodiscard]] QStringList services() const;
    [[nodiscard]] QList<ModelInfo> models(QStringView service) const; // in the order of the table
    [[nodiscard]] QStringList servicesWith(QStringView id) const;
    [[nodiscard]] std::optional<ModelInfo> find(QStringView service, QStringView id) const;

private:
    [[nodiscard]] QByteArrayView text(quint32 offset, quint32 length) const;
    [[nodiscard]] QByteArrayView idOf(quint32 row) const;
    [[nodiscard]] QString serviceOf(quint32 row) const;
    [[nodiscard]] QList<quint32> rowsOf(QStringView id) const;

    QByteArray m_bytes;
    quint32 m_services = 0;
    quint32 m_rows = 0;
    quint32 m_rowsAt = 0;
    quint32 m_idsAt = 0;
    quint32 m_textAt = 0;
    quint32 m_pricesAt = 0;
};

// The bytes for PackedModels::open. Models of one service are put together, in the order in which they come.
// Errors: Malformed when a model is there twice.
[[nodiscard]] Result<QByteArray> packModels(const QList<ModelInfo> &models);

} // namespace lineup
