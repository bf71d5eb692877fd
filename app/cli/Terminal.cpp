// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Terminal.h"

#include <QFile>
#include <QJsonDocument>

#include <array>
#include <cerrno>
#include <cstdio>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace lineup::cli {

namespace {

int outputErrno = 0; // the first fault of standard output

void write(FILE *stream, const QByteArray &bytes)
{
    const auto size = static_cast<size_t>(bytes.size());
    errno = 0;
    const bool written = std::fwrite(bytes.constData(), 1, size, stream) == size && std::fflush(stream) == 0;
    if (!written && stream == stdout && outputErrno == 0)
        outputErrno = errno == 0 ? EIO : errno;
}

bool isControl(QChar c)
{
    return c.category() == QChar::Other_Control;
}

// JSON has no need to escape DEL and the controls from U+0080 on; a terminal may obey them all the same.
QByteArray asciiControls(const QJsonObject &object, QJsonDocument::JsonFormat format)
{
    const QByteArray json = QJsonDocument(object).toJson(format);
    QByteArray out;
    out.reserve(json.size());
    for (qsizetype i = 0; i < json.size(); ++i) {
        const auto byte = static_cast<unsigned char>(json.at(i));
        const auto next = static_cast<unsigned char>(i + 1 < json.size() ? json.at(i + 1) : 0);
        if (byte == 0x7f) {
            out += "\\u007f";
        } else if (byte == 0xc2 && next >= 0x80 && next <= 0x9f) {
            out += "\\u00" + QByteArray::number(next, 16);
            ++i;
        } else {
            out += json.at(i);
        }
    }
    return out;
}

} // namespace

Terminal::Terminal()
    : m_interactive(isatty(STDOUT_FILENO) == 1),
      m_colours(m_interactive && !qEnvironmentVariableIsSet("NO_COLOR") && qgetenv("TERM") != "dumb")
{
}

void Terminal::out(const QString &text) const
{
    write(stdout, text.toUtf8());
}

void Terminal::err(const QString &text) const
{
    write(stderr, text.toUtf8());
}

void Terminal::json(const QJsonObject &object) const
{
    write(stdout, asciiControls(object, QJsonDocument::Compact) + '\n');
}

void Terminal::prettyJson(const QJsonObject &object) const
{
    write(stdout, asciiControls(object, QJsonDocument::Indented));
}

void Terminal::jsonError(const QJsonObject &object) const
{
    write(stderr, asciiControls(object, QJsonDocument::Compact) + '\n');
}

QString Terminal::outputFault()
{
    return outputErrno == 0 ? QString() : qt_error_string(outputErrno);
}

QString Terminal::styled(const QString &text, QStringView code) const
{
    return m_colours ? u"\x1b["_s + code + u'm' + text + u"\x1b[0m"_s : text;
}

QString Terminal::bold(const QString &text) const
{
    return styled(text, u"1");
}

QString Terminal::dim(const QString &text) const
{
    return styled(text, u"2");
}

QString Terminal::coloured(const QString &text, int series) const
{
    static constexpr std::array<QStringView, 6> codes {u"36", u"33", u"35", u"32", u"34", u"31"};
    return styled(text, codes.at(static_cast<size_t>(series) % codes.size()));
}

QByteArray Terminal::readInput(qint64 most)
{
    QFile input;
    return input.open(stdin, QFile::ReadOnly) ? input.read(most + 1) : QByteArray();
}

bool Terminal::inputIsTerminal()
{
    return isatty(STDIN_FILENO) == 1;
}

QString Terminal::printable(const QString &text)
{
    QString out;
    out.reserve(text.size());
    for (const QChar c : text) {
        if (c == u'\r') // of a line end, as a rule; a line is not written over
            continue;
        out += isControl(c) && c != u'\n' && c != u'\t' ? QChar(0xfffd) : c;
    }
    return out;
}

QStringList Terminal::table(const QList<QStringList> &rows, const QList<int> &rightAligned)
{
    QList<qsizetype> widths;
    for (const QStringList &row : rows) {
        widths.resize(qMax(widths.size(), row.size()));
        for (qsizetype i = 0; i < row.size(); ++i)
            widths[i] = qMax(widths.at(i), row.at(i).size());
    }
    QStringList out;
    for (const QStringList &row : rows) {
        QString text;
        for (qsizetype i = 0; i < row.size(); ++i) {
            const QString cell = rightAligned.contains(static_cast<int>(i)) ? row.at(i).rightJustified(widths.at(i))
                                                                            : row.at(i).leftJustified(widths.at(i));
            text += i == 0 ? cell : u"  "_s + cell;
        }
        while (text.endsWith(u' '))
            text.chop(1);
        out += text;
    }
    return out;
}

} // namespace lineup::cli
