// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ProviderSchemas.h"

#include <QDir>
#include <QDirIterator>
#include <QJsonDocument>

#include <map>

using namespace Qt::StringLiterals;

namespace lineup::test {

QString schemasFolder()
{
    const QDir folder(u"" LINEUP_SOURCE_DIR "/../shared/schemas"_s);
    return folder.exists() ? folder.absolutePath() : QString();
}

QStringList schemaFiles()
{
    const QDir folder(schemasFolder());
    QStringList out;
    for (QDirIterator it(folder.path(), {u"*.json"_s}, QDir::Files, QDirIterator::Subdirectories); it.hasNext();)
        out += folder.relativeFilePath(it.next());
    out.sort();
    return out;
}

const JsonSchema &schemaFile(const QString &file)
{
    static std::map<QString, JsonSchema> read;
    const auto known = read.find(file);
    if (known != read.end())
        return known->second;
    const bool ours = file.startsWith("tests/"_L1);
    QFile bytes((ours ? u"" LINEUP_SOURCE_DIR ""_s : schemasFolder()) + u'/' + file);
    if (!bytes.open(QIODevice::ReadOnly))
        qFatal("%s cannot be read", qUtf8Printable(file));
    return read.emplace(file, JsonSchema(QJsonDocument::fromJson(bytes.readAll()).object())).first->second;
}

QString schemaPointer(const JsonSchema &schema, const QString &operation, const QString &part)
{
    const QJsonObject row = schema.document().value("x-operations"_L1).toObject().value(operation).toObject();
    return row.value(part).toString();
}

} // namespace lineup::test
