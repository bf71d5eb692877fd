// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/KeysPage.h"

#include "core/base/Async.h"
#include "core/providers/Credentials.h"
#include "core/providers/ServiceAddress.h"
#include "core/routing/ChainBook.h"
#include "ui/keys/AddServiceDialog.h"
#include "ui/keys/CatalogueDialog.h"
#include "ui/keys/KeyOffer.h"
#include "ui/keys/ProbeText.h"
#include "ui/keys/ProbeView.h"
#include "ui/keys/ServiceDetail.h"
#include "ui/keys/ServiceList.h"
#include "ui/keys/ServiceTester.h"
#include "ui/keys/StateBanner.h"
#include "ui/keys/SuggestionBar.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Spacing.h"
#include "ui/widgets/ColumnScroll.h"
#include "ui/widgets/SearchField.h"

#include <QClipboard>
#include <QDragEnterEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QSplitter>
#include <QTimer>
#include <QTreeView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

constexpr int listWidth = 640; // at first
constexpr int detailWidth = 520;
// Local servers are asked when the page is shown, but not each time somebody flips between two pages.
constexpr qint64 searchPause = 30'000; // ms
constexpr std::chrono::seconds clipboardFor {30}; // how long a copied key stays in the clipboard

} // namespace

KeysPage::KeysPage(const UiContext &context, QWidget *parent)
    : Page(parent), m_context(context),
      m_model(new ServiceListModel(context.catalogue, context.vault, context.clock, this)),
      m_localServers(context.network), m_tester(new ServiceTester(context, this))
{
    setAcceptDrops(true);
    buildLayout();
    buildActions();
    wireDetail();
    wireTester();
    connect(&m_localServers, &LocalServers::finished, this, &KeysPage::showLocalServers);
    connect(m_suggestions, &SuggestionBar::used, this, &KeysPage::useLocalServer);
    connect(m_suggestions, &SuggestionBar::dismissed, this, [this](const QString &service) {
        m_usedServers.insert(service);
        showLocalServers(m_localServers.servers());
    });
    m_list->selectFirst();
    showSelected();
}

KeysPage::~KeysPage() = default;

QString KeysPage::id()
{
    return u"keys"_s;
}

QString KeysPage::name()
{
    return tr("Keys");
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

void KeysPage::buildLayout()
{
    m_list = new ServiceList(*m_model, this);
    m_stateBanner = new StateBanner(m_context.vault, this);
    m_stateBanner->setObjectName(u"vaultBanner"_s);
    m_offer = new KeyOffer(m_context.catalogue, this);
    m_offer->setObjectName(u"offer"_s);
    connect(m_offer, &KeyOffer::accepted, this, &KeysPage::acceptKey);
    m_suggestions = new SuggestionBar(this);
    m_suggestions->setObjectName(u"suggestions"_s);

    auto *add = new QPushButton(icon(u"add"_s), tr("Add a service…"), this);
    add->setObjectName(u"addServiceButton"_s);
    connect(add, &QPushButton::clicked, this, &KeysPage::addService);
    auto *left = new QWidget(this);
    auto *list = new QVBoxLayout(left);
    list->setContentsMargins({});
    list->setSpacing(Spacing::small);
    list->addWidget(m_list, 1);
    list->addWidget(add, 0, Qt::AlignLeft);

    m_detail = new ServiceDetail(this);
    auto *scroll = new ColumnScroll(this);
    scroll->setWidget(m_detail);
    m_splitter = new QSplitter(Qt::Horizontal, this);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(left);
    m_splitter->addWidget(scroll);
    m_splitter->setStretchFactor(0, 11);
    m_splitter->setStretchFactor(1, 9);
    m_splitter->setSizes({listWidth, detailWidth});
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
        m_list->search().setFocus();
        m_list->search().selectAll();
    });
    m_testAction = action(tr("Test the service"), QKeySequence(Qt::CTRL | Qt::Key_T), u"run"_s, &KeysPage::test);
    m_deleteAction = action(tr("Delete the key…"), QKeySequence(), u"edit"_s, &KeysPage::askDelete);
    // Delete belongs to the list alone: in a field it deletes letters.
    auto *fromList = new QAction(&m_list->tree());
    fromList->setShortcut(QKeySequence(QKeySequence::Delete));
    fromList->setShortcutContext(Qt::WidgetShortcut);
    connect(fromList, &QAction::triggered, this, &KeysPage::askDelete);
    m_list->tree().addAction(fromList);
}

