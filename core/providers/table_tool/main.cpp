// SPDX-License-Identifier: LGPL-3.0-or-later
// The tool behind resources/catalogue/models.json.
//   lineup_model_tool pack models.json out           the packed table that is built into the program
//   lineup_model_tool update table.json models.json DATE out
//       models.json with the rows of a table in LiteLLM's format, whose prices are of DATE. Rows without "from" were
//       written or checked by hand: they stay and get only what they lack. Rows with "from" are made anew.
#include "core/base/JsonReader.h"
#include "core/providers/LitellmTable.h"
#include "core/providers/ModelMerge.h"
#include "core/providers/ModelTable.h"
#include "core/providers/PackedModels.h"

#include <QCoreApplication>
#include <QFile>
#include <QMap>
#include <QSaveFile>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace lineup;

namespace {

int fail(const QString &why)
{
    std::fprintf(stderr, "lineup_model_tool: %s\n", qPrintable(why));
    return 1;
}

QByteArray contents(const QString &name)
{
    QFile file(name);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

int write(const QString &name, const QByteArray &bytes)
{
    QSaveFile file(name);
    const bool written = file.open(QFile::WriteOnly) && file.write(bytes) == bytes.size() && file.commit();
    return written ? 0 : fail(name + u": "_s + file.errorString());
}

int pack(const QString &from, const QString &to)
{
    const Result<QList<ModelInfo>> models = readModelTable(contents(from));
    if (!models)
        return fail(from + u": "_s + models.error().detail);
    const Result<QByteArray> bytes = packModels(*models);
    return bytes ? write(to, *bytes) : fail(from + u": "_s + bytes.error().detail);
}

// A row that was checked by hand keeps its words about the model; prices it lacks are put in where the plain ones
// agree.
ModelInfo completed(const ModelInfo &checked, const ModelInfo &fromTable)
{
    ModelInfo out = checked;
    out.api = fromTable.api;
    out.deprecatedOn = fromTable.deprecatedOn;
    const bool same = checked.price && fromTable.price && checked.price->input == fromTable.price->input
        && checked.price->output == fromTable.price->output;
    if (!same)
        return out;
    out.price->levels = fromTable.price->levels;
    out.price->inputImage = fromTable.price->inputImage;
    out.price->outputImage = fromTable.price->outputImage;
    if (!checked.price->webSearch) {
        out.price->webSearchLow = fromTable.price->webSearchLow;
        out.price->webSearchMedium = fromTable.price->webSearchMedium;
        out.price->webSearchHigh = fromTable.price->webSearchHigh;
    }
    return out;
}

struct Row
{
    ModelInfo model;
    bool checked = false;
};

QString nameOf(const ModelInfo &model)
{
    return model.service + u'\n' + model.id;
}

int update(const QString &tableName, const QString &modelsName, QDate asOf, const QString &to)
{
    const Result<QJsonObject> now = parseJsonObject(contents(modelsName));
    const Result<ForeignTable> table = readForeignTable(contents(tableName), asOf);
    if (!now || !table)
        return fail(now ? tableName + u": "_s + table.error().detail : modelsName + u": "_s + now.error().detail);
    const QDate tableDate = QDate::fromString(now->value("as_of"_L1).toString(), Qt::ISODate);
    QMap<QString, Row> rows;
    QList<ModelInfo> checked;
    QHash<QString, Thinking> thinking; // of rows that are made anew; the table does not tell it
    for (const QJsonValue &value : now->value("models"_L1).toArray()) {
        const Result<ModelInfo> model = readModelRow(value.toObject(), modelsName, tableDate);
        if (!model)
            return fail(model.error().detail);
        if (value.toObject().contains("from"_L1)) {
            thinking.insert(nameOf(*model), model->thinking);
            continue;
        }
        rows.insert(nameOf(*model), {*model, true});
        checked += *model;
    }
    const ModelQuirks quirks(checked);
    for (ModelInfo model : table->models) {
        const auto known = rows.find(nameOf(model));
        model.thinking = thinking.value(nameOf(model));
        quirks.addTo(model);
        if (known != rows.end())
            known->model = completed(known->model, model);
        else
            rows.insert(nameOf(model), {model, false});
    }
    QList<QByteArray> lines;
    for (const Row &row : std::as_const(rows)) {
        QByteArray line = writeModelRow(row.model, tableDate);
        if (!row.checked)
            line.insert(line.size() - 1, ", \"from\": \"litellm\"");
        lines += "  " + line;
    }
    std::fprintf(stderr, "%d rows by hand, %d in all; left out %d that make no sense, %d of other kinds\n",
        int(checked.size()), int(rows.size()), table->skipped, table->others);
    const QByteArray head = "{\"schema\": 1, \"as_of\": \"" + tableDate.toString(Qt::ISODate).toLatin1();
    return write(to, head + "\", \"models\": [\n" + lines.join(",\n") + "\n]}\n");
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList words = QCoreApplication::arguments().mid(1);
    if (words.size() == 3 && words.first() == "pack"_L1)
        return pack(words.at(1), words.at(2));
    const QDate asOf = QDate::fromString(words.value(3), Qt::ISODate);
    if (words.size() == 5 && words.first() == "update"_L1 && asOf.isValid())
        return update(words.at(1), words.at(2), asOf, words.at(4));
    return fail(u"pack MODELS OUT, or update TABLE MODELS DATE OUT"_s);
}
