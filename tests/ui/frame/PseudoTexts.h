// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QStatusBar>
#include <QTableView>
#include <QTranslator>

#include <algorithm>

namespace lineup::test {

using namespace Qt::StringLiterals;

// Puts every text that is given to a translator between brackets: what has none was never given to one.
class PseudoTranslator final : public QTranslator
{
public:
    [[nodiscard]] bool isEmpty() const override { return false; }
    [[nodiscard]] QString translate(const char *context, const char *source, const char *, int) const override
    {
        // Qt's own words are Qt's to translate.
        const QByteArrayView place(context);
        return place.startsWith('Q') ? QString() : u'⟦' + QString::fromUtf8(source) + u'⟧';
    }
};

// Numbers, names of libraries, licences and keys are the same in each language.
inline bool isName(const QString &text)
{
    static const QRegularExpression number(u"^[\\d\\s.,$%–…-]*$"_s);
    static const QStringList names {u"Qt 6"_s, u"Qt Charts"_s, u"GPL-3.0"_s, u"QtKeychain"_s, u"tl::expected"_s,
        u"MD4C"_s, u"SQLite"_s, u"LGPL-3.0"_s, u"BSD-3-Clause"_s, u"CC0-1.0"_s, u"MIT"_s, u"public domain"_s};
    return names.contains(text) || number.match(text).hasMatch();
}

// As the locale writes dates.
inline bool isDate(const QString &text)
{
    static const QRegularExpression date(
        u"^[\\d\\s,.:–-]*(((Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|"
        "September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[\\d\\s,.:–-]*)+$"_s);
    return date.match(text).hasMatch();
}

// "Ctrl+C; F16": what is on the keys.
inline bool isKeys(const QString &text)
{
    static const QRegularExpression one(
        u"^((Ctrl|Alt|Shift|Meta)\\+.+|F\\d+|Esc|Help|Undo|Redo|Cut|Copy|Paste|Again)$"_s);
    const QStringList parts = text.split(u"; "_s);
    return std::ranges::all_of(parts, [](const QString &part) { return one.match(part).hasMatch(); });
}

inline bool isTranslated(const QString &text)
{
    return isName(text) || text.contains(u'⟦');
}

// Every text of a widget that a person sees or hears.
inline QStringList textsOf(const QWidget &widget)
{
    QStringList texts {widget.toolTip(), widget.whatsThis(), widget.accessibleName(), widget.accessibleDescription()};
    if (widget.isWindow())
        texts.append(widget.windowTitle());
    if (const auto *label = qobject_cast<const QLabel *>(&widget))
        texts.append(label->text());
    if (const auto *button = qobject_cast<const QAbstractButton *>(&widget))
        texts.append(button->text());
    if (const auto *edit = qobject_cast<const QLineEdit *>(&widget))
        texts.append(edit->placeholderText());
    if (const auto *bar = qobject_cast<const QStatusBar *>(&widget))
        texts.append(bar->currentMessage());
    if (const auto *box = qobject_cast<const QComboBox *>(&widget)) {
        for (int i = 0; i < box->count(); ++i)
            texts.append(box->itemText(i));
    }
    const auto *view = qobject_cast<const QAbstractItemView *>(&widget);
    if (const QAbstractItemModel *model = view ? view->model() : nullptr) {
        for (int column = 0; column < model->columnCount(); ++column) {
            if (qobject_cast<const QTableView *>(view))
                texts.append(model->headerData(column, Qt::Horizontal).toString());
            for (int row = 0; row < model->rowCount(); ++row)
                texts.append(model->index(row, column).data().toString());
        }
    }
    return texts;
}

} // namespace lineup::test