void KeysPage::wireDetail()
{
    connect(m_detail, &ServiceDetail::saveRequested, this, &KeysPage::save);
    connect(m_detail, &ServiceDetail::sessionRequested, this, &KeysPage::keepForSession);
    connect(m_detail, &ServiceDetail::deleteRequested, this, &KeysPage::askDelete);
    connect(m_detail, &ServiceDetail::testRequested, this, &KeysPage::test);
    connect(m_detail, &ServiceDetail::stopRequested, m_tester, &ServiceTester::stop);
    connect(m_detail, &ServiceDetail::removeServiceRequested, this, &KeysPage::askRemoveService);
    connect(m_detail, &ServiceDetail::settingsEdited, this, &KeysPage::saveSettings);
    connect(m_detail, &ServiceDetail::revealRequested, this, [this] { withKey(false); });
    connect(m_detail, &ServiceDetail::copyRequested, this, [this] { withKey(true); });
    connect(m_detail, &ServiceDetail::copied, this, &Page::statusMessage);
    connect(m_list, &ServiceList::selected, this, [this] {
        showSelected();
        Q_EMIT stateDirty();
    });
    connect(
        m_list, &ServiceList::pasted, this, [this](const QString &text, bool *taken) { *taken = offerPasted(text); });
    connect(m_model, &QAbstractItemModel::dataChanged, this, &KeysPage::showSelected);
    connect(&m_context.vault, &KeyVault::stateChanged, this, &KeysPage::showSelected);
}

QString KeysPage::selectedService() const
{
    return m_list->selectedService();
}

void KeysPage::selectService(const QString &id)
{
    m_list->select(id);
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
    m_detail->setTesting(m_tester->running() == id);
}

void KeysPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    m_context.vault.refreshState();
    m_model->refresh();
    if (m_sinceSearch.isValid() && m_sinceSearch.elapsed() < searchPause)
        return;
    m_sinceSearch.start();
    m_localServers.search(m_context.catalogue.services());
}

