// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/KeysPage.h"

#include "core/base/Async.h"
#include "core/providers/ServiceAddress.h"
#include "ui/keys/AddServiceDialog.h"
#include "ui/keys/CatalogueDialog.h"
#include "ui/keys/ProbeText.h"
#include "ui/keys/ProbeView.h"
#include "ui/keys/ServiceDetail.h"
#include "ui/keys/StateBanner.h"
#include "ui/keys/SuggestionBar.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Spacing.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/SearchField.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollArea>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QTreeView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

// Local servers are asked when the page is shown, but not each time somebody flips between two pages.
constexpr qint64 searchPause = 30'000; // ms
constexpr int widthForAll = 760; // of the list: below, columns that the detail shows as well are hidden
constexpr int widthForSome = 520;
constexpr int widthForModels = 400;
constexpr int mostOffers = 3; // buttons of one offer

// Rows with room to breathe.
class RoomyDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        return QStyledItemDelegate::sizeHint(option, index) + QSize(Spacing::medium, Spacing::small + Spacing::hair);
    }
};

} // namespace

KeysPage::KeysPage(const UiContext &context, QWidget *parent)
    : Page(parent), m_context(context),
      m_model(new ServiceListModel(context.catalogue, context.vault, context.clock, this)),
      m_proxy(new QSortFilterProxyModel(this)), m_localServers(context.network)
{
    m_proxy->setSourceModel(m_model);
    m_proxy->setFilterCaseSensitivity(Qt::CaseInsensitive);
    buildLayout();
    buildActions();
    wireDetail();
    connect(&m_localServers, &LocalServers::finished, this, &KeysPage::showLocalServers);
    connect(m_suggestions, &SuggestionBar::used, this, &KeysPage::useLocalServer);
    connect(m_suggestions, &SuggestionBar::dismissed, this, [this](const QString &service) {
        m_usedServers.insert(service);
        showLocalServers(m_localServers.servers());
    });
    m_tree->setCurrentIndex(m_proxy->index(0, 0));
    showSelected();
}

KeysPage::~KeysPage() = default;

QString KeysPage::pageId() const
{
    return u"keys"_s;
}

QString KeysPage::title() const
{
    return tr("Keys");
}

QString KeysPage::iconName() const
{
    return u"keys"_s;
}

void KeysPage::openItem(const QString &argument)
{
    if (argument == "models:update"_L1)
        updateModels();
    else
        selectService(argument);
}

void KeysPage::updateModels()
{
    if (m_context.catalogueImport)
        (new CatalogueDialog(*m_context.catalogueImport, m_context.network, this))->open();
}

QList<QAction *> KeysPage::pageActions() const
{
    return {m_addAction, m_findAction, m_deleteAction, m_testAction};
}

void KeysPage::buildList()
{
    m_search = new SearchField(tr("Search services"), this);
    m_search->setObjectName(u"search"_s);
    m_search->installEventFilter(this);
    m_tree = new QTreeView(this);
    m_tree->setObjectName(u"services"_s);
    m_tree->setAccessibleName(tr("Services"));
    m_tree->setModel(m_proxy);
    m_tree->setItemDelegate(new RoomyDelegate(m_tree));
    m_tree->setRootIsDecorated(false);
    m_tree->setUniformRowHeights(true);
    m_tree->setAllColumnsShowFocus(true);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setIconSize({Spacing::icon, Spacing::icon});
    m_tree->setTabKeyNavigation(false);
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_tree->header()->setSectionResizeMode(ServiceListModel::Name, QHeaderView::Stretch);
    m_tree->header()->setSectionsMovable(false);
    m_tree->header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    auto *nothing = new EmptyState(u"search"_s, tr("No service has this name."), this);
    connect(nothing->addButton(tr("Show all services")), &QPushButton::clicked, m_search, &QLineEdit::clear);
    m_listStack = new QStackedWidget(this);
    m_listStack->addWidget(m_tree);
    m_listStack->addWidget(nothing);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_proxy->setFilterFixedString(text.trimmed());
        m_listStack->setCurrentIndex(m_proxy->rowCount() > 0 ? 0 : 1);
        if (!m_tree->currentIndex().isValid())
            m_tree->setCurrentIndex(m_proxy->index(0, 0));
    });
    connect(m_search, &QLineEdit::returnPressed, m_tree, [this] { m_tree->setFocus(); });
}

