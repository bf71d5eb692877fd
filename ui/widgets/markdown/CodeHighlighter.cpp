// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/markdown/CodeHighlighter.h"

#include "ui/widgets/markdown/CodeText.h"
#include "ui/widgets/markdown/HighlightRules.h"
#include "ui/widgets/markdown/MathGuard.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

constexpr int inTag = 1000; // state: between '<' and '>' of markup
constexpr qsizetype longestLine = 4000; // longer lines (minified files) stay plain

class LineScanner
{
public:
    LineScanner(const HighlightRules &rules, const QString &line, int state)
        : m_rules(rules), m_line(line), m_state(state)
    {
    }

    TextRuns run()
    {
        if (m_state > 0 && m_state < inTag)
            finishRegion(m_rules.regions.at(m_state - 1), 0, m_state);
        else if (m_state == 0)
            linePattern();
        while (m_at < m_line.size())
            step();
        return std::move(m_runs);
    }
    [[nodiscard]] int state() const { return m_state; }

private:
    void take(qsizetype length, CodeClass code)
    {
        length = qMin(length, m_line.size() - m_at);
        appendRun(m_runs, {.text = m_line.sliced(m_at, length), .code = code});
        m_at += length;
    }
    [[nodiscard]] QStringView rest() const { return QStringView(m_line).sliced(m_at); }
    [[nodiscard]] bool isWordChar(QChar c) const
    {
        return c.isLetterOrNumber() || c == u'_' || m_rules.identifierExtra.contains(c);
    }

    void linePattern()
    {
        for (const auto &pattern : m_rules.linePatterns) {
            const auto match = pattern.pattern.match(m_line);
            if (!match.hasMatch())
                continue;
            const int capture = match.lastCapturedIndex() >= 1 ? 1 : 0;
            take(match.capturedStart(capture), CodeClass::None);
            take(match.capturedLength(capture), pattern.code);
            return;
        }
    }

    void step()
    {
        if (startRegion() || lineComment())
            return;
        if (m_rules.markup)
            return markupStep();
        const QChar c = m_line.at(m_at);
        if (c.isDigit() && (m_at == 0 || !isWordChar(m_line.at(m_at - 1))))
            return number();
        if (c.isLetter() || c == u'_' || (m_rules.sigils.contains(c) && m_at + 1 < m_line.size()))
            return word();
        take(1, CodeClass::None);
    }

    bool lineComment()
    {
        for (const QString &mark : m_rules.lineComments) {
            if (!rest().startsWith(mark))
                continue;
            if (m_rules.commentNeedsSpace && m_at > 0 && !m_line.at(m_at - 1).isSpace())
                continue;
            take(m_line.size(), CodeClass::Comment);
            return true;
        }
        return false;
    }

    bool startRegion()
    {
        for (int i = 0; i < m_rules.regions.size(); ++i) {
            const auto &region = m_rules.regions.at(i);
            if (!rest().startsWith(region.start))
                continue;
            if (region.maxLength > 0) {
                const qsizetype end = m_line.indexOf(region.end, m_at + region.start.size());
                if (end < 0 || end - m_at > region.maxLength)
                    continue;
            }
            finishRegion(region, region.start.size(), i + 1);
            return true;
        }
        return false;
    }

    // Takes the region that begins at m_at; its end is looked for from `skip` characters on.
    void finishRegion(const HighlightRules::Region &region, qsizetype skip, int number)
    {
        m_state = 0;
        qsizetype i = m_at + skip;
        while (i < m_line.size()) {
            if (!region.escape.isNull() && m_line.at(i) == region.escape) {
                i += 2;
            } else if (QStringView(m_line).sliced(i).startsWith(region.end)) {
                i += region.end.size();
                const QStringView after = QStringView(m_line).sliced(i).trimmed();
                const bool key = !region.keyBefore.isEmpty() && after.startsWith(region.keyBefore);
                take(i - m_at, key ? CodeClass::Name : region.code);
                return;
            } else {
                ++i;
            }
        }
        if (region.lines)
            m_state = number;
        take(m_line.size(), region.code);
    }

    void number()
    {
        qsizetype i = m_at;
        while (i < m_line.size()) {
            const QChar c = m_line.at(i);
            const bool sign = (c == u'+' || c == u'-') && i > m_at && m_line.at(i - 1).toLower() == u'e'
                && !rest().startsWith(u"0x");
            if (!c.isLetterOrNumber() && c != u'.' && c != u'_' && !sign)
                break;
            ++i;
        }
        take(i - m_at, CodeClass::Number);
    }

    void word()
    {
        qsizetype i = m_at + 1;
        while (i < m_line.size() && isWordChar(m_line.at(i)))
            ++i;
        const QString text = m_line.sliced(m_at, i - m_at);
        CodeClass code = m_rules.words.value(m_rules.caseInsensitive ? text.toLower() : text, CodeClass::None);
        if (code == CodeClass::None && m_rules.functions && i < m_line.size() && m_line.at(i) == u'(')
            code = CodeClass::Name;
        if (m_rules.sigils.contains(text.front()))
            code = CodeClass::Name;
        take(text.size(), code);
    }

    void markupStep()
    {
        const QChar c = m_line.at(m_at);
        qsizetype i = m_at + 1;
        const auto name = [&] {
            while (i < m_line.size() && (isWordChar(m_line.at(i)) || QStringView(u"-:./!?").contains(m_line.at(i))))
                ++i;
        };
        if (m_state != inTag) {
            const QChar next = i < m_line.size() ? m_line.at(i) : QChar();
            if (c == u'<' && (next.isLetter() || QStringView(u"/!?").contains(next))) {
                name();
                m_state = inTag;
                take(i - m_at, CodeClass::Keyword);
            } else {
                take(1, CodeClass::None);
            }
        } else if (c == u'>') {
            m_state = 0;
            take(1, CodeClass::Keyword);
        } else if (c == u'"' || c == u'\'') {
            const qsizetype end = m_line.indexOf(c, i);
            take(end < 0 ? m_line.size() : end + 1 - m_at, CodeClass::String);
        } else if (isWordChar(c)) {
            name();
            take(i - m_at, CodeClass::Name);
        } else {
            take(1, QStringView(u"/?").contains(c) ? CodeClass::Keyword : CodeClass::None);
        }
    }

    const HighlightRules &m_rules;
    const QString &m_line;
    int m_state;
    qsizetype m_at = 0;
    TextRuns m_runs;
};

} // namespace

TextRuns highlightLine(const QString &language, const QString &line, int &state)
{
    const HighlightRules *rules = line.size() <= longestLine ? HighlightRules::of(language) : nullptr;
    if (!rules) {
        TextRuns plain;
        appendRun(plain, {.text = line});
        return plain;
    }
    LineScanner scanner(*rules, line, state);
    TextRuns runs = scanner.run();
    state = scanner.state();
    return runs;
}

QString languageLabel(const QString &language)
{
    if (language.isEmpty())
        return QCoreApplication::translate("lineup::ui::AnswerView", "Code");
    const HighlightRules *rules = HighlightRules::of(language);
    if (!rules)
        return MathGuard::clean(language.left(40));
    return rules->labels.value(language.toLower(), rules->label);
}

TextRuns codeHeadRuns(const QString &language)
{
    TextRuns runs;
    appendCodeRun(runs, {.text = languageLabel(language), .style = Muted});
    runs.append({.text = u"\t"_s, .style = Muted});
    runs.append(
        {.text = QCoreApplication::translate("lineup::ui::AnswerView", "Copy"), .style = Action, .href = u"copy"_s});
    return runs;
}

} // namespace lineup::ui
