// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/markdown/StreamRenderer.h"

#include "core/text/LinkDefinitions.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace lineup::ui {

using BlockKind = MarkdownBlock::Kind;

namespace {

const QRegularExpression &bracketed()
{
    static const QRegularExpression pattern(u"\\[((?:[^\\[\\]\\\\]|\\\\.){1,999})\\]"_s);
    return pattern;
}

} // namespace

void StreamRenderer::append(const QString &text)
{
    m_text += text;
    if (m_writer)
        m_ready += m_splitter.append(text);
    m_pending = true;
}

void StreamRenderer::finish()
{
    m_finished = true;
    if (m_writer)
        m_ready += m_splitter.finish();
    m_pending = true;
}

void StreamRenderer::show(std::unique_ptr<DocumentWriter> writer, bool below)
{
    m_writer = std::move(writer);
    restart(below);
}

void StreamRenderer::hide(const QTextBlock &above)
{
    if (m_writer)
        m_writer->removeBelow(above);
    m_writer.reset();
    m_loose.clear();
}

void StreamRenderer::restart(bool below)
{
    m_splitter = {};
    m_reader = MarkdownReader(below);
    m_definitions.clear();
    m_labels.clear();
    m_loose.clear();
    m_ready = m_splitter.append(m_text);
    if (m_finished)
        m_ready += m_splitter.finish();
    m_pending = true;
}

void StreamRenderer::flush()
{
    if (!isPending())
        return;
    m_pending = false;
    Nodes nodes;
    QList<std::pair<qsizetype, Loose>> loose; // with the index of its first node
    for (const MarkdownBlock &piece : std::exchange(m_ready, {})) {
        takeDefinitions(piece);
        const bool mayBeLoose = piece.kind != BlockKind::FencedCode && hasUnknownLabel(piece.text);
        const MarkdownReader before = mayBeLoose ? m_reader : MarkdownReader();
        const Nodes read = m_reader.read(piece);
        if (mayBeLoose)
            loose.append({nodes.size(), Loose {piece, before, read, {}}});
        nodes += read;
    }
    const qsizetype frozen = nodes.size();
    if (!m_finished) {
        MarkdownReader trial = m_reader;
        nodes += trial.read(m_splitter.tail(), true);
    }
    const QList<QTextBlock> places = m_writer->update(nodes, frozen);
    for (auto &[first, entry] : loose) {
        entry.places = places.sliced(first, entry.nodes.size());
        m_loose.append(entry);
    }
    if (m_finished)
        amendLoose();
}

void StreamRenderer::takeDefinitions(const MarkdownBlock &piece)
{
    if (piece.kind != BlockKind::Paragraph || !piece.text.contains(u"]:"_s))
        return;
    for (const QString &definition : linkDefinitions(piece.text)) {
        const QString label = definitionLabel(definition);
        if (m_labels.contains(label))
            continue;
        m_labels.insert(label);
        m_definitions += definition + u'\n';
    }
    m_reader.setDefinitions(m_definitions);
}

bool StreamRenderer::hasUnknownLabel(const QString &text) const
{
    if (!text.contains(u'['))
        return false;
    auto labels = bracketed().globalMatch(text);
    while (labels.hasNext()) {
        if (!m_labels.contains(normalisedLabel(labels.next().capturedView(1))))
            return true;
    }
    return false;
}

void StreamRenderer::amendLoose()
{
    for (Loose &entry : std::exchange(m_loose, {})) {
        bool known = false;
        auto labels = bracketed().globalMatch(entry.piece.text);
        while (!known && labels.hasNext())
            known = m_labels.contains(normalisedLabel(labels.next().capturedView(1)));
        if (!known)
            continue;
        entry.reader.setDefinitions(m_definitions);
        const Nodes nodes = entry.reader.read(entry.piece);
        for (qsizetype i = 0; i < qMin(nodes.size(), entry.places.size()); ++i) {
            if (nodes.at(i) != entry.nodes.at(i))
                std::ignore = m_writer->amend(entry.places.at(i), entry.nodes.at(i), nodes.at(i));
        }
    }
}

} // namespace lineup::ui
