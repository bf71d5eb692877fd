// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/embeddings/EmbeddingVectors.h"

#include "core/domain/VectorBytes.h"

#include <algorithm>
#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

std::optional<QList<float>> numbers(const QJsonArray &values)
{
    QList<float> out;
    out.reserve(values.size());
    for (const QJsonValue &value : values) {
        if (!value.isDouble() || std::abs(value.toDouble()) > static_cast<double>(std::numeric_limits<float>::max()))
            return std::nullopt;
        out += static_cast<float>(value.toDouble());
    }
    return out;
}

std::optional<QList<float>> readVector(const QJsonValue &vector, bool int8)
{
    if (!vector.isString())
        return numbers(vector.toArray());
    const QByteArray base64 = vector.toString().toLatin1();
    return int8 ? vectorFromInt8Base64(base64) : vectorFromBase64(base64);
}

} // namespace

void EmbeddingVectors::fail(const QString &what)
{
    if (!m_error)
        m_error = Error {.kind = Error::Kind::Malformed, .detail = what};
}

void EmbeddingVectors::add(qint64 index, const QJsonValue &vector, bool int8)
{
    if (index < 0 || index >= m_vectors.size())
        return fail(u"a vector came for text %1 of %2"_s.arg(index).arg(m_vectors.size()));
    if (!m_vectors.at(index).isEmpty())
        return fail(u"two vectors came for text %1"_s.arg(index));
    const std::optional<QList<float>> read = readVector(vector, int8);
    const auto finite = [](float value) { return std::isfinite(value); };
    if (!read || read->isEmpty() || !std::all_of(read->begin(), read->end(), finite))
        return fail(u"the vector of text %1 is no list of numbers"_s.arg(index));
    m_vectors[index] = *read;
}

void EmbeddingVectors::addAll(const QJsonArray &vectors)
{
    for (qsizetype i = 0; i < vectors.size(); ++i)
        add(i, vectors.at(i));
}

Result<EmbeddingResult> EmbeddingVectors::putInto(EmbeddingResult result) const
{
    if (m_error)
        return *m_error;
    for (qsizetype i = 0; i < m_vectors.size(); ++i) {
        if (m_vectors.at(i).isEmpty())
            return Error {.kind = Error::Kind::Malformed, .detail = u"there is no vector for text %1"_s.arg(i)};
        if (m_vectors.at(i).size() != m_vectors.first().size())
            return Error {.kind = Error::Kind::Malformed, .detail = u"the vectors are of different lengths"_s};
    }
    result.vectors = m_vectors;
    return result;
}

Usage embeddingUsage(const QJsonValue &tokens)
{
    Usage usage;
    const qint64 count = tokens.toInteger(-1);
    if (count >= 0) {
        usage.source = Usage::Source::Reported;
        usage.inputFresh = count;
    }
    return usage;
}

} // namespace lineup
