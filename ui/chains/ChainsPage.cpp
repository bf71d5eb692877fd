// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chains/ChainsPage.h"

#include "core/routing/PlanOfRequest.h"
#include "ui/chains/ChainEditor.h"
#include "ui/chains/ChainList.h"
#include "ui/chains/FireDrillDialog.h"
#include "ui/chains/SimulatorPanel.h"
#include "ui/chains/StepsTable.h"
#include "ui/models/BudgetText.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Spacing.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/ColumnScroll.h"
#include "ui/widgets/EmptyState.h"

#include <QInputDialog>
#include <QListView>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QStackedLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

constexpr int listWidth = 200;
constexpr int mostModels = 3; // that a template is filled with

Meaning meaningOf(ChainListModel::Health health)
{
    switch (health) {
    case ChainListModel::Health::Good:
        return Meaning::Good;
    case ChainListModel::Health::Degraded:
        return Meaning::Warning;
    case ChainListModel::Health::Broken:
        break;
    }
    return Meaning::Error;
}

} // namespace

ChainsPage::ChainsPage(const UiContext &context, QWidget *parent)
    : Page(parent), m_context(context), m_directory(context.catalogue, context.vault, &context.chains),
      m_budgets(context.budgets), m_edits(context.chains),
      m_model(context.chains, [this](const QString &chain, const QString &model) { return stateOf(chain, model); }),
      m_addMenu(new QMenu(this))
{
    m_ticker.setInterval(std::chrono::seconds(1));
    buildActions();
    fillAddMenu();
    buildLayout();
    wire();
    m_list->select({});
    showSelected();
    showBookFault();
}

ChainsPage::~ChainsPage()
{
    m_edits.disconnect(this);
    m_budgets.disconnect(this);
    m_edits.stack().disconnect();
    m_directory.disconnect(this);
    m_context.chains.disconnect(this);
    delete findChild<QWidget *>(u"chainsContent"_s); // its views look into our models
}

QString ChainsPage::id()
{
    return u"chains"_s;
}

QString ChainsPage::name()
{
    return tr("Chains");
}

void ChainsPage::buildActions()
{
    const auto action = [this](const QString &text, const QString &iconName, const QKeySequence &keys, auto slot) {
        auto *made = new QAction(text, this);
        if (!iconName.isEmpty())
            made->setIcon(icon(iconName));
        made->setShortcut(keys);
        made->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        made->setProperty("menu", u"edit"_s);
        connect(made, &QAction::triggered, this, slot);
        addAction(made);
        m_actions += made;
        return made;
    };
    QAction *undo = m_edits.stack().createUndoAction(this, tr("Undo in chains:"));
    QAction *redo = m_edits.stack().createRedoAction(this, tr("Redo in chains:"));
    undo->setShortcuts(QKeySequence::Undo);
    redo->setShortcuts(QKeySequence::Redo);
    for (QAction *each : {undo, redo}) {
        each->setProperty("menu", u"edit"_s);
        each->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(each);
        m_actions += each;
    }
    m_rename = action(tr("Rename the chain…"), u"edit"_s, {}, &ChainsPage::askRename);
    m_duplicate = action(tr("Duplicate the chain"), u"copy"_s, {}, &ChainsPage::duplicate);
    m_delete = action(tr("Delete the chain…"), u"trash"_s, {}, &ChainsPage::askDelete);
}

void ChainsPage::fillAddMenu()
{
    const auto add = [this](const QString &text, auto slot) {
        QAction *made = m_addMenu->addAction(text);
        connect(made, &QAction::triggered, this, slot);
    };
    add(tr("Reliable: one after the other"), [this] { addFromTemplate(ChainTemplate::Reliable); });
    add(tr("Cheap first"), [this] { addFromTemplate(ChainTemplate::CheapFirst); });
    add(tr("Local first"), [this] { addFromTemplate(ChainTemplate::LocalFirst); });
    add(tr("Long context"), [this] { addFromTemplate(ChainTemplate::LongContext); });
    m_addMenu->addSeparator();
    add(tr("Empty: choose the first model…"), [this] { addEmpty(); });
}