void KeysPage::buildLayout()
{
    buildList();
    m_stateBanner = new StateBanner(m_context.vault, this);
    m_stateBanner->setObjectName(u"vaultBanner"_s);
    m_offer = new Banner(Meaning::Information, {}, this);
    m_offer->setObjectName(u"offer"_s);
    m_offer->setClosable(true);
    m_offer->hide();
    m_suggestions = new SuggestionBar(this);
    m_suggestions->setObjectName(u"suggestions"_s);

    auto *add = new QPushButton(icon(u"add"_s), tr("Add a service…"), this);
    add->setObjectName(u"addServiceButton"_s);
    connect(add, &QPushButton::clicked, this, &KeysPage::addService);
    auto *left = new QWidget(this);
    auto *list = new QVBoxLayout(left);
    list->setContentsMargins({});
    list->setSpacing(Spacing::small);
    list->addWidget(m_search);
    list->addWidget(m_listStack, 1);
    list->addWidget(add, 0, Qt::AlignLeft);

    m_detail = new ServiceDetail(this);
    auto *scroll = new QScrollArea(this);
    scroll->setWidget(m_detail);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    m_splitter = new QSplitter(Qt::Horizontal, this);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(left);
    m_splitter->addWidget(scroll);
    m_splitter->setStretchFactor(0, 11);
    m_splitter->setStretchFactor(1, 9);
    connect(m_splitter, &QSplitter::splitterMoved, this, &KeysPage::fitColumns);
    connect(m_splitter, &QSplitter::splitterMoved, this, &Page::stateDirty);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Spacing::large, Spacing::large, Spacing::large, Spacing::large);
    layout->setSpacing(Spacing::small);
    for (QWidget *bar : std::initializer_list<QWidget *> {m_stateBanner, m_offer, m_suggestions})
        layout->addWidget(bar);
    layout->addWidget(m_splitter, 1);
}

void KeysPage::buildActions()
{
    const auto action = [this](const QString &text, const QKeySequence &keys, const QString &menu, auto slot) {
        auto *made = new QAction(text, this);
        made->setShortcut(keys);
        made->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        made->setProperty("menu", menu);
        connect(made, &QAction::triggered, this, slot);
        addAction(made);
        return made;
    };
    m_addAction = action(tr("Add a service…"), QKeySequence(), u"file"_s, &KeysPage::addService);
    m_findAction = action(tr("Find a service"), QKeySequence(QKeySequence::Find), u"edit"_s, [this] {
        m_search->setFocus();
        m_search->selectAll();
    });
    m_testAction = action(tr("Test the service"), QKeySequence(Qt::CTRL | Qt::Key_T), u"run"_s, &KeysPage::test);
    m_deleteAction = action(tr("Delete the key…"), QKeySequence(), u"edit"_s, &KeysPage::askDelete);
    // Delete belongs to the list alone: in a field it deletes letters.
    auto *fromList = new QAction(m_tree);
    fromList->setShortcut(QKeySequence(QKeySequence::Delete));
    fromList->setShortcutContext(Qt::WidgetShortcut);
    connect(fromList, &QAction::triggered, this, &KeysPage::askDelete);
    m_tree->addAction(fromList);
}

void KeysPage::wireDetail()
{
    connect(m_detail, &ServiceDetail::saveRequested, this, &KeysPage::save);
    connect(m_detail, &ServiceDetail::sessionRequested, this, &KeysPage::keepForSession);
    connect(m_detail, &ServiceDetail::deleteRequested, this, &KeysPage::askDelete);
    connect(m_detail, &ServiceDetail::testRequested, this, &KeysPage::test);
    connect(m_detail, &ServiceDetail::stopRequested, this, &KeysPage::stopProbe);
    connect(m_detail, &ServiceDetail::removeServiceRequested, this, &KeysPage::askRemoveService);
    connect(m_detail, &ServiceDetail::copied, this, &Page::statusMessage);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        showSelected();
        Q_EMIT stateDirty();
    });
    connect(m_model, &QAbstractItemModel::dataChanged, this, &KeysPage::showSelected);
    connect(m_model, &QAbstractItemModel::modelReset, this, [this] {
        if (!m_tree->currentIndex().isValid())
            m_tree->setCurrentIndex(m_proxy->index(0, 0));
    });
    connect(&m_context.vault, &KeyVault::stateChanged, this, &KeysPage::showSelected);
}

