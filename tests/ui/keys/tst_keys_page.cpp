// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/keys/KeysFixture.h"
#include "ui/keys/KeysPage.h"
#include "ui/keys/ProbeView.h"
#include "ui/theme/LineupStyle.h"
#include "ui/widgets/Banner.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QDesktopServices>
#include <QDragEnterEvent>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::ui;
using test::KeysFixture;

namespace {

const QString rightKey = u"sk-acme-right-0000-4f2a"_s;

template<typename T>
T *child(const QWidget &page, const QString &name)
{
    return page.findChild<T *>(name);
}

QString cell(const KeysPage &page, const QString &service, int column)
{
    const auto *tree = child<QTreeView>(page, u"services"_s);
    for (int row = 0; row < tree->model()->rowCount(); ++row) {
        if (tree->model()->index(row, 0).data(ServiceListModel::ServiceIdRole) == service)
            return tree->model()->index(row, column).data().toString();
    }
    return u"no such row"_s;
}

QString probeText(const KeysPage &page)
{
    return page.findChild<ProbeView *>()->text();
}

QPushButton *buttonWith(const QWidget &parent, const QString &text)
{
    for (QPushButton *button : parent.findChildren<QPushButton *>()) {
        if (button->text() == text && button->isVisible())
            return button;
    }
    return nullptr;
}

void press(QAbstractButton *button)
{
    QVERIFY(button);
    QVERIFY(button->isEnabled());
    QTest::mouseClick(button, Qt::LeftButton);
}

} // namespace

class TestKeysPage : public QObject
{
    Q_OBJECT

    std::unique_ptr<KeysFixture> m_world;
    std::unique_ptr<KeysPage> m_page;

    void open(const QSize &size = {1100, 700})
    {
        QVERIFY(m_world->added);
        m_page = std::make_unique<KeysPage>(m_world->context());
        m_page->resize(size);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
        m_page->selectService(u"acme"_s);
        m_page->focusMain();
        QCOMPARE(m_page->selectedService(), u"acme"_s);
    }

