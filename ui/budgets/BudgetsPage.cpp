// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/budgets/BudgetsPage.h"

#include "core/base/Async.h"
#include "ui/budgets/BudgetEditor.h"
#include "ui/budgets/BudgetList.h"
#include "ui/budgets/HistoryPanel.h"
#include "ui/compare/AllowMoreDialog.h"
#include "ui/models/BudgetModel.h"
#include "ui/models/BudgetText.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Spacing.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/ColumnScroll.h"
#include "ui/widgets/EmptyState.h"

#include <QMenu>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QStackedLayout>
#include <QTreeView>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

constexpr int treeWidth = 640; // at first
constexpr int editorWidth = 540;
constexpr qint64 dollar = 1'000'000'000;
constexpr std::chrono::seconds lookAgain {30}; // periods begin and end by themselves

BudgetAction warnAt(int percent)
{
    return {.kind = BudgetAction::Kind::Warn, .percent = percent};
}

BudgetAction block()
{
    return {.kind = BudgetAction::Kind::Block, .percent = 100};
}

} // namespace

BudgetsPage::BudgetsPage(const UiContext &context, QWidget *parent)
    : Page(parent), m_context(context), m_directory(context.catalogue, context.vault, &context.chains),
      m_edits(context.budgets ? std::make_unique<BudgetEdits>(*context.budgets) : nullptr),
      m_model(new BudgetModel(
          context.clock, [this](const QString &service) { return serviceLabel(service); }, this)),
      m_addMenu(new QMenu(this))
{
    m_ticker.setInterval(lookAgain);
    fillAddMenu();
    buildActions();
    buildLayout();
    wire();
    load();
}

BudgetsPage::~BudgetsPage()
{
    if (m_edits) {
        m_edits->disconnect(this);
        m_edits->stack().disconnect();
    }
    delete findChild<QWidget *>(u"budgetsContent"_s); // its views look into our models
}

QString BudgetsPage::id()
{
    return u"budgets"_s;
}

QString BudgetsPage::name()
{
    return tr("Budgets");
}

void BudgetsPage::buildActions()
{
    const auto put = [this](QAction *action) {
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        action->setProperty("menu", u"edit"_s);
        addAction(action);
        m_actions += action;
    };
    const auto make = [&](const QString &text, const QString &iconName, auto slot) {
        auto *made = new QAction(icon(iconName), text, this);
        connect(made, &QAction::triggered, this, slot);
        put(made);
        return made;
    };
    if (m_edits) {
        QAction *undo = m_edits->stack().createUndoAction(this, tr("Undo in budgets:"));
        QAction *redo = m_edits->stack().createRedoAction(this, tr("Redo in budgets:"));
        undo->setShortcuts(QKeySequence::Undo);
        redo->setShortcuts(QKeySequence::Redo);
        put(undo);
        put(redo);
    }
    m_allowMore = make(tr("Allow more of the budget…"), u"unlock"_s, &BudgetsPage::allowMore);
    m_toggle = make(tr("Switch the budget off"), u"stop"_s, &BudgetsPage::toggle);
    m_duplicate = make(tr("Duplicate the budget"), u"copy"_s, &BudgetsPage::duplicate);
    m_delete = make(tr("Delete the budget"), u"trash"_s, &BudgetsPage::removeSelected);
}

void BudgetsPage::fillAddMenu()
{
    const auto put = [this](const QString &text, auto slot) {
        connect(m_addMenu->addAction(text), &QAction::triggered, this, slot);
    };
    put(tr("Dollars a month: warns"), &BudgetsPage::addMonthly);
    put(tr("Dollars a day: blocks"), &BudgetsPage::addDaily);
    put(tr("Requests an hour: blocks"), &BudgetsPage::addRequests);
}

QWidget *BudgetsPage::buildContent()
{
    auto *content = new QWidget(this);
    content->setObjectName(u"budgetsContent"_s);
    m_list = new BudgetList(*m_model, m_addMenu, {m_allowMore, m_toggle, m_duplicate, m_delete}, content);
    m_editor = new BudgetEditor(
        {.budgets = *m_context.budgets, .directory = m_directory, .clock = m_context.clock}, content);
    m_editor->setServiceLabels([this](const QString &service) { return serviceLabel(service); });
    auto *scroll = new ColumnScroll(content);
    scroll->setWidget(m_editor);
    m_across = new QSplitter(Qt::Horizontal, content);
    m_across->setChildrenCollapsible(false);
    m_across->addWidget(m_list);
    m_across->addWidget(scroll);
    m_across->setStretchFactor(0, 1);
    m_across->setStretchFactor(1, 1);
    m_across->setSizes({treeWidth, editorWidth});
    auto *inside = new QVBoxLayout(content);
    inside->setContentsMargins({});
    inside->addWidget(m_across);
    return content;
}

