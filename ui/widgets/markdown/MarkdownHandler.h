// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/markdown/MathGuard.h"
#include "ui/widgets/markdown/RenderModel.h"

#include <md4c.h>

namespace lineup::ui {

// Turns the calls of the md4c parser (https://github.com/mity/md4c/wiki) into nodes. One handler a text.
class MarkdownHandler
{
public:
    MarkdownHandler(const MathGuard &math, int ordinal, int &card) : m_math(math), m_ordinal(ordinal), m_card(card) { }

    // The text must be UTF-8 and is read at once.
    [[nodiscard]] Nodes run(const QByteArray &utf8);

private:
    struct List
    {
        bool ordered = false;
        int next = 0;
        QChar delimiter;
    };

    void enterBlock(MD_BLOCKTYPE type, void *detail);
    void leaveBlock(MD_BLOCKTYPE type);
    void enterSpan(MD_SPANTYPE type, void *detail);
    void leaveSpan(MD_SPANTYPE type);
    void text(MD_TEXTTYPE type, const QString &piece);

    void enterItem(const MD_BLOCK_LI_DETAIL &item);
    void enterCode(const MD_BLOCK_CODE_DETAIL &code);
    void leaveCode();
    void plainText(const QString &piece);
    void html(const QString &piece);
    void lineBreak();
    Node &open(NodeShape::Kind kind); // the node that text goes to
    [[nodiscard]] TextRuns &runs();
    [[nodiscard]] QString attribute(const MD_ATTRIBUTE &attribute) const;

    const MathGuard &m_math;
    int m_ordinal;
    int &m_card;
    Nodes m_nodes;
    QList<List> m_lists;
    int m_quote = 0;
    bool m_hasOpen = false; // text goes to the last node
    TextRuns m_marker; // of the item whose first line is still to come
    quint32 m_style = PlainText;
    QList<quint32> m_styles; // to go back to
    QStringList m_hrefs;
    QStringList m_images; // addresses of the images that we are in
    QString m_code; // text of the code or HTML block that we are in
    QString m_language;
    bool m_inCode = false;
    bool m_inHtml = false;
    bool m_newTable = false; // the next row begins a table
};

} // namespace lineup::ui