QString KeysPage::selectedService() const
{
    return m_tree->currentIndex().siblingAtColumn(0).data(ServiceListModel::ServiceIdRole).toString();
}

void KeysPage::selectService(const QString &id)
{
    if (m_model->rowOf(id) < 0)
        return;
    m_search->clear();
    m_tree->setCurrentIndex(m_proxy->mapFromSource(m_model->index(m_model->rowOf(id), 0)));
}

QString KeysPage::labelOf(const QString &service) const
{
    const Service *found = m_context.catalogue.service(service);
    return found ? found->label : service;
}

void KeysPage::showSelected()
{
    const QString id = selectedService();
    const Service *found = m_context.catalogue.service(id);
    m_detail->setEnabled(found != nullptr);
    m_deleteAction->setEnabled(found != nullptr);
    m_testAction->setEnabled(found != nullptr);
    if (!found)
        return;
    ServiceFacts facts {.service = *found,
        .state = m_model->state(id),
        .key = m_model->keyInfo(id),
        .storedIn = m_model->storedIn(id),
        .vault = m_context.vault.state(),
        .storageName = m_context.vault.storageName()};
    facts.service.baseUrl = effectiveBaseUrl(*found);
    m_detail->show(facts);
    m_detail->setTesting(m_probe && m_probed == id);
}

void KeysPage::fitColumns()
{
    const int width = m_splitter->sizes().value(0);
    m_tree->setColumnHidden(ServiceListModel::StoredIn, width < widthForAll);
    m_tree->setColumnHidden(ServiceListModel::Checked, width < widthForSome);
    m_tree->setColumnHidden(ServiceListModel::Models, width < widthForModels);
}

void KeysPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    fitColumns();
    m_context.vault.refreshState();
    m_model->refresh();
    if (m_sinceSearch.isValid() && m_sinceSearch.elapsed() < searchPause)
        return;
    m_sinceSearch.start();
    m_localServers.search(m_context.catalogue.services());
}

void KeysPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    fitColumns();
}

void KeysPage::focusMain()
{
    m_tree->setFocus();
}

QJsonObject KeysPage::saveState() const
{
    return {
        {u"service"_s, selectedService()}, {u"splitter"_s, QString::fromLatin1(m_splitter->saveState().toBase64())}};
}

void KeysPage::restoreState(const QJsonObject &state)
{
    selectService(state.value(u"service"_s).toString());
    const QByteArray splitter = QByteArray::fromBase64(state.value(u"splitter"_s).toString().toLatin1());
    if (!splitter.isEmpty())
        m_splitter->restoreState(splitter);
}

bool KeysPage::keychainUsable() const
{
    return m_context.vault.state() == VaultState::Ready || m_context.vault.state() == VaultState::Unknown;
}

void KeysPage::save()
{
    const QString id = selectedService();
    whenDone(m_context.vault.store(id, m_detail->typedKey()), this, [this, id](const Result<bool> &stored) {
        const bool shown = id == selectedService();
        if (!stored && shown)
            return m_detail->showFault(ProbeText::vaultFailure(stored.error(), m_context.vault.storageName()));
        if (!stored)
            return Q_EMIT statusMessage(tr("The key of %1 was not saved").arg(labelOf(id)));
        Q_EMIT statusMessage(tr("Key of %1 saved to %2").arg(labelOf(id), m_context.vault.storageName()));
        if (!shown)
            return;
        m_detail->clearKeyField();
        test();
    });
}

void KeysPage::keepForSession()
{
    const QString id = selectedService();
    m_context.vault.setSessionKey(id, m_detail->typedKey());
    m_detail->clearKeyField();
    Q_EMIT statusMessage(tr("Key of %1 kept until Lineup is closed").arg(labelOf(id)));
    test();
}

void KeysPage::askDelete()
{
    const QString id = selectedService();
    const KeySource source = m_model->keyInfo(id).source;
    if (source != KeySource::Keychain && source != KeySource::Session)
        return;
    auto *box = new QMessageBox(QMessageBox::Question, tr("Delete the key"),
        tr("Delete the key of %1 from %2?").arg(labelOf(id), m_model->storedIn(id)), QMessageBox::NoButton, this);
    box->setInformativeText(tr("It cannot be brought back from here. At the provider it stays valid."));
    box->setAttribute(Qt::WA_DeleteOnClose);
    const QPushButton *yes = box->addButton(tr("Delete key"), QMessageBox::DestructiveRole);
    box->setDefaultButton(box->addButton(tr("Keep key"), QMessageBox::RejectRole));
    connect(yes, &QPushButton::clicked, this, [this, id] { deleteKey(id); });
    box->open();
}