    [[nodiscard]] const QLineEdit *shownField(const QString &name) const
    {
        const QList<QLineEdit *> edits = m_page->findChildren<QLineEdit *>(u"field_"_s + name);
        const auto shown = std::find_if(edits.begin(), edits.end(), [](const QLineEdit *e) { return e->isVisible(); });
        return shown == edits.end() ? nullptr : *shown;
    }

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
        m_world = std::make_unique<KeysFixture>();
    }
    void cleanup()
    {
        m_page.reset();
        m_world.reset();
    }

    void savesATypedKeyAndTestsIt()
    {
        open();
        QTRY_COMPARE(cell(*m_page, u"acme"_s, ServiceListModel::Status), u"No key"_s);
        auto *field = child<QLineEdit>(*m_page, u"key"_s);
        QCOMPARE(field->echoMode(), QLineEdit::Password);
        QVERIFY(!child<QPushButton>(*m_page, u"save"_s)->isEnabled());
        QTest::keyClicks(field, rightKey);
        press(child<QPushButton>(*m_page, u"save"_s));
        QTRY_COMPARE(cell(*m_page, u"acme"_s, ServiceListModel::Status), u"Connected"_s);
        QCOMPARE(m_world->vault.stored.value(u"acme"_s).view().toByteArray(), rightKey.toUtf8());
        QCOMPARE(field->text(), QString());
        QCOMPARE(cell(*m_page, u"acme"_s, ServiceListModel::Key), u"···· 4f2a"_s);
        QCOMPARE(cell(*m_page, u"acme"_s, ServiceListModel::StoredIn), u"Test Keyring"_s);
        QCOMPARE(cell(*m_page, u"acme"_s, ServiceListModel::Models), u"2"_s);
        QTRY_VERIFY(probeText(*m_page).contains(u"2 model(s)"_s) || probeText(*m_page).contains(u"2 models"_s));
        QCOMPARE(m_world->catalogue.models(u"acme").size(), 2);
    }

    void tellsARejectedKey()
    {
        m_world->vault.stored.insert(u"acme"_s, SecretBytes("sk-acme-wrong-0000-0bad"));
        open();
        QTest::keyClick(child<QTreeView>(*m_page, u"services"_s), Qt::Key_T, Qt::ControlModifier);
        QTRY_COMPARE(cell(*m_page, u"acme"_s, ServiceListModel::Status), u"Key rejected"_s);
        QVERIFY2(probeText(*m_page).contains(u"Acme rejects the key"_s), qPrintable(probeText(*m_page)));
        QVERIFY(!probeText(*m_page).contains(u"sk-acme"_s));
    }

    void testsATypedKeyBeforeItIsKept()
    {
        open();
        QTest::keyClicks(child<QLineEdit>(*m_page, u"key"_s), rightKey);
        press(child<QPushButton>(*m_page, u"test"_s));
        QTRY_VERIFY(probeText(*m_page).contains(u"Acme works"_s));
        QVERIFY(m_world->vault.stored.isEmpty());
        QCOMPARE(cell(*m_page, u"acme"_s, ServiceListModel::Status), u"No key"_s);
    }

    void keepsAKeyForTheSession()
    {
        open();
        QTest::keyClicks(child<QLineEdit>(*m_page, u"key"_s), rightKey);
        press(child<QPushButton>(*m_page, u"session"_s));
        QTRY_COMPARE(cell(*m_page, u"acme"_s, ServiceListModel::StoredIn), u"This session"_s);
        QVERIFY(m_world->vault.stored.isEmpty());
    }

    void asksBeforeItDeletes()
    {
        m_world->vault.stored.insert(u"acme"_s, SecretBytes(rightKey.toUtf8()));
        open();
        QTRY_COMPARE(cell(*m_page, u"acme"_s, ServiceListModel::Status), u"Not checked"_s);
        auto *tree = child<QTreeView>(*m_page, u"services"_s);
        QTest::keyClick(tree, Qt::Key_Delete);
        QTRY_VERIFY(m_page->findChild<QMessageBox *>());
        press(buttonWith(*m_page->findChild<QMessageBox *>(), u"Keep key"_s));
        QTRY_VERIFY(!m_page->findChild<QMessageBox *>());
        QCOMPARE(m_world->vault.stored.size(), 1);
        press(child<QPushButton>(*m_page, u"delete"_s));
        press(buttonWith(*m_page->findChild<QMessageBox *>(), u"Delete key"_s));
        QTRY_COMPARE(cell(*m_page, u"acme"_s, ServiceListModel::Status), u"No key"_s);
        QVERIFY(m_world->vault.stored.isEmpty());
    }

    void keepsWhatAServiceHasToBeTold()
    {
        open();
        m_page->selectService(u"cloudy"_s);
        auto *address = child<QLineEdit>(*m_page, u"address"_s);
        QVERIFY(address->isReadOnly() && address->text().isEmpty());
        auto *region = child<QLineEdit>(*m_page, u"field_region"_s);
        QCOMPARE(region->accessibleName(), u"Region"_s);
        QCOMPARE(child<QLineEdit>(*m_page, u"field_project"_s)->placeholderText(), u"main"_s);
        QTest::keyClicks(region, u"eu-1"_s);
        QTest::keyClick(region, Qt::Key_Return);
        QTRY_VERIFY(address->text().endsWith(u"/eu-1/v1"_s));
        QCOMPARE(m_page->selectedService(), u"cloudy"_s);
        const Catalogue again(m_world->home.filePath(u"services.json"_s));
        QCOMPARE(again.service(u"cloudy")->settings.value(u"region"_s), u"eu-1"_s);
        QVERIFY(again.resolve(u"cloudy/m"_s)->service.baseUrl.toString().endsWith(u"/eu-1/v1"_s));
    }

    // Whatever the row of a service asks for has its place, a secret one is not to be read there, and it can be tested.
    void everyServiceHasItsFields()
    {
        open();
        int fields = 0;
        for (const Service &service : m_world->catalogue.services()) {
            if (service.demo)
                continue;
            m_page->selectService(service.id);
            QCOMPARE(m_page->selectedService(), service.id);
            for (const ServiceField &field : service.fields) {
                const QString what = service.id + u' ' + field.name;
                // A layout shows what is new in it from the event loop.
                QTRY_VERIFY2(shownField(field.name), qPrintable(what));
                const QLineEdit *edit = shownField(field.name);
                QVERIFY2(!edit->accessibleName().isEmpty(), qPrintable(what));
                QCOMPARE(edit->echoMode() == QLineEdit::Password, field.secret);
                ++fields;
            }
            QVERIFY2(child<QPushButton>(*m_page, u"test"_s)->isVisibleTo(m_page.get()), qPrintable(service.id));
        }
        QVERIFY(fields > 40);
    }

    void keepsEverySecretInTheKeychain()
    {
        open();
        m_page->selectService(u"cloudy"_s);
        QTest::keyClicks(child<QLineEdit>(*m_page, u"field_region"_s), u"eu-1"_s);
        QTest::keyClicks(child<QLineEdit>(*m_page, u"key"_s), u"cloud-key-0000-4f2a"_s);
        auto *token = child<QLineEdit>(*m_page, u"field_session_token"_s);
        QCOMPARE(token->echoMode(), QLineEdit::Password);
        QTest::keyClicks(token, u"token-of-today-9b1c"_s);
        press(child<QPushButton>(*m_page, u"save"_s));
        QTRY_COMPARE(m_world->vault.stored.size(), 2);
        QCOMPARE(m_world->vault.stored.value(u"cloudy/session_token"_s).view().toByteArray(),
            QByteArray("token-of-today-9b1c"));
        QTRY_COMPARE(token->text(), QString());
        QFile file(m_world->home.filePath(u"services.json"_s));
        QVERIFY(file.open(QFile::ReadOnly));
        const QByteArray kept = file.readAll();
        QVERIFY(kept.contains("eu-1") && !kept.contains("token-of-today") && !kept.contains("cloud-key"));
    }

    void movesABuiltInServiceAndBack()
    {
        open();
        m_page->selectService(u"groq"_s);
        auto *address = child<QLineEdit>(*m_page, u"address"_s);
        const QString shipped = address->text();
        address->selectAll();
        QTest::keyClicks(address, u"https://gateway.test/v1"_s);
        QTest::keyClick(address, Qt::Key_Return);
        QTRY_COMPARE(m_world->catalogue.service(u"groq")->baseUrl, QUrl(u"https://gateway.test/v1"_s));
        QVERIFY(!m_world->catalogue.service(u"groq")->quirks.unsupported.isEmpty());
        address->selectAll();
        QTest::keyClicks(address, u"no address at all"_s);
        QTest::keyClick(address, Qt::Key_Return);
        QTRY_VERIFY(child<Banner>(*m_page, u"fault"_s)->isVisible());
        QCOMPARE(address->text(), u"https://gateway.test/v1"_s);
        address->clear();
        QTest::keyClick(address, Qt::Key_Return);
        QTRY_COMPARE(address->text(), shipped);
    }

    void showsAndCopiesTheKeyForAWhile()
    {
        m_world->vault.stored.insert(u"acme"_s, SecretBytes(rightKey.toUtf8()));
        open();
        auto *current = child<QLabel>(*m_page, u"currentKey"_s);
        QTRY_VERIFY(current->text().contains(u"4f2a"_s));
        QVERIFY(!current->text().contains(rightKey));
        press(child<QToolButton>(*m_page, u"revealKey"_s));
        QTRY_COMPARE(current->text(), rightKey);
        press(child<QToolButton>(*m_page, u"revealKey"_s));
        QTRY_VERIFY(!current->text().contains(rightKey));
        press(child<QToolButton>(*m_page, u"copyKey"_s));
        QTRY_COMPARE(QGuiApplication::clipboard()->text(), rightKey);
        QGuiApplication::clipboard()->clear();
    }

    void takesADroppedEnvFile()
    {
        open();
        QFile file(m_world->home.filePath(u".env"_s));
        QVERIFY(file.open(QFile::WriteOnly));
        file.write("# mine\nGROQ_API_KEY=gsk_abcdefghijklmnop1234\nANTHROPIC_API_KEY='sk-ant-api03-abcdefgh-beef'\n");
        file.close();
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(file.fileName())});
        QDragEnterEvent enter(QPoint(20, 20), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_page.get(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(20, 20), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(m_page.get(), &drop);
        auto *offer = child<Banner>(*m_page, u"offer"_s);
        QVERIFY(offer->isVisible());
        QVERIFY(m_world->vault.stored.isEmpty());
        press(buttonWith(*offer, u"Add all"_s));
        QTRY_COMPARE(m_world->vault.stored.size(), 2);
    }

    void offersAPastedKeyAndSendsNothingBefore()
    {
        open();
        const qsizetype before = m_world->network.requests.size();
        QGuiApplication::clipboard()->setText(u"export ANTHROPIC_API_KEY=\"sk-ant-api03-abcdefgh-beef\""_s);
        QTest::keyClick(child<QTreeView>(*m_page, u"services"_s), Qt::Key_V, Qt::ControlModifier);
        auto *offer = child<Banner>(*m_page, u"offer"_s);
        QVERIFY(offer->isVisible());
        QVERIFY2(
            offer->text().contains(u"Anthropic"_s) && offer->text().contains(u"beef"_s), qPrintable(offer->text()));
        QVERIFY(!offer->text().contains(u"abcdefgh"_s));
        QVERIFY(m_world->vault.stored.isEmpty());
        QCOMPARE(m_world->network.requests.size(), before);
        press(buttonWith(*offer, u"Add to Anthropic"_s));
        QTRY_VERIFY(m_world->vault.stored.contains(u"anthropic"_s));
        QVERIFY(!offer->isVisible());
        QTRY_COMPARE(m_page->selectedService(), u"anthropic"_s);
    }

    void keepsAPastedKeyOutOfTheSearch()
    {
        open();
        auto *search = child<QLineEdit>(*m_page, u"search"_s);
        QGuiApplication::clipboard()->setText(u"gsk_abcdefghijklmnop1234"_s);
        QTest::keyClick(m_page.get(), Qt::Key_F, Qt::ControlModifier);
        QTRY_VERIFY(search->hasFocus());
        QTest::keyClick(search, Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(search->text(), QString());
        QVERIFY(child<Banner>(*m_page, u"offer"_s)->isVisible());
        QGuiApplication::clipboard()->setText(u"anthro"_s);
        QTest::keyClick(search, Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(search->text(), u"anthro"_s);
        QCOMPARE(child<QTreeView>(*m_page, u"services"_s)->model()->rowCount(), 1);
    }

    void saysWhatTheKeychainSays_data()
    {
        QTest::addColumn<VaultState>("state");
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("button");
        QTest::newRow("locked") << VaultState::Locked << u"Test Keyring is locked"_s << u"Unlock"_s;
        QTest::newRow("denied") << VaultState::Denied << u"refuses"_s << u"Try again"_s;
        QTest::newRow("absent") << VaultState::Absent << u"no keychain"_s << u"Try again"_s;
    }
    void saysWhatTheKeychainSays()
    {
        QFETCH(const VaultState, state);
        QFETCH(const QString, words);
        QFETCH(const QString, button);
        m_world->vault.setState(state);
        open();
        auto *banner = child<Banner>(*m_page, u"vaultBanner"_s);
        QVERIFY(banner->isVisible());
        QVERIFY2(banner->text().contains(words), qPrintable(banner->text()));
        // Everything else goes on: a key for this session can be given.
        QTest::keyClicks(child<QLineEdit>(*m_page, u"key"_s), rightKey);
        QVERIFY(!child<QPushButton>(*m_page, u"save"_s)->isEnabled());
        press(child<QPushButton>(*m_page, u"session"_s));
        QTRY_COMPARE(cell(*m_page, u"acme"_s, ServiceListModel::Status), u"Connected"_s);
        press(buttonWith(*banner, button));
        if (state == VaultState::Locked) {
            QCOMPARE(m_world->vault.unlocks, 1);
            QTRY_VERIFY(!banner->isVisible());
        } else {
            QVERIFY(m_world->vault.refreshes > 1);
        }
    }

    void suggestsLocalServersThatAnswer()
    {
        m_world->ollamaRuns = true;
        open();
        auto *bar = child<QWidget>(*m_page, u"suggestions"_s);
        QTRY_VERIFY(bar->isVisible());
        const auto banners = bar->findChildren<Banner *>();
        QCOMPARE(banners.size(), 1);
        QVERIFY2(banners.first()->text().contains(u"Ollama"_s), qPrintable(banners.first()->text()));
        press(buttonWith(*bar, u"Use"_s));
        QTRY_VERIFY(!bar->isVisible());
        QCOMPARE(m_page->selectedService(), u"ollama"_s);
        QCOMPARE(cell(*m_page, u"ollama"_s, ServiceListModel::Status), u"Connected"_s);
        const auto models = m_world->catalogue.models(u"ollama");
        QVERIFY(
            std::any_of(models.cbegin(), models.cend(), [](const ModelInfo &m) { return m.id == u"llama3.2:3b"_s; }));
    }

    void showsTheVariableAKeyComesFrom()
    {
        m_world->vault.environment.values.insert(u"OPENAI_API_KEY"_s, "sk-from-the-environment-e0e0");
        open();
        m_page->openItem(u"openai"_s);
        QTRY_COMPARE(cell(*m_page, u"openai"_s, ServiceListModel::StoredIn), u"Environment (OPENAI_API_KEY)"_s);
        QCOMPARE(child<QLabel>(*m_page, u"currentKey"_s)->text(), u"···· e0e0, from OPENAI_API_KEY"_s);
        QVERIFY(!child<QPushButton>(*m_page, u"delete"_s)->isEnabled());
    }

    void opensTheKeyPageOnlyOnAClick()
    {
        open();
        m_page->selectService(u"openai"_s);
        const QUrl page = m_world->catalogue.service(u"openai")->keyPage;
        QVERIFY(!page.isEmpty());
        QCOMPARE(child<QLabel>(*m_page, u"keyPage"_s)->text(), page.toString());
        press(child<QToolButton>(*m_page, u"copyKeyPage"_s));
        QCOMPARE(QGuiApplication::clipboard()->text(), page.toString());
        QDesktopServices::setUrlHandler(u"https"_s, this, "noteUrl");
        press(child<QToolButton>(*m_page, u"openKeyPage"_s));
        QDesktopServices::unsetUrlHandler(u"https"_s);
        QCOMPARE(m_opened, QList<QUrl> {page});
    }

    void addsAServiceOfOnesOwn()
    {
        open();
        press(child<QPushButton>(*m_page, u"addServiceButton"_s));
        auto *dialog = m_page->findChild<QDialog *>();
        QVERIFY(dialog);
        auto *add = child<QPushButton>(*dialog, u"addService"_s);
        QVERIFY(!add->isEnabled());
        QTest::keyClicks(child<QLineEdit>(*dialog, u"newName"_s), u"Acme"_s);
        auto *address = child<QLineEdit>(*dialog, u"newAddress"_s);
        QTest::keyClicks(address, u"127.0.0.1:%1/v1/v1"_s.arg(m_world->port.serverPort()));
        QVERIFY(!add->isEnabled()); // the name is taken
        QTest::keyClicks(child<QLineEdit>(*dialog, u"newName"_s), u" two"_s);
        QVERIFY(add->isEnabled());
        const QString likely = u"http://127.0.0.1:%1/v1"_s.arg(m_world->port.serverPort());
        press(buttonWith(*dialog, u"Use "_s + likely));
        QCOMPARE(address->text(), likely);
        QTest::keyClicks(child<QLineEdit>(*dialog, u"newKey"_s), rightKey);
        press(add);
        QTRY_COMPARE(cell(*m_page, u"acme_two"_s, ServiceListModel::Status), u"Connected"_s);
        QCOMPARE(m_world->vault.stored.value(u"acme_two"_s).view().toByteArray(), rightKey.toUtf8());
        QFile file(m_world->home.filePath(u"services.json"_s));
        QVERIFY(file.open(QFile::ReadOnly));
        QVERIFY(!file.readAll().contains(rightKey.toUtf8()));
    }

    void namesEverythingThatTakesTheFocus()
    {
        m_world->vault.setState(VaultState::Locked);
        m_world->ollamaRuns = true;
        open();
        QTRY_VERIFY(child<QWidget>(*m_page, u"suggestions"_s)->isVisible());
        QStringList unnamed;
        for (const QWidget *widget : m_page->findChildren<QWidget *>()) {
            if (widget->focusPolicy() == Qt::NoFocus || !widget->isVisibleTo(m_page.get()))
                continue;
            const QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(const_cast<QWidget *>(widget));
            const bool label = qobject_cast<const QLabel *>(widget) != nullptr; // its text is its name
            if (!label && (!spoken || spoken->text(QAccessible::Name).isEmpty()))
                unnamed += QString::fromLatin1(widget->metaObject()->className()) + u' ' + widget->objectName();
        }
        QCOMPARE(unnamed, QStringList());
    }

    void fitsASmallWindow()
    {
        open({880, 520});
        QVERIFY2(m_page->minimumSizeHint().width() <= 880 && m_page->minimumSizeHint().height() <= 520,
            qPrintable(u"%1×%2"_s.arg(m_page->minimumSizeHint().width()).arg(m_page->minimumSizeHint().height())));
    }

    // A look at the page, for people: LINEUP_SHOTS names a folder.
    void draws()
    {
        const QString folder = qEnvironmentVariable("LINEUP_SHOTS");
        if (folder.isEmpty())
            QSKIP("LINEUP_SHOTS is not set");
        QApplication::setStyle(new LineupStyle);
        m_world->ollamaRuns = true;
        m_world->vault.stored.insert(u"acme"_s, SecretBytes("sk-acme-wrong-0000-0bad"));
        m_world->vault.stored.insert(u"anthropic"_s, SecretBytes("sk-ant-api03-abcdefgh-beef"));
        m_world->vault.environment.values.insert(u"OPENAI_API_KEY"_s, "sk-from-the-environment-e0e0");
        open({1216, 760});
        press(child<QPushButton>(*m_page, u"test"_s));
        QTRY_COMPARE(cell(*m_page, u"acme"_s, ServiceListModel::Status), u"Key rejected"_s);
        QTRY_VERIFY(child<QWidget>(*m_page, u"suggestions"_s)->isVisible());
        QVERIFY(m_page->grab().save(folder + u"/keys.png"_s));
        m_world->vault.setState(VaultState::Locked);
        m_page->resize(880, 520);
        m_page->selectService(u"openai"_s);
        QCoreApplication::processEvents();
        QVERIFY(m_page->grab().save(folder + u"/keys-small.png"_s));
    }

public Q_SLOTS:
    void noteUrl(const QUrl &url) { m_opened += url; }

private:
    QList<QUrl> m_opened;
};

QTEST_MAIN(TestKeysPage)
#include "tst_keys_page.moc"
