// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/budgets/ScopeForm.h"

#include "ui/theme/Spacing.h"
#include "ui/theme/Theme.h"

#include <QComboBox>
#include <QCompleter>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

constexpr int columns = 3;

struct Words
{
    const char *name; // stable
    const char *label;
    const char *any;
};

constexpr Words words[ScopeForm::PartCount] {
    {"user", QT_TRANSLATE_NOOP("ScopeForm", "&User"), QT_TRANSLATE_NOOP("ScopeForm", "any user")},
    {"service", QT_TRANSLATE_NOOP("ScopeForm", "Ser&vice"), QT_TRANSLATE_NOOP("ScopeForm", "any service")},
    {"model", QT_TRANSLATE_NOOP("ScopeForm", "&Model or chain"), QT_TRANSLATE_NOOP("ScopeForm", "any model")},
    {"project", QT_TRANSLATE_NOOP("ScopeForm", "Pro&ject"), QT_TRANSLATE_NOOP("ScopeForm", "any project")},
    {"tag", QT_TRANSLATE_NOOP("ScopeForm", "Ta&g"), QT_TRANSLATE_NOOP("ScopeForm", "any tag")},
    {"source", QT_TRANSLATE_NOOP("ScopeForm", "Sent &from"), QT_TRANSLATE_NOOP("ScopeForm", "anywhere")},
};

QString translated(const char *text)
{
    return QCoreApplication::translate("ScopeForm", text);
}

} // namespace

ScopeForm::ScopeForm(QWidget *parent) : QWidget(parent)
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins({});
    grid->setHorizontalSpacing(Spacing::small);
    grid->setVerticalSpacing(Spacing::hair);
    grid->setRowMinimumHeight(2, 1); // the two spacings round it are a breath between the lines
    for (int i = 0; i < PartCount; ++i) {
        auto *label = new QLabel(translated(words[i].label), this);
        label->setFont(themeFont(TextSize::Caption));
        label->setForegroundRole(QPalette::PlaceholderText);
        m_boxes[i] = makeBox(Part(i));
        label->setBuddy(m_boxes[i]);
        grid->addWidget(label, i / columns * 3, i % columns);
        grid->addWidget(m_boxes[i], i / columns * 3 + 1, i % columns);
        grid->setColumnStretch(i % columns, 1);
    }
}

QComboBox *ScopeForm::makeBox(Part part)
{
    auto *box = new QComboBox(this);
    box->setObjectName(u"scope-"_s + QString::fromLatin1(words[part].name));
    box->setEditable(true);
    box->setInsertPolicy(QComboBox::NoInsert);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(8);
    box->lineEdit()->setPlaceholderText(translated(words[part].any));
    const QString name = translated(words[part].label).remove(u'&');
    box->setAccessibleName(name);
    box->lineEdit()->setAccessibleName(name);
    box->setToolTip(tr("Empty: %1", "any user").arg(translated(words[part].any)));
    box->completer()->setFilterMode(Qt::MatchContains);
    box->completer()->setCompletionMode(QCompleter::PopupCompletion);
    box->completer()->setCaseSensitivity(Qt::CaseInsensitive);
    const auto over = [this, part] {
        const QString now = value(part);
        if (std::exchange(m_values[part], now) == now)
            return;
        Q_EMIT edited();
    };
    connect(box->lineEdit(), &QLineEdit::textEdited, this, &ScopeForm::typed);
    connect(box->lineEdit(), &QLineEdit::editingFinished, this, over);
    connect(box, &QComboBox::activated, this, over);
    return box;
}

void ScopeForm::setChoices(Part part, const QList<Choice> &choices)
{
    QComboBox *box = m_boxes[part];
    const QSignalBlocker quiet(box);
    const QString now = m_values[part];
    const QString typed = box->currentText();
    const bool typing = box->lineEdit()->hasFocus() && box->lineEdit()->isModified();
    box->clear();
    box->addItem(QString(), QString()); // any
    for (const Choice &choice : choices)
        box->addItem(choice.label.isEmpty() ? choice.value : choice.label, choice.value);
    if (typing)
        box->setEditText(typed);
    else
        show(part, now);
}

void ScopeForm::show(Part part, const QString &value)
{
    QComboBox *box = m_boxes[part];
    const QSignalBlocker quiet(box);
    m_values[part] = value;
    const int known = box->findData(value);
    box->setCurrentIndex(known);
    box->setEditText(known >= 0 ? box->itemText(known) : value);
    box->lineEdit()->setCursorPosition(0);
}

QString ScopeForm::value(Part part) const
{
    const QComboBox *box = m_boxes[part];
    const QString text = box->currentText().trimmed();
    const int known = box->findText(text, Qt::MatchFixedString);
    return known >= 0 ? box->itemData(known).toString() : text;
}

void ScopeForm::setScope(const BudgetScope &scope)
{
    show(User, scope.user);
    show(Service, scope.service);
    show(Model, scope.model);
    show(Project, scope.project);
    show(Tag, scope.tag);
    show(Source, scope.source);
}

BudgetScope ScopeForm::scope() const
{
    return {.user = value(User),
        .service = value(Service),
        .model = value(Model),
        .project = value(Project),
        .tag = value(Tag),
        .source = value(Source)};
}

} // namespace lineup::ui