void KeysPage::deleteKey(const QString &service)
{
    whenDone(m_context.vault.remove(service), this, [this, service](const Result<bool> &removed) {
        if (removed)
            Q_EMIT statusMessage(tr("Key of %1 deleted").arg(labelOf(service)));
        else if (service == selectedService())
            m_detail->showFault(ProbeText::vaultFailure(removed.error(), m_context.vault.storageName()));
    });
}

void KeysPage::askRemoveService()
{
    const QString id = selectedService();
    auto *box = new QMessageBox(QMessageBox::Question, tr("Remove the service"),
        tr("Remove %1 and its key?").arg(labelOf(id)), QMessageBox::NoButton, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    const QPushButton *yes = box->addButton(tr("Remove service"), QMessageBox::DestructiveRole);
    box->setDefaultButton(box->addButton(tr("Keep service"), QMessageBox::RejectRole));
    connect(yes, &QPushButton::clicked, this, [this, id] {
        whenDone(m_context.vault.remove(id), this, [this, id](const Result<bool> &keyRemoved) {
            // A key that stays in the keychain would be out of anybody's sight.
            if (!keyRemoved)
                return m_detail->showFault(ProbeText::vaultFailure(keyRemoved.error(), m_context.vault.storageName()));
            if (const Result<bool> gone = m_context.catalogue.removeCustomService(id); !gone)
                m_detail->showFault(tr("The service was not removed: %1").arg(gone.error().detail));
        });
    });
    box->open();
}

void KeysPage::test()
{
    const QString id = selectedService();
    const Service *found = m_context.catalogue.service(id);
    if (!found)
        return;
    stopProbe();
    Service service = *found;
    service.baseUrl = effectiveBaseUrl(service);
    const SecretBytes typed = m_detail->typedKey();
    if (!typed.isEmpty())
        return startProbe(service, typed);
    whenDone(m_context.vault.find(id, service.keyEnvironment), this, [this, service](const Result<FoundKey> &key) {
        if (service.id != selectedService())
            return;
        if (!key && !service.keyOptional)
            return m_detail->showFault(ProbeText::vaultFailure(key.error(), m_context.vault.storageName()));
        const bool none = !key || key->info.source == KeySource::None;
        if (none && !service.keyOptional) {
            m_detail->showFault(tr("There is no key to test yet. Paste one above."));
            return m_detail->focusKeyField();
        }
        startProbe(service, key ? key->key : SecretBytes());
    });
}

void KeysPage::startProbe(const Service &service, const SecretBytes &key)
{
    m_probed = service.id;
    m_probe = std::make_unique<ServiceProbe>(service, key, m_context.network);
    m_detail->showFault({});
    m_detail->probe().begin(service);
    m_detail->setTesting(true);
    connect(m_probe.get(), &ServiceProbe::stageFinished, this, [this](const ProbeStage &stage) {
        if (m_probed == selectedService())
            m_detail->probe().addStage(stage);
    });
    // A key that is only typed yet is not what the row speaks of.
    const bool ofRow = m_detail->typedKey().isEmpty();
    connect(m_probe.get(), &ServiceProbe::finished, this, [this, id = service.id, ofRow](const ProbeResult &result) {
        if (ofRow)
            m_model->setResult(id, result);
        endProbe(id, result);
    });
    m_probe->start();
}

void KeysPage::endProbe(const QString &service, const ProbeResult &result)
{
    m_probe.release()->deleteLater();
    m_probed.clear();
    if (!result.error && !result.models.isEmpty())
        m_context.catalogue.setListedModels(service, result.models);
    m_detail->setTesting(false);
    if (service == selectedService())
        m_detail->probe().end(result);
}

void KeysPage::stopProbe()
{
    if (m_probe)
        m_probe->cancel();
}

void KeysPage::addService()
{
    QStringList taken;
    for (const Service &service : m_context.catalogue.services())
        taken += QStringList {service.id} + service.aliases;
    auto *dialog = new AddServiceDialog(taken, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &AddServiceDialog::submitted, this, [this, dialog](const Service &service, const SecretBytes &key) {
        const Result<bool> saved = m_context.catalogue.saveCustomService(service);
        if (!saved)
            return dialog->showFault(tr("The service was not saved: %1").arg(saved.error().detail));
        dialog->close();
        selectService(service.id);
        if (key.isEmpty())
            test();
        else
            acceptKey(service.id, key, true);
    });
    dialog->open();
}

bool KeysPage::offerPasted(const QString &text)
{
    QList<KeyShape> shapes;
    for (const Service &service : m_context.catalogue.services()) {
        if (m_model->rowOf(service.id) >= 0)
            shapes += {service.id, service.keyPrefixes, service.keyEnvironment};
    }
    const QList<RecognizedKey> keys = recognizeKeys(text, shapes);
    if (!keys.isEmpty())
        showOffer(keys);
    return !keys.isEmpty();
}

void KeysPage::showOffer(const QList<RecognizedKey> &keys)
{
    m_offer->clearButtons();
    const bool keep = keychainUsable();
    const auto offer = [this](const QString &verb, const QList<RecognizedKey> &what, int choice) {
        connect(m_offer->addButton(verb), &QPushButton::clicked, this, [this, what, choice] {
            m_offer->hide();
            for (const RecognizedKey &key : what)
                acceptKey(key.services.value(choice), key.key, what.size() == 1);
        });
    };
    const RecognizedKey &first = keys.constFirst();
    if (keys.size() == 1) {
        const QString label = labelOf(first.services.constFirst());
        const QString where = keep ? tr("It goes to the keychain and is then tested there.")
                                   : tr("It is kept for this session only and is then tested there.");
        m_offer->setText(first.services.size() == 1
                ? tr("This looks like a key of %1, ending in %2. %3").arg(label, first.key.lastFour(), where)
                : tr("This looks like a key, ending in %1. Whose is it? %2").arg(first.key.lastFour(), where));
        for (int i = 0; i < std::min<qsizetype>(first.services.size(), mostOffers); ++i)
            offer(tr("Add to %1").arg(labelOf(first.services.at(i))), keys, i);
    } else {
        QStringList labels;
        for (const RecognizedKey &key : keys)
            labels += labelOf(key.services.constFirst());
        m_offer->setText(tr("These look like %n key(s): %1.", nullptr, int(keys.size())).arg(labels.join(", "_L1)));
        offer(tr("Add all"), keys, 0);
    }
    m_offer->show();
}

void KeysPage::acceptKey(const QString &service, const SecretBytes &key, bool testAfter)
{
    const auto added = [this, service, testAfter] {
        Q_EMIT statusMessage(tr("Key of %1 added").arg(labelOf(service)));
        if (!testAfter)
            return;
        selectService(service);
        test();
    };
    if (!keychainUsable()) {
        m_context.vault.setSessionKey(service, key);
        return added();
    }
    whenDone(m_context.vault.store(service, key), this, [this, service, added](const Result<bool> &stored) {
        if (stored)
            return added();
        selectService(service);
        m_detail->showFault(ProbeText::vaultFailure(stored.error(), m_context.vault.storageName()));
    });
}

void KeysPage::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Paste)) {
        if (!offerPasted(QGuiApplication::clipboard()->text()))
            Q_EMIT statusMessage(tr("What was pasted does not look like a key"));
        return event->accept();
    }
    Page::keyPressEvent(event);
}

bool KeysPage::eventFilter(QObject *watched, QEvent *event)
{
    // A key pasted into the search would stand there for everybody to read.
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const auto *press = dynamic_cast<QKeyEvent *>(event);
        if (press && press->matches(QKeySequence::Paste) && offerPasted(QGuiApplication::clipboard()->text()))
            return true;
    }
    return Page::eventFilter(watched, event);
}

void KeysPage::showLocalServers(const QList<LocalServer> &servers)
{
    QList<LocalServer> fresh;
    QStringList labels;
    for (const LocalServer &server : servers) {
        if (m_usedServers.contains(server.service))
            continue;
        fresh += server;
        labels += labelOf(server.service);
    }
    m_suggestions->setServers(fresh, labels);
}

void KeysPage::useLocalServer(const LocalServer &server)
{
    m_usedServers.insert(server.service);
    m_context.catalogue.setListedModels(server.service, server.models);
    m_model->setResult(server.service, ProbeResult {.models = server.models});
    showLocalServers(m_localServers.servers());
    selectService(server.service);
    Q_EMIT statusMessage(
        tr("%n model(s) of %1 can be used", nullptr, int(server.models.size())).arg(labelOf(server.service)));
}

} // namespace lineup::ui