void KeysPage::focusMain()
{
    m_list->tree().setFocus();
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

// The key and every secret field that was typed, one after the other; the first failure ends it and is shown.
void KeysPage::save()
{
    keepSettings();
    const QString id = selectedService();
    QList<std::pair<QString, SecretBytes>> entries;
    const Credentials typed = m_detail->typed();
    if (!typed.key.isEmpty())
        entries += {id, typed.key};
    for (auto it = typed.fields.begin(); it != typed.fields.end(); ++it)
        entries += {vaultNameOf(*m_context.catalogue.service(id), {.name = it.key()}), it.value()};
    store(id, entries);
}

void KeysPage::store(const QString &id, QList<std::pair<QString, SecretBytes>> entries)
{
    if (entries.isEmpty()) {
        Q_EMIT statusMessage(tr("Key of %1 saved to %2").arg(labelOf(id), m_context.vault.storageName()));
        if (id != selectedService())
            return;
        m_detail->clearKeyField();
        return test();
    }
    const auto [name, key] = entries.takeFirst();
    whenDone(m_context.vault.store(name, key), this, [this, id, entries](const Result<bool> &stored) {
        if (stored)
            return store(id, entries);
        if (id == selectedService())
            return m_detail->showFault(ProbeText::vaultFailure(stored.error(), m_context.vault.storageName()));
        Q_EMIT statusMessage(tr("The key of %1 was not saved").arg(labelOf(id)));
    });
}

void KeysPage::keepForSession()
{
    const QString id = selectedService();
    const Credentials typed = m_detail->typed();
    if (!typed.key.isEmpty())
        m_context.vault.setSessionKey(id, typed.key);
    for (auto it = typed.fields.begin(); it != typed.fields.end(); ++it)
        m_context.vault.setSessionKey(vaultNameOf(*m_context.catalogue.service(id), {.name = it.key()}), it.value());
    m_detail->clearKeyField();
    Q_EMIT statusMessage(tr("Key of %1 kept until Lineup is closed").arg(labelOf(id)));
    test();
}

void KeysPage::saveSettings()
{
    const QString id = selectedService();
    const Result<bool> saved = m_context.catalogue.saveSettings(id, m_detail->settings(), m_detail->address());
    if (!saved)
        return m_detail->showFault(tr("The settings were not saved: %1").arg(saved.error().detail));
    Q_EMIT statusMessage(tr("Settings of %1 saved").arg(labelOf(id)));
}

// What was typed and not yet left: a button's shortcut leaves no field.
void KeysPage::keepSettings()
{
    const Service *found = m_context.catalogue.service(selectedService());
    if (found && m_detail->settings() != found->settings)
        saveSettings();
}

// Shows the kept key for a while, or copies it for a while.
void KeysPage::withKey(bool copy)
{
    const Service *found = m_context.catalogue.service(selectedService());
    if (!found)
        return;
    whenDone(m_context.vault.find(found->id, found->keyEnvironment), this,
        [this, copy, id = found->id](const Result<FoundKey> &key) {
            if (id != selectedService())
                return;
            if (!key)
                return m_detail->showFault(ProbeText::vaultFailure(key.error(), m_context.vault.storageName()));
            const QString text = QString::fromUtf8(key->key.view());
            if (!copy)
                return m_detail->revealKey(text);
            QGuiApplication::clipboard()->setText(text);
            QTimer::singleShot(clipboardFor, qApp, [text] {
                if (QGuiApplication::clipboard()->text() == text)
                    QGuiApplication::clipboard()->clear();
            });
            Q_EMIT statusMessage(tr("Key of %1 copied; the clipboard is emptied after 30 seconds").arg(labelOf(id)));
        });
}

void KeysPage::askDelete()
{
    const QString id = selectedService();
    const KeySource source = m_model->keyInfo(id).source;
    if (source != KeySource::Keychain && source != KeySource::Session)
        return;
    auto *box = new QMessageBox(QMessageBox::Question, tr("Delete the key"),
        tr("Delete the key of %1 from %2?").arg(labelOf(id), m_model->storedIn(id)), QMessageBox::NoButton, this);
    QString warning = tr("It cannot be brought back from here. At the provider it stays valid.");
    if (const QStringList broken = m_context.chains.thatUse(id); !broken.isEmpty())
        warning += u"\n\n"_s + tr("These chains ask it and would leave it out: %1").arg(broken.join(u", "_s));
    box->setInformativeText(warning);
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
    keepSettings();
    const Service *found = m_context.catalogue.service(selectedService());
    if (found)
        m_tester->test(*found, m_detail->typed());
}

void KeysPage::wireTester()
{
    connect(m_tester, &ServiceTester::started, this, [this](const Service &service) {
        if (service.id != selectedService())
            return;
        m_detail->showFault({});
        m_detail->probe().begin(service);
        m_detail->setTesting(true);
    });
    connect(m_tester, &ServiceTester::stageFinished, this, [this](const QString &id, const ProbeStage &stage) {
        if (id == selectedService())
            m_detail->probe().addStage(stage);
    });
    connect(m_tester, &ServiceTester::impossible, this, [this](const QString &id, const std::optional<Error> &error) {
        if (id != selectedService())
            return;
        m_detail->showFault(error ? ProbeText::vaultFailure(*error, m_context.vault.storageName())
                                  : tr("There is no key to test yet. Paste one above."));
        if (!error)
            m_detail->focusKeyField();
    });
    connect(m_tester, &ServiceTester::finished, this, &KeysPage::endTest);
}

void KeysPage::endTest(const QString &service, const ProbeResult &result, bool kept)
{
    if (kept) // a key that is only typed yet is not what the row speaks of
        m_model->setResult(service, result);
    if (!result.error && !result.models.isEmpty())
        m_context.catalogue.setListedModels(service, result.models);
    m_detail->setTesting(m_tester->running() == selectedService());
    if (service == selectedService())
        m_detail->probe().end(result);
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
    QStringList services;
    for (const Service &service : m_context.catalogue.services()) {
        if (m_model->rowOf(service.id) >= 0)
            services += service.id;
    }
    return m_offer->offer(text, services, keychainUsable());
}

void KeysPage::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls() || event->mimeData()->hasText())
        event->acceptProposedAction();
}

void KeysPage::dropEvent(QDropEvent *event)
{
    if (!offerPasted(KeyOffer::droppedText(*event->mimeData())))
        Q_EMIT statusMessage(tr("What was dropped does not look like keys"));
    event->acceptProposedAction();
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