void BudgetsPage::buildLayout()
{
    auto *empty = new EmptyState(u"budgets"_s,
        tr("A budget counts what your calls cost, warns you, and stops them before they cost more than you want."),
        this);
    QPushButton *create = empty->addButton(tr("Set a monthly budget"));
    create->setObjectName(u"createBudget"_s);
    connect(create, &QPushButton::clicked, this, &BudgetsPage::addMonthly);
    m_unreadable = new EmptyState(u"budgets"_s, tr("There is no ledger here that budgets could be counted in."), this);
    m_banner = new Banner(Meaning::Error, {}, this);
    m_banner->setObjectName(u"budgetsBanner"_s);
    m_banner->setClosable(true);
    m_banner->hide();
    m_stack = new QStackedLayout;
    m_stack->addWidget(empty);
    m_stack->addWidget(m_edits ? buildContent() : new QWidget(this));
    m_stack->addWidget(m_unreadable);
    m_stack->setCurrentIndex(m_edits ? None : Unreadable);
    create->setEnabled(m_edits != nullptr);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Spacing::large, Spacing::large, Spacing::large, Spacing::large);
    layout->setSpacing(Spacing::small);
    layout->addWidget(m_banner);
    layout->addLayout(m_stack, 1);
}

void BudgetsPage::wire()
{
    if (!m_edits)
        return;
    connect(m_list, &BudgetList::selectionChanged, this, [this] {
        showSelected();
        Q_EMIT stateDirty();
    });
    // Keys that belong to the tree alone: in a field, Delete deletes letters.
    const auto inTree = [this](const QKeySequence &keys, auto slot) {
        auto *shortcut = new QShortcut(keys, &m_list->view());
        shortcut->setContext(Qt::WidgetShortcut);
        connect(shortcut, &QShortcut::activated, this, slot);
    };
    inTree(QKeySequence(QKeySequence::Delete), &BudgetsPage::removeSelected);
    inTree(QKeySequence(Qt::Key_F2), [this] { m_editor->focusName(); });
    inTree(QKeySequence(Qt::Key_Return), [this] { m_editor->focusName(); });
    connect(
        m_editor, &BudgetEditor::edited, this, [this](const Budget &before, const Budget &after, const QString &text) {
            m_edits->change(before, after, text);
        });
    connect(m_editor, &BudgetEditor::allowMoreRequested, this, &BudgetsPage::allowMore);
    connect(m_edits.get(), &BudgetEdits::failed, this, [this](const Error &error) {
        showError(tr("This was not saved: %1").arg(error.detail), false);
        load(); // what the fields show is what is kept
    });
    connect(m_edits.get(), &BudgetEdits::done, this, [this](const QString &id) {
        m_banner->hide();
        if (!id.isEmpty() && !m_model->indexOf(id).isValid())
            m_wanted = id;
        load();
    });
    connect(m_context.budgets, &Budgets::changed, this, &BudgetsPage::load);
    connect(&m_directory, &ModelDirectory::changed, this, &BudgetsPage::loadChoices);
    connect(&m_ticker, &QTimer::timeout, this, &BudgetsPage::load);
    if (m_context.reports)
        connect(m_context.reports, &Reports::changed, &m_editor->history(), &HistoryPanel::refresh);
}

void BudgetsPage::load()
{
    if (!m_edits)
        return;
    if (m_loading) {
        m_loadAgain = true;
        return;
    }
    m_loading = true;
    whenDone(m_context.budgets->status(), this, [this](const Result<QList<BudgetStatus>> &result) {
        m_loading = false;
        showStatuses(result);
        if (std::exchange(m_loadAgain, false))
            load();
    });
}

void BudgetsPage::showStatuses(const Result<QList<BudgetStatus>> &result)
{
    if (!result) {
        const QString text = tr("The budgets cannot be read: %1").arg(result.error().detail);
        if (!m_loaded) {
            m_unreadable->setSentence(tr("Without the ledger nobody knows what is used of your budgets."));
            m_stack->setCurrentIndex(Unreadable);
        }
        showError(text, true);
        return;
    }
    if (std::exchange(m_loaded, true) && !m_banner->property("retry").toBool()) {
        // What could not be saved stays said until something else is done.
    } else {
        m_banner->hide();
    }
    m_model->setStatuses(*result);
    m_stack->setCurrentIndex(result->isEmpty() ? None : Content);
    openWanted();
    if (m_list->selected().isEmpty())
        m_list->select({});
    showSelected();
}

