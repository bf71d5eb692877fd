// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/embeddings/EmbeddingMapper.h"

#include "core/base/WordTable.h"

#include <array>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

// Cohere's input types and what Gemini calls the same. Sources: docs.cohere.com/reference/embed,
// ai.google.dev/api/embeddings "TaskType".
constexpr std::array purposes {
    std::pair {"search_document"_L1, "RETRIEVAL_DOCUMENT"_L1},
    std::pair {"search_query"_L1, "RETRIEVAL_QUERY"_L1},
    std::pair {"classification"_L1, "CLASSIFICATION"_L1},
    std::pair {"clustering"_L1, "CLUSTERING"_L1},
};
// What Gemini alone has.
constexpr std::array geminiOnly {
    "SEMANTIC_SIMILARITY"_L1, "QUESTION_ANSWERING"_L1, "FACT_VERIFICATION"_L1, "CODE_RETRIEVAL_QUERY"_L1};

ChatRequest settingsOf(const EmbeddingRequest &request)
{
    ChatRequest out;
    out.extraBody = request.extraBody;
    out.dropParams = request.dropParams;
    return out;
}

Target withoutChatExtras(Target target)
{
    target.service.quirks.extraBody = {};
    return target;
}

} // namespace

EmbeddingMapper::EmbeddingMapper(const EmbeddingRequest &request, const Target &target)
    : m_request(request), m_settings(settingsOf(request)), m_target(withoutChatExtras(target)),
      m_mapper(m_settings, m_target)
{
}

void EmbeddingMapper::putDimensions(const QString &name)
{
    if (!m_request.dimensions || m_mapper.rejects(u"dimensions"_s))
        return;
    if (name == "dimensions"_L1)
        return m_mapper.set(name, *m_request.dimensions); // the row may have another name for it
    m_mapper.renamed(u"dimensions"_s, name);
    m_mapper.body.insert(name, *m_request.dimensions);
}

void EmbeddingMapper::refuseUser()
{
    if (!m_request.user.isEmpty())
        m_mapper.unsupported(u"user"_s, u"there is no such parameter for embeddings here"_s);
}

void EmbeddingMapper::refuseInputType()
{
    if (!m_request.inputType.isEmpty())
        m_mapper.unsupported(u"input_type"_s, u"there is no such parameter here"_s);
}

void EmbeddingMapper::noteFloats()
{
    if (m_request.encodingFormat == "base64"_L1)
        m_mapper.converted(u"encoding_format"_s, {}, u"the provider sends numbers; base64 is made of them here"_s);
}

void EmbeddingMapper::putCohereInputType()
{
    const QString word = cohereInputType(m_request.inputType);
    if (word.isEmpty() && !m_request.inputType.isEmpty())
        m_mapper.unsupported(
            u"input_type"_s, u"known are search_document, search_query, classification and clustering"_s);
    if (word.isEmpty())
        m_mapper.added(u"input_type"_s, u"search_document"_s, u"one is required"_s);
    else if (word != m_request.inputType)
        m_mapper.converted(u"input_type"_s, word);
    m_mapper.body.insert(u"input_type"_s, word.isEmpty() ? u"search_document"_s : word);
}

void EmbeddingMapper::refuseToTruncate(const QJsonValue &value)
{
    if (m_request.extraBody.contains("truncate"_L1))
        return;
    m_mapper.body.insert(u"truncate"_s, value);
    m_mapper.added(u"truncate"_s, value.isString() ? value.toString() : u"false"_s,
        u"a text that is too long is refused instead of cut"_s);
}

QString cohereInputType(const QString &word)
{
    for (const auto &[cohere, gemini] : purposes) {
        if (word.compare(cohere, Qt::CaseInsensitive) == 0 || word.compare(gemini, Qt::CaseInsensitive) == 0)
            return cohere;
    }
    return {};
}

QString geminiTaskType(const QString &word)
{
    for (const QLatin1StringView task : geminiOnly) {
        if (word.compare(task, Qt::CaseInsensitive) == 0)
            return task;
    }
    return wordFor(purposes, cohereInputType(word));
}

} // namespace lineup
