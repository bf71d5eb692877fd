// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/LocalServers.h"
#include "core/providers/ServiceProbe.h"
#include "core/secrets/KeyVault.h"
#include "ui/frame/Page.h"
#include "ui/frame/UiContext.h"
#include "ui/models/ServiceListModel.h"

#include <QElapsedTimer>
#include <QSet>

class QAction;
class QSplitter;

namespace lineup::ui {

class KeyOffer;
class ServiceList;
class ServiceDetail;
class ServiceTester;
class StateBanner;
class SuggestionBar;

// The screen of services and their keys: a list, the chosen service, banners for what the keychain has to say.
// A key that is pasted anywhere is recognised, and goes nowhere before the person agrees. GUI thread; the context
// outlives it.
class KeysPage : public Page
{
    Q_OBJECT
public:
    explicit KeysPage(const UiContext &context, QWidget *parent = nullptr);
    ~KeysPage() override;

    // Known before it is made.
    [[nodiscard]] static QString id();
    [[nodiscard]] static QString name();
    [[nodiscard]] QString pageId() const override { return id(); }
    [[nodiscard]] QString title() const override { return name(); }
    [[nodiscard]] QString iconName() const override { return id(); }
    [[nodiscard]] QList<QAction *> pageActions() const override;
    [[nodiscard]] QJsonObject saveState() const override;
    void restoreState(const QJsonObject &state) override;
    void focusMain() override;

    void openItem(const QString &argument) override; // a service's id, or "models:update" for that dialog
    void selectService(const QString &id);
    [[nodiscard]] QString selectedService() const;

protected:
    void showEvent(QShowEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void updateModels();
    void buildLayout();
    void buildActions();
    void wireDetail();
    void wireTester();
    void showSelected();

    void save();
    void store(const QString &id, QList<std::pair<QString, SecretBytes>> entries);
    void saveSettings();
    void keepSettings();
    void withKey(bool copy);
    void keepForSession();
    void askDelete();
    void deleteKey(const QString &service);
    void askRemoveService();
    void test();
    void endTest(const QString &service, const ProbeResult &result, bool kept);
    void addService();

    bool offerPasted(const QString &text);
    void acceptKey(const QString &service, const SecretBytes &key, bool testAfter);
    void showLocalServers(const QList<LocalServer> &servers);
    void useLocalServer(const LocalServer &server);
    [[nodiscard]] QString labelOf(const QString &service) const;
    [[nodiscard]] bool keychainUsable() const;

    UiContext m_context;
    ServiceListModel *m_model;
    LocalServers m_localServers;
    ServiceTester *m_tester;
    QElapsedTimer m_sinceSearch;
    QSet<QString> m_usedServers;

    ServiceList *m_list;
    QSplitter *m_splitter;
    ServiceDetail *m_detail;
    StateBanner *m_stateBanner;
    KeyOffer *m_offer;
    SuggestionBar *m_suggestions;
    QAction *m_testAction = nullptr;
    QAction *m_addAction = nullptr;
    QAction *m_findAction = nullptr;
    QAction *m_deleteAction = nullptr;
};

} // namespace lineup::ui