void BudgetsPage::openWanted()
{
    const QString wanted = std::exchange(m_wanted, {});
    if (wanted.isEmpty())
        return;
    if (wanted == "new"_L1)
        return addMonthly();
    const bool more = wanted.startsWith("allow:"_L1);
    m_list->select(more ? wanted.mid(6) : wanted);
    if (more)
        allowMore();
    if (std::exchange(m_isNew, {}) == m_editor->budget().name && !more)
        m_editor->focusName();
}

const BudgetStatus *BudgetsPage::selected() const
{
    return m_list ? m_model->find(m_list->selected()) : nullptr;
}

void BudgetsPage::showSelected()
{
    const BudgetStatus *status = selected();
    for (QAction *action : {m_duplicate, m_toggle, m_delete})
        action->setEnabled(status != nullptr);
    m_allowMore->setEnabled(status && status->budget.enabled);
    if (!status)
        return;
    const bool on = status->budget.enabled;
    m_toggle->setText(on ? tr("Switch the budget off") : tr("Switch the budget on"));
    m_toggle->setToolTip(m_toggle->text());
    m_toggle->setIcon(icon(on ? u"stop"_s : u"play"_s));
    QStringList names;
    for (const BudgetStatus &other : m_model->statuses()) {
        if (other.budget.id != status->budget.id)
            names += other.budget.name;
    }
    m_editor->setTakenNames(names);
    const bool another = m_editor->budget().id != status->budget.id;
    if (another || !m_edits->isSaving()) // while it is saved the fields know better
        m_editor->setStatus(*status);
    if (another)
        loadChoices();
    loadOverrides();
}

void BudgetsPage::showError(const QString &text, bool retry)
{
    m_banner->setText(text);
    m_banner->clearButtons();
    m_banner->setProperty("retry", retry);
    if (retry)
        connect(m_banner->addButton(tr("Try again")), &QPushButton::clicked, this, &BudgetsPage::load);
    m_banner->show();
}

void BudgetsPage::loadOverrides()
{
    const QString id = m_list->selected();
    whenDone(m_context.budgets->overrides(id), this, [this, id](const Result<QList<BudgetOverride>> &result) {
        if (result && id == m_list->selected())
            m_editor->setOverrides(*result);
    });
}

void BudgetsPage::loadChoices()
{
    if (!m_edits)
        return;
    constexpr std::pair<ScopeForm::Part, SpendGroup> groups[] {{ScopeForm::User, SpendGroup::User},
        {ScopeForm::Project, SpendGroup::Project}, {ScopeForm::Tag, SpendGroup::Tag},
        {ScopeForm::Model, SpendGroup::Model}};
    for (const auto &[part, group] : groups) {
        if (m_context.reports) {
            whenDone(m_context.reports->values(group, {}), this,
                [this, part = part](const Result<SpendTable> &result) { takeChoices(part, result); });
        }
    }
    for (int part = 0; part < ScopeForm::PartCount; ++part)
        m_editor->setChoices(ScopeForm::Part(part), knownChoices(ScopeForm::Part(part)));
}

void BudgetsPage::takeChoices(ScopeForm::Part part, const Result<SpendTable> &result)
{
    if (!result)
        return; // any word can be typed
    QStringList words;
    for (const SpendRow &row : result->rows)
        words += row.keys.value(0);
    m_usedWords.insert(part, words);
    m_editor->setChoices(part, knownChoices(part));
}

QList<ScopeForm::Choice> BudgetsPage::knownChoices(ScopeForm::Part part) const
{
    QList<ScopeForm::Choice> out;
    QStringList words = m_usedWords.value(part);
    if (part == ScopeForm::Service) {
        for (const Service &service : m_context.catalogue.services())
            out += ScopeForm::Choice {.value = service.id, .label = service.label};
        std::sort(out.begin(), out.end(), [](const ScopeForm::Choice &one, const ScopeForm::Choice &other) {
            return one.label.localeAwareCompare(other.label) < 0;
        });
        return out;
    }
    if (part == ScopeForm::Source) {
        for (const QString &source : {u"app"_s, u"cli"_s})
            out += ScopeForm::Choice {.value = source, .label = BudgetText::source(source)};
    }
    if (part == ScopeForm::Model) {
        for (const Chain &chain : m_context.chains.chains())
            words.prepend(chain.modelString());
    }
    for (const BudgetStatus &status : m_model->statuses()) {
        const BudgetScope &scope = status.budget.scope;
        words += part == ScopeForm::User ? scope.user
            : part == ScopeForm::Project ? scope.project
            : part == ScopeForm::Tag     ? scope.tag
            : part == ScopeForm::Model   ? scope.model
                                         : QString();
    }
    words.removeAll(QString());
    words.removeDuplicates();
    for (const QString &word : words)
        out += ScopeForm::Choice {.value = word, .label = {}};
    return out;
}

