// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/markdown/HighlightRules.h"

#include "core/base/JsonReader.h"

#include <QDir>
#include <QFile>

#include <memory>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

CodeClass classNamed(const QString &name)
{
    static const QHash<QString, CodeClass> names {{u"keyword"_s, CodeClass::Keyword}, {u"type"_s, CodeClass::Type},
        {u"constant"_s, CodeClass::Constant}, {u"number"_s, CodeClass::Number}, {u"string"_s, CodeClass::String},
        {u"comment"_s, CodeClass::Comment}, {u"name"_s, CodeClass::Name}, {u"markup"_s, CodeClass::Markup},
        {u"added"_s, CodeClass::Added}, {u"removed"_s, CodeClass::Removed}};
    return names.value(name, CodeClass::None);
}

void readWords(JsonReader &reader, const QString &key, CodeClass code, HighlightRules &rules)
{
    for (const QString &word : reader.text(key).split(u' ', Qt::SkipEmptyParts))
        rules.words.insert(rules.caseInsensitive ? word.toLower() : word, code);
}

HighlightRules readRules(JsonReader &reader, QStringList &complaints)
{
    HighlightRules rules;
    rules.label = reader.requiredText(u"label");
    const QJsonObject labels = reader.object(u"labels");
    for (auto it = labels.begin(); it != labels.end(); ++it)
        rules.labels.insert(it.key(), it.value().toString());
    rules.caseInsensitive = reader.boolean(u"caseInsensitive").value_or(false);
    rules.commentNeedsSpace = reader.boolean(u"commentNeedsSpace").value_or(false);
    rules.functions = reader.boolean(u"functions").value_or(false);
    rules.markup = reader.boolean(u"markup").value_or(false);
    rules.identifierExtra = reader.text(u"identifierExtra");
    rules.sigils = reader.text(u"sigils");
    rules.lineComments = reader.texts(u"lineComments");
    readWords(reader, u"keywords"_s, CodeClass::Keyword, rules);
    readWords(reader, u"types"_s, CodeClass::Type, rules);
    readWords(reader, u"constants"_s, CodeClass::Constant, rules);
    for (const QJsonValue &value : reader.array(u"regions")) {
        JsonReader region(value.toObject());
        const QString escape = region.text(u"escape");
        rules.regions.append({.start = region.requiredText(u"start"),
            .end = region.requiredText(u"end"),
            .escape = escape.isEmpty() ? QChar() : escape.front(),
            .code = classNamed(region.text(u"class", u"string"_s)),
            .lines = region.boolean(u"lines").value_or(false),
            .keyBefore = region.text(u"keyBefore"),
            .maxLength = static_cast<int>(region.integer(u"maxLength").value_or(0))});
        if (!region.ok() || rules.regions.last().code == CodeClass::None)
            complaints.append(rules.label + u": a region"_s);
    }
    for (const QJsonValue &value : reader.array(u"linePatterns")) {
        JsonReader pattern(value.toObject());
        rules.linePatterns.append(
            {QRegularExpression(pattern.requiredText(u"pattern")), classNamed(pattern.requiredText(u"class"))});
        if (!rules.linePatterns.last().pattern.isValid() || rules.linePatterns.last().code == CodeClass::None)
            complaints.append(rules.label + u": a line pattern"_s);
    }
    return rules;
}

struct Table
{
    QHash<QString, std::shared_ptr<const HighlightRules>> byName;
    QStringList complaints;

    Table()
    {
        const QDir folder(u":/highlight"_s);
        for (const QString &file : folder.entryList({u"*.json"_s})) {
            QFile in(folder.filePath(file));
            const auto object = in.open(QIODevice::ReadOnly) ? parseJsonObject(in.readAll()) : QJsonObject();
            if (!object) {
                complaints.append(file + u": "_s + object.error().detail);
                continue;
            }
            JsonReader reader(*object, file);
            const auto rules = std::make_shared<const HighlightRules>(readRules(reader, complaints));
            for (const QString &name : reader.texts(u"names")) {
                if (byName.contains(name))
                    complaints.append(file + u": second "_s + name);
                byName.insert(name, rules);
            }
            if (!reader.ok())
                complaints.append(reader.error()->detail);
        }
    }
};

const Table &table()
{
    static const Table theTable;
    return theTable;
}

} // namespace

const HighlightRules *HighlightRules::of(const QString &language)
{
    return table().byName.value(language.toLower()).get();
}

QStringList HighlightRules::languages()
{
    return table().byName.keys();
}

QStringList HighlightRules::complaints()
{
    return table().complaints;
}

} // namespace lineup::ui