void ChainsPage::buildLayout()
{
    auto *content = new QWidget(this);
    content->setObjectName(u"chainsContent"_s);
    m_list = new ChainList(m_model, m_addMenu, {m_rename, m_duplicate, m_delete}, content);
    m_editor = new ChainEditor(
        m_directory, [this](const QString &chain, const QString &model) { return stateOf(chain, model); }, content);
    m_simulator = new SimulatorPanel(m_context.catalogue, m_context.chains, content);
    auto *scroll = new ColumnScroll(content);
    scroll->setWidget(m_editor);
    m_down = new QSplitter(Qt::Vertical, content);
    m_down->setChildrenCollapsible(false);
    m_down->addWidget(scroll);
    m_down->addWidget(m_simulator);
    m_down->setStretchFactor(0, 1);
    m_down->setStretchFactor(1, 0);
    m_across = new QSplitter(Qt::Horizontal, content);
    m_across->setChildrenCollapsible(false);
    m_across->addWidget(m_list);
    m_across->addWidget(m_down);
    m_across->setStretchFactor(1, 1);
    m_across->setSizes({listWidth, 4 * listWidth});
    auto *inside = new QVBoxLayout(content);
    inside->setContentsMargins({});
    inside->addWidget(m_across);

    auto *empty = new EmptyState(u"chains"_s, tr("A chain is tried from top to bottom until one answers."), this);
    QPushButton *create = empty->addButton(tr("Create from template"));
    create->setObjectName(u"createFromTemplate"_s);
    create->setMenu(m_addMenu);
    m_banner = new Banner(Meaning::Error, {}, this);
    m_banner->setObjectName(u"chainsBanner"_s);
    m_banner->setClosable(true);
    m_banner->hide();
    m_stack = new QStackedLayout;
    m_stack->addWidget(empty);
    m_stack->addWidget(content);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Spacing::large, Spacing::large, Spacing::large, Spacing::large);
    layout->setSpacing(Spacing::small);
    layout->addWidget(m_banner);
    layout->addLayout(m_stack, 1);
}