QString BudgetsPage::serviceLabel(const QString &service) const
{
    const Service *known = m_context.catalogue.service(service);
    return known ? known->label : service;
}

QString BudgetsPage::freeName(const QString &wish) const
{
    const QList<BudgetStatus> all = m_model->statuses();
    const auto taken = [&](const QString &name) {
        return std::any_of(
            all.begin(), all.end(), [&](const BudgetStatus &status) { return status.budget.name == name; });
    };
    QString name = wish;
    for (int number = 2; taken(name); ++number)
        name = tr("%1 %2", "name, number").arg(wish).arg(number);
    return name;
}

void BudgetsPage::add(Budget budget, const QString &text)
{
    if (!m_edits)
        return;
    budget.id.clear();
    budget.name = freeName(budget.name);
    budget.createdAt = m_context.clock.now();
    m_isNew = budget.name;
    m_edits->add(budget, text);
}

void BudgetsPage::addMonthly()
{
    Budget budget;
    budget.name = tr("Monthly");
    budget.limit = 10 * dollar;
    budget.actions = {warnAt(80)};
    add(budget, tr("Add budget"));
}

void BudgetsPage::addDaily()
{
    Budget budget;
    budget.name = tr("Daily");
    budget.limit = dollar;
    budget.period.kind = BudgetPeriod::Kind::Day;
    budget.actions = {warnAt(80), block()};
    add(budget, tr("Add budget"));
}

void BudgetsPage::addRequests()
{
    Budget budget;
    budget.name = tr("Requests an hour");
    budget.meter = Budget::Meter::Requests;
    budget.limit = 60;
    budget.period.kind = BudgetPeriod::Kind::Hour;
    budget.actions = {warnAt(80), block()};
    add(budget, tr("Add budget"));
}

void BudgetsPage::duplicate()
{
    if (const BudgetStatus *status = selected())
        add(status->budget, tr("Duplicate budget"));
}

void BudgetsPage::toggle()
{
    const BudgetStatus *status = selected();
    if (!status)
        return;
    Budget after = status->budget;
    after.enabled = !after.enabled;
    m_edits->change(status->budget, after, after.enabled ? tr("Switch budget on") : tr("Switch budget off"));
}

void BudgetsPage::removeSelected()
{
    const BudgetStatus *status = selected();
    if (!status)
        return;
    const QString undo = QKeySequence(QKeySequence::Undo).toString(QKeySequence::NativeText);
    Q_EMIT statusMessage(tr("Deleted %1. %2 brings it back.", "budget, keys").arg(status->budget.name, undo));
    m_edits->remove(status->budget);
}

void BudgetsPage::allowMore()
{
    const BudgetStatus *status = selected();
    if (!status || !status->budget.enabled || findChild<AllowMoreDialog *>())
        return;
    auto *dialog = new AllowMoreDialog(*m_context.budgets, m_context.clock, *status, this);
    connect(dialog, &AllowMoreDialog::allowed, this, &Page::statusMessage);
    dialog->open();
}

QJsonObject BudgetsPage::saveState() const
{
    return {{u"budget"_s, m_list ? m_list->selected() : QString()}};
}

void BudgetsPage::restoreState(const QJsonObject &state)
{
    openItem(state.value("budget"_L1).toString());
}

void BudgetsPage::openItem(const QString &argument)
{
    m_wanted = argument;
    if (m_loaded && !m_loading)
        openWanted();
}

void BudgetsPage::focusMain()
{
    if (m_stack->currentIndex() == Content)
        m_list->view().setFocus();
    else if (auto *create = findChild<QPushButton *>(u"createBudget"_s))
        create->setFocus();
}

void BudgetsPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    m_directory.refreshKeys();
    load();
    loadChoices();
    m_ticker.start();
}

void BudgetsPage::hideEvent(QHideEvent *event)
{
    Page::hideEvent(event);
    m_ticker.stop();
}

} // namespace lineup::ui
