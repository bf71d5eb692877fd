// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/aws/AwsProfile.h"

#include <QDir>
#include <QFile>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

// Larger than any such file; what is no file of settings is not read to its end.
constexpr qint64 mostBytes = 1024 * 1024;

QByteArray textOf(const char *variable, const QString &usual)
{
    QString path = qEnvironmentVariable(variable);
    if (path.isEmpty())
        path = QDir::homePath() + usual;
    else if (path.startsWith("~/"_L1))
        path = QDir::homePath() + path.mid(1);
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.read(mostBytes) : QByteArray();
}

bool isSectionOf(const QByteArray &line, const QByteArray &name)
{
    const qsizetype end = line.indexOf(']');
    if (end < 0)
        return false;
    QByteArray section = line.sliced(1, end - 1).simplified();
    if (section.startsWith("profile "))
        section = section.mid(8);
    return section == name;
}

QByteArray withoutComment(QByteArray value)
{
    for (const char *mark : {" #", " ;"}) {
        if (const qsizetype at = value.indexOf(mark); at >= 0)
            value.truncate(at);
    }
    return value.trimmed();
}

} // namespace

AwsProfile awsProfileIn(const QByteArray &text, const QByteArray &name)
{
    AwsProfile out;
    bool inside = false;
    for (const QByteArray &line : text.split('\n')) {
        const QByteArray trimmed = line.trimmed();
        if (trimmed.isEmpty() || trimmed.startsWith('#') || trimmed.startsWith(';'))
            continue;
        if (trimmed.startsWith('[')) {
            inside = isSectionOf(trimmed, name);
            continue;
        }
        const qsizetype equals = trimmed.indexOf('=');
        const bool nested = line.startsWith(' ') || line.startsWith('\t');
        if (inside && equals > 0 && !nested)
            out.insert(trimmed.left(equals).trimmed().toLower(), withoutComment(trimmed.mid(equals + 1)));
    }
    return out;
}

AwsProfile readAwsProfile(const QByteArray &name)
{
    AwsProfile out = awsProfileIn(textOf("AWS_CONFIG_FILE", u"/.aws/config"_s), name);
    out.insert(awsProfileIn(textOf("AWS_SHARED_CREDENTIALS_FILE", u"/.aws/credentials"_s), name));
    return out;
}

} // namespace lineup