void ChainsPage::wire()
{
    connect(m_list, &ChainList::selectionChanged, this, [this] {
        showSelected();
        Q_EMIT stateDirty();
    });
    // Keys that belong to the list alone: in a field, Delete deletes letters.
    const auto inList = [this](const QKeySequence &keys, auto slot) {
        auto *shortcut = new QShortcut(keys, &m_list->view());
        shortcut->setContext(Qt::WidgetShortcut);
        connect(shortcut, &QShortcut::activated, this, slot);
    };
    inList(QKeySequence(QKeySequence::Delete), &ChainsPage::askDelete);
    inList(QKeySequence(Qt::Key_F2), &ChainsPage::askRename);
    connect(m_editor, &ChainEditor::edited, this, [this](const Chain &after, const QString &text, int current) {
        if (const Chain *before = selected()) {
            const Chain was = *before;
            m_edits.change(was, after, text, current);
        }
    });
    connect(m_editor, &ChainEditor::keyWanted, this,
        [this](const QString &service) { Q_EMIT pageRequested(u"keys"_s, service); });
    connect(m_editor, &ChainEditor::budgetWanted, this,
        [this](const QString &id) { Q_EMIT pageRequested(u"budgets"_s, id); });
    connect(m_editor, &ChainEditor::chainWanted, this, &ChainsPage::openItem);
    connect(&m_budgets, &BudgetWatch::changed, this, &ChainsPage::refreshStates);
    connect(&m_edits, &ChainEdits::failed, this, [this](const Error &error) {
        showError(tr("This was not saved: %1").arg(error.detail));
        showSelected(); // what the fields show is what the book has
    });
    connect(&m_edits, &ChainEdits::done, this, [this](const QString &name, int current) {
        m_banner->hide();
        if (!name.isEmpty())
            m_list->select(name);
        showSelected();
        m_editor->steps().selectStep(current);
    });
    connect(&m_context.chains, &ChainBook::changed, this, [this] {
        if (m_list->selected().isEmpty())
            m_list->select(m_editor->chain().name);
        showSelected();
        showBookFault();
        watchBudgets();
    });
    connect(&m_directory, &ModelDirectory::changed, this, &ChainsPage::refreshStates);
    connect(&m_ticker, &QTimer::timeout, this, &ChainsPage::refreshStates);
    connect(m_simulator, &SimulatorPanel::saveRequested, this, &ChainsPage::saveScenario);
    connect(m_simulator, &SimulatorPanel::acceptRequested, this, &ChainsPage::acceptScenarios);
    connect(m_simulator, &SimulatorPanel::forgetRequested, this, &ChainsPage::forgetScenario);
    connect(m_simulator, &SimulatorPanel::drillRequested, this, [this] {
        const Chain *chain = selected();
        if (!chain)
            return;
        auto *dialog = new FireDrillDialog(m_context.router, *chain, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
}

const Chain *ChainsPage::selected() const
{
    return m_context.chains.find(m_list->selected());
}

TargetState ChainsPage::stateOf(const QString &chain, const QString &modelString) const
{
    if (modelString.startsWith(chainPrefix)) {
        if (const Chain *inner = m_context.chains.find(QStringView(modelString).sliced(chainPrefix.size())))
            return stateOfChain(chain, *inner);
    }
    const PaneModel model = m_directory.describe(modelString);
    TargetState out {.service = model.service, .serviceLabel = model.serviceLabel, .info = model.info};
    const std::optional<BudgetWatch::Target> asked = watched(chain, modelString);
    if (!asked) {
        out.kind = TargetState::Kind::Unknown;
        out.problem = model.problem;
        return out;
    }
    if (m_directory.keysKnown() && m_directory.needsKey(model.service)) {
        out.kind = TargetState::Kind::NoKey;
        return out;
    }
    out.left = m_context.router.memory().cooldowns.remaining(asked->id());
    if (const std::optional<BudgetStatus> spent = m_budgets.blocking(*asked)) {
        out.kind = TargetState::Kind::OverBudget;
        out.problem = BudgetText::blocked(*spent);
        out.budget = spent->budget.id;
    } else if (out.left.count() > 0) {
        out.kind = TargetState::Kind::Cooling;
    } else if (m_context.router.memory().cooldowns.state(asked->id()) == Cooldowns::State::Probing) {
        out.kind = TargetState::Kind::Probed;
    }
    return out;
}

// Of a chain that a step names: how those are that it asks, for calls of the chain that has the step.
TargetState ChainsPage::stateOfChain(const QString &asked, const Chain &inner) const
{
    const QList<RouteStep> steps = planOf(inner, {}, &m_context.chains).steps;
    TargetState out {.steps = int(steps.size())};
    bool some = false;
    QStringList troubles;
    for (const RouteStep &step : steps) {
        for (const RouteTarget &target : step.targets) {
            const TargetState each = stateOf(asked, target.model);
            const bool good = each.kind == TargetState::Kind::Ok || each.kind == TargetState::Kind::Probed;
            some = some || good;
            if (!good)
                troubles += tr("%1: %2", "model, what is wrong").arg(target.model, ChainStepsModel::stateText(each));
        }
    }
    troubles.removeDuplicates();
    out.problem = troubles.join(u'\n');
    if (!troubles.isEmpty())
        out.kind = some ? TargetState::Kind::Degraded : TargetState::Kind::Broken;
    return out;
}

// What a budget is asked about; empty: the model string names no model.
std::optional<BudgetWatch::Target> ChainsPage::watched(const QString &chain, const QString &modelString) const
{
    const PaneModel model = m_directory.describe(modelString);
    if (model.service.isEmpty())
        return std::nullopt;
    return BudgetWatch::Target {.chain = chain,
        .service = model.service,
        .model = model.info ? model.info->id : modelString.section(u'/', 1),
        .free = model.demo || (model.info && model.info->free)};
}

// Every model of every chain: the list says how each chain is. A budget may be one of the chain that is asked.
void ChainsPage::watchBudgets()
{
    QList<BudgetWatch::Target> targets;
    for (const Chain &chain : m_context.chains.chains()) {
        const QList<RouteStep> steps = planOf(chain, {}, &m_context.chains).steps;
        for (const RouteStep &step : steps) {
            for (const RouteTarget &target : step.targets) {
                const std::optional<BudgetWatch::Target> one = watched(chain.modelString(), target.model);
                if (one && !targets.contains(*one))
                    targets += *one;
            }
        }
    }
    m_budgets.watch(targets);
}

void ChainsPage::refreshStates()
{
    m_model.refresh();
    m_editor->refresh();
    const Chain *chain = selected();
    if (!chain)
        return;
    m_editor->setBeginning(m_context.router.memory().firstStep(chain->name));
    const ChainListModel::Health health = m_model.health(*chain);
    m_editor->setHealth(meaningOf(health), ChainListModel::healthWord(health));
}

void ChainsPage::showSelected()
{
    const Chain *chain = selected();
    m_stack->setCurrentIndex(m_model.rowCount() > 0 ? 1 : 0);
    for (QAction *action : {m_rename, m_duplicate, m_delete})
        action->setEnabled(chain != nullptr);
    if (!chain)
        return;
    const Chain shown = *chain; // the book may be read anew meanwhile
    m_editor->setChain(shown, planOf(shown, {}, &m_context.chains));
    m_simulator->setChain(shown);
    refreshStates();
}

void ChainsPage::showError(const QString &text)
{
    m_banner->setText(text);
    m_banner->show();
}

void ChainsPage::showBookFault()
{
    if (const std::optional<Error> fault = m_context.chains.error())
        showError(tr("The file of chains could not be read; the last good ones are in use. %1").arg(fault->detail));
}

QStringList ChainsPage::modelsFor(ChainTemplate kind) const
{
    QStringList local;
    for (const ModelDirectory::Offer &offer : m_directory.localOffers())
        local += offer.models.value(0);
    QStringList out = kind == ChainTemplate::LocalFirst ? local : QStringList();
    for (const ModelDirectory::Offer &offer : m_directory.keyOffers()) {
        if (!offer.models.isEmpty())
            out += offer.models.first();
    }
    if (out.isEmpty())
        out = local + m_directory.demoModels();
    if (kind == ChainTemplate::LongContext) {
        const auto context = [this](const QString &model) {
            const PaneModel known = m_directory.describe(model);
            return known.info ? known.info->contextTokens : 0;
        };
        std::stable_sort(out.begin(), out.end(),
            [&](const QString &one, const QString &other) { return context(one) < context(other); });
    }
    out.removeDuplicates();
    return out.mid(0, mostModels);
}

void ChainsPage::addFromTemplate(ChainTemplate kind)
{
    addChain(chainFromTemplate(kind, modelsFor(kind)), tr("Add chain from template"));
}

void ChainsPage::addEmpty()
{
    m_editor->steps().pickModel({}, this, [this](const QString &model) {
        Chain chain {.name = u"chain"_s};
        RouteStep step;
        step.targets = {{.model = model}};
        chain.steps = {step};
        addChain(chain, tr("Add chain"));
    });
}

void ChainsPage::addChain(Chain chain, const QString &text)
{
    chain.name = m_edits.freeName(chain.name);
    if (m_edits.add(chain, text))
        m_editor->steps().setFocus();
}

void ChainsPage::askRename()
{
    const Chain *chain = selected();
    if (!chain)
        return;
    auto *dialog = new QInputDialog(this);
    dialog->setObjectName(u"renameDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Rename chain"));
    dialog->setLabelText(tr("Name (letters, digits, '-', '_' and '.'):"));
    dialog->setTextValue(chain->name);
    dialog->setOkButtonText(tr("Rename"));
    connect(dialog, &QInputDialog::textValueSelected, this, [this, before = *chain](const QString &name) {
        Chain after = before;
        after.name = name.trimmed();
        m_edits.change(before, after, tr("Rename chain"), -1);
    });
    dialog->open();
}

void ChainsPage::duplicate()
{
    if (const Chain *chain = selected())
        addChain(*chain, tr("Duplicate chain"));
}

void ChainsPage::askDelete()
{
    const Chain *chain = selected();
    if (!chain)
        return;
    auto *box = new QMessageBox(QMessageBox::Question, tr("Delete chain"),
        tr("Delete the chain %1 and its tests?").arg(chain->name), QMessageBox::NoButton, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    const QStringList users = m_context.chains.thatUse(chain->modelString());
    const QString named = users.isEmpty()
        ? QString()
        : tr("Other chains name it and leave it out then: %1.").arg(QLocale().createSeparatedList(users));
    box->setInformativeText(
        tr("Panes and programs that ask for %1 get an error then. It can be undone.").arg(chain->modelString())
        + (named.isEmpty() ? named : QString(u' ' + named)));
    QPushButton *remove = box->addButton(tr("Delete chain"), QMessageBox::DestructiveRole);
    box->setEscapeButton(box->addButton(tr("Keep"), QMessageBox::RejectRole));
    connect(remove, &QPushButton::clicked, this, [this, gone = *chain] { m_edits.remove(gone); });
    box->open();
}

void ChainsPage::saveScenario(const Scenario &scenario)
{
    auto *dialog = new QInputDialog(this);
    dialog->setObjectName(u"scenarioDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Save as test"));
    dialog->setLabelText(tr("Name of the test; one of the same name is replaced:"));
    dialog->setTextValue(scenario.name);
    dialog->setOkButtonText(tr("Save"));
    connect(dialog, &QInputDialog::textValueSelected, this, [this, scenario](const QString &name) {
        const Chain *chain = selected();
        if (!chain || name.trimmed().isEmpty())
            return;
        const Chain before = *chain;
        Chain after = before;
        Scenario test = scenario;
        test.name = name.trimmed();
        after.scenarios.removeIf([&](const Scenario &each) { return each.name == test.name; });
        after.scenarios += test;
        m_edits.change(before, after, tr("Save test"));
    });
    dialog->open();
}

void ChainsPage::acceptScenarios()
{
    const Chain *chain = selected();
    if (!chain)
        return;
    const Chain before = *chain;
    Chain after = before;
    for (Scenario &test : after.scenarios)
        test.expected = simulate(after, test, m_context.catalogue, &m_context.chains).trace();
    m_edits.change(before, after, tr("Accept changed tests"));
}

void ChainsPage::forgetScenario(const QString &name)
{
    const Chain *chain = selected();
    if (!chain)
        return;
    const Chain before = *chain;
    Chain after = before;
    after.scenarios.removeIf([&](const Scenario &each) { return each.name == name; });
    m_edits.change(before, after, tr("Delete test"));
}

QJsonObject ChainsPage::saveState() const
{
    return {{u"chain"_s, m_list->selected()}};
}

void ChainsPage::restoreState(const QJsonObject &state)
{
    openItem(state.value("chain"_L1).toString());
}

void ChainsPage::openItem(const QString &argument)
{
    if (m_context.chains.find(argument))
        m_list->select(argument);
}

void ChainsPage::focusMain()
{
    if (m_model.rowCount() > 0)
        m_list->view().setFocus();
    else if (auto *create = findChild<QPushButton *>(u"createFromTemplate"_s))
        create->setFocus();
}

void ChainsPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    m_directory.refreshKeys();
    watchBudgets();
    refreshStates();
    m_ticker.start();
    QMetaObject::invokeMethod(this, &ChainsPage::shareHeight, Qt::QueuedConnection); // when the layout is done
}

// The simulator gets what it wants at first, the editor the rest; after that the person decides.
void ChainsPage::shareHeight()
{
    if (std::exchange(m_shared, true))
        return;
    const int wanted = m_simulator->sizeHint().height();
    m_down->setSizes({qMax(1, m_down->height() - wanted), wanted});
}

void ChainsPage::hideEvent(QHideEvent *event)
{
    Page::hideEvent(event);
    m_ticker.stop();
}

} // namespace lineup::ui
