// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/grid/GridCheck.h"

#include "tests/support/ProviderSchemas.h"

using namespace Qt::StringLiterals;

namespace lineup::grid {

namespace {

// The body without what was put into it beyond the form on purpose, or is known to be missing in the description.
QJsonObject described(const Row &row, QJsonObject body)
{
    body.remove(u"x_extra"_s);
    body.remove(u"x_unknown"_s);
    for (const QString &member : row.lackingMembers)
        body.remove(member);
    return body;
}

} // namespace

QStringList faultsOf(const Row &row, const QJsonObject &body)
{
    const test::JsonSchema &schema = test::schemaFile(QString::fromLatin1(row.schema));
    const QString pointer = test::schemaPointer(schema, QString::fromLatin1(row.operation));
    if (pointer.isEmpty())
        return {u"the description lacks the operation"_s};
    const QJsonObject checked = described(row, body);
    QStringList out;
    for (const QString &fault : schema.errors(pointer, checked)) {
        if (!row.excused.contains(fault.section(u':', 0, 0).section(u'/', 0, 0)))
            out += fault;
    }
    static const QRegularExpression number(u"/\\d+/"_s);
    for (const QString &path : schema.unknownMembers(pointer, checked)) {
        if (!row.lackingMembers.contains(QString(path).replace(number, u"/*/"_s)))
            out += u"unknown member "_s + path;
    }
    return out;
}

} // namespace lineup::grid
