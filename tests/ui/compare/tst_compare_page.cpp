// SPDX-License-Identifier: GPL-3.0-or-later
#include "CompareActs.h"
#include "core/net/Origin.h"
#include "ui/compare/ActionCard.h"
#include "ui/compare/AttachmentStrip.h"
#include "ui/compare/CompareActions.h"
#include "ui/compare/MetricsStrip.h"
#include "ui/compare/ModelDirectory.h"
#include "ui/compare/ModelPicker.h"
#include "ui/compare/PaneNote.h"
#include "ui/compare/ParamPopup.h"
#include "ui/compare/PromptBar.h"
#include "ui/compare/PromptEditor.h"
#include "ui/compare/RouteLine.h"
#include "ui/widgets/ToolChip.h"
#include "ui/widgets/markdown/AnswerView.h"

#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QJsonDocument>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::ui;
using namespace std::chrono_literals;
using State = PaneSession::State;

class TestComparePage : public QObject, private CompareActs
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not).*"_s));
        f = std::make_unique<CompareFixture>();
        f->show();
    }
    void cleanup() { f.reset(); }

    void startsInviting()
    {
        QVERIFY(f->page->showsStart());
        QSignalSpy wanted(f->page.get(), &Page::pageRequested);
        const QList<ActionCard *> cards = f->page->findChildren<ActionCard *>();
        QVERIFY(cards.size() >= 3); // demo, the local service of the fixture, a key
        for (ActionCard *card : cards) {
            if (card->text().contains(u"key"_s) && !card->text().contains(u"environment"_s))
                QTest::keyClick(card, Qt::Key_Space);
        }
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(wanted.first().first().toString(), u"keys"_s);
    }

    void localModelIsOneClickAway()
    {
        for (ActionCard *card : f->page->findChildren<ActionCard *>()) {
            if (card->accessibleDescription().contains(u"on this computer"_s)) {
                card->click();
                break;
            }
        }
        QVERIFY(!f->page->showsStart());
        QCOMPARE(f->page->panes().count(), 2);
        QVERIFY(f->pane(0).model().local);
    }

    // At the first start, by asking: nothing else tells that a server is there.
    void localServerIsLookedFor()
    {
        CompareFixture fresh;
        const QUrl address = fresh.catalogue.service(u"lm_studio")->baseUrl;
        fresh.network.answer = [&address](const HttpRequest &request) {
            if (request.url.port() == address.port() && request.url.path() == address.path() + u"/models"_s)
                return test::FakeAnswer {.body = R"({"object":"list","data":[{"id":"qwen-here","object":"model"}]})"};
            return test::FakeAnswer {.error = Error {.kind = Error::Kind::Network}};
        };
        fresh.show();
        const auto offer = [&fresh]() -> ActionCard * {
            for (ActionCard *card : fresh.page->findChildren<ActionCard *>()) {
                if (card->text().contains(u"LM Studio"_s))
                    return card;
            }
            return nullptr;
        };
        QTRY_VERIFY(offer() != nullptr);
        for (const HttpRequest &request : std::as_const(fresh.network.requests)) {
            QCOMPARE(request.method, QByteArray("GET"));
            QVERIFY2(isLoopback(request.url.host()), qPrintable(request.url.host()));
        }
        offer()->click();
        QVERIFY(!fresh.page->showsStart());
        QCOMPARE(fresh.pane(0).model().service, u"lm_studio"_s);
    }

    void environmentKeyIsOffered()
    {
        f->vault.environment.values[u"OPENAI_API_KEY"_s] = "sk-test-0000000000000000";
        Q_EMIT f->vault.keyChanged(u"openai"_s);
        const auto offer = [this]() -> ActionCard * {
            for (ActionCard *card : f->page->findChildren<ActionCard *>()) {
                if (card->text().contains(u"OPENAI_API_KEY"_s))
                    return card;
            }
            return nullptr;
        };
        QTRY_VERIFY(offer() != nullptr);
        offer()->click();
        QVERIFY(!f->page->showsStart());
        QCOMPARE(f->pane(0).model().service, u"openai"_s);
    }

    void demoStartsThreeModels()
    {
        f->page->runDemo();
        QCOMPARE(f->page->callsInFlight(), 3);
        QCOMPARE(f->page->panes().count(), 3);
        for (int i = 0; i < 3; ++i) {
            QVERIFY(f->pane(i).model().demo);
            f->call(i).finish();
        }
        QCOMPARE(f->page->callsInFlight(), 0);
    }

    void answersArriveInterleaved()
    {
        f->setPanes(3);
        askAll(u"Hello"_s);
        QCOMPARE(f->starter->calls.size(), 3);
        QCOMPARE(f->page->callsInFlight(), 3);
        for (const QString &piece : {u"one "_s, u"two "_s}) {
            for (int i = 0; i < 3; ++i)
                f->call(i).text(piece + QString::number(i) + u' ');
        }
        for (int i = 0; i < 3; ++i) {
            QTRY_VERIFY(textOf(*f->page->board()->view(i)).contains(u"one %1 two %1"_s.arg(i)));
            QCOMPARE(f->pane(i).state(), State::Streaming);
        }
        f->call(1).finish();
        QCOMPARE(f->pane(1).state(), State::Done);
        QCOMPARE(f->pane(0).state(), State::Streaming);
        QCOMPARE(f->page->callsInFlight(), 2);
    }

    void secondTurnTakesTheFirstAlong()
    {
        f->setPanes(2);
        askAll(u"First"_s);
        f->call(0).text(u"zero"_s);
        f->call(0).finish();
        f->call(1).text(u"one"_s);
        f->call(1).finish();
        askAll(u"Second"_s);
        QCOMPARE(f->starter->requests.size(), 4);
        const QList<Message> sent = f->starter->requests[3].messages;
        QCOMPARE(sent.size(), 3);
        QCOMPARE(sent[0].text(), u"First"_s);
        QCOMPARE(sent[1].text(), u"one"_s);
        QCOMPARE(sent[2].text(), u"Second"_s);
    }

    void onlyTheFocusedPane()
    {
        f->setPanes(3);
        press(Qt::Key_2, Qt::ControlModifier);
        f->page->prompt()->editor()->setFocus();
        type(u"You"_s);
        QTRY_VERIFY(f->page->actionSet()->sendPane->isEnabled());
        press(Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(f->starter->calls.size(), 1);
        QVERIFY(f->pane(1).isRunning());
    }

    void escapeStopsOneThenAll()
    {
        f->setPanes(3);
        askAll(u"Go"_s);
        for (int i = 0; i < 3; ++i)
            f->call(i).text(u"part"_s);
        press(Qt::Key_Escape);
        QVERIFY(f->call(0).aborted);
        QVERIFY(!f->call(1).aborted);
        QTRY_COMPARE(f->pane(0).state(), State::Stopped);
        QCOMPARE(f->page->board()->view(0)->note()->status(), u"Stopped by you"_s);
        QCOMPARE(f->pane(0).conversation().lastAnswer()->message.text(), u"part"_s);
        f->clock.time += 500ms;
        press(Qt::Key_Escape);
        QTRY_COMPARE(f->page->callsInFlight(), 0);
    }

    void escapeTwiceSlowlyStopsOne()
    {
        f->setPanes(2);
        askAll(u"Go"_s);
        press(Qt::Key_Escape);
        QTRY_COMPARE(f->page->callsInFlight(), 1);
        f->clock.time += 2s;
        press(Qt::Key_Escape);
        QCOMPARE(f->page->callsInFlight(), 1);
    }

    void retryAllFailed()
    {
        f->setPanes(3);
        askAll(u"Go"_s);
        f->call(0).fail(Error {.kind = Error::Kind::Overloaded});
        f->call(1).text(u"fine"_s);
        f->call(1).finish();
        f->call(2).fail(Error {.kind = Error::Kind::Network});
        press(Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(f->starter->calls.size(), 5);
        QVERIFY(f->pane(0).isRunning());
        QCOMPARE(f->pane(1).state(), State::Done);
        QVERIFY(f->pane(2).isRunning());
    }

    void askingAgainKeepsBothAnswers()
    {
        f->setPanes(1);
        askAll(u"Go"_s);
        f->call(0).text(u"first"_s);
        f->call(0).finish();
        press(Qt::Key_R, Qt::ControlModifier);
        f->call(1).text(u"second"_s);
        f->call(1).finish();
        QTRY_VERIFY(textOf(*f->page->board()->view(0)).contains(u"second"_s));
        Q_EMIT f->page->board()->view(0)->note()->answerRequested(-1);
        QTRY_VERIFY(textOf(*f->page->board()->view(0)).contains(u"first"_s));
    }

    void addCloseReopenMove()
    {
        f->setPanes(2);
        PaneModel known = f->pane(1).model();
        press(Qt::Key_T, Qt::ControlModifier);
        QCOMPARE(f->page->panes().count(), 3);
        press(Qt::Key_2, Qt::ControlModifier);
        press(Qt::Key_W, Qt::ControlModifier);
        QCOMPARE(f->page->panes().count(), 2);
        press(Qt::Key_T, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(f->page->panes().count(), 3);
        QCOMPARE(f->pane(1).model(), known);
        press(Qt::Key_2, Qt::ControlModifier);
        const PaneSession *moved = f->page->panes().at(1);
        f->page->actionSet()->moveLeft->trigger();
        QCOMPARE(f->page->panes().at(0), moved);
        f->page->panes().undoStack()->undo();
        QCOMPARE(f->page->panes().at(1), moved);
        for (int i = 0; i < 10; ++i)
            f->page->actionSet()->addPane->trigger();
        QCOMPARE(f->page->panes().count(), 8);
        QVERIFY(!f->page->actionSet()->addPane->isEnabled());
    }

    void closingARunningPaneStopsItAndUndoBringsItsTextBack()
    {
        f->setPanes(2);
        askAll(u"Go"_s);
        f->call(0).text(u"kept"_s);
        f->page->board()->setCurrent(0);
        f->page->actionSet()->closePane->trigger();
        QTRY_VERIFY(f->starter->calls[0].isNull());
        QCOMPARE(f->page->callsInFlight(), 1);
        f->page->panes().undoStack()->undo();
        QCOMPARE(f->pane(0).conversation().lastAnswer()->message.text(), u"kept"_s);
        QTRY_VERIFY(textOf(*f->page->board()->view(0)).contains(u"kept"_s));
    }

    void maximiseAndBack()
    {
        f->setPanes(3);
        press(Qt::Key_2, Qt::ControlModifier);
        press(Qt::Key_F11);
        QVERIFY(f->page->board()->view(1)->isVisible());
        QVERIFY(!f->page->board()->view(0)->isVisible());
        press(Qt::Key_Escape);
        QVERIFY(f->page->board()->view(0)->isVisible());
    }

    // A start reads no models for a list that nobody has opened.
    void theListOfModelsIsMadeWhenItIsAskedFor()
    {
        ModelDirectory directory(f->catalogue, f->vault);
        directory.refreshKeys();
        QTRY_VERIFY(directory.keysKnown());
        QVERIFY(directory.findChild<ModelTreeModel *>() == nullptr);
        QVERIFY(directory.tree()->rowCount() > 20);
        QCOMPARE(directory.findChild<ModelTreeModel *>(), directory.tree());
    }

    // A profile of the AWS tools is as good as a key.
    void credentialsElsewhereCount()
    {
        QTemporaryDir home;
        QFile file(home.filePath(u"credentials"_s));
        QVERIFY(file.open(QFile::WriteOnly));
        QVERIFY(file.write("[default]\naws_access_key_id = AKIDTEST\naws_secret_access_key = s\n") > 0);
        file.close();
        qputenv("AWS_CONFIG_FILE", "/nowhere");
        for (const bool there : {false, true}) {
            qputenv("AWS_SHARED_CREDENTIALS_FILE", there ? file.fileName().toUtf8() : QByteArray("/nowhere"));
            ModelDirectory directory(f->catalogue, f->vault);
            directory.refreshKeys();
            QTRY_VERIFY(directory.keysKnown());
            QCOMPARE(directory.needsKey(u"bedrock"_s), !there);
            QVERIFY(directory.needsKey(u"openai"_s));
            const QList<ModelGroup> groups = directory.tree()->groups();
            const auto bedrock = std::find_if(
                groups.begin(), groups.end(), [](const ModelGroup &group) { return group.service == u"bedrock"_s; });
            QVERIFY(bedrock != groups.end());
            QCOMPARE(bedrock->needsKey, !there);
        }
        qunsetenv("AWS_SHARED_CREDENTIALS_FILE");
        qunsetenv("AWS_CONFIG_FILE");
    }

    void pickerFiltersAndTakesAnyModel()
    {
        f->setPanes(1);
        f->page->actionSet()->chooseModel->trigger();
        auto *picker = f->page->findChild<ModelPicker *>();
        QVERIFY(picker != nullptr);
        auto *line = picker->findChild<QLineEdit *>();
        QTest::keyClicks(line, u"eyes"_s);
        QTest::keyClick(line, Qt::Key_Return);
        QCOMPARE(f->pane(0).model().info->id, u"eyes"_s);
        f->page->actionSet()->chooseModel->trigger();
        const QList<ModelPicker *> open = f->page->findChildren<ModelPicker *>();
        line = open.last()->findChild<QLineEdit *>();
        QTest::keyClicks(line, u"openrouter/some-org/some-model"_s);
        QTest::keyClick(line, Qt::Key_Return);
        QCOMPARE(f->pane(0).model().modelString, u"openrouter/some-org/some-model"_s);
    }

    // Esc is the page's own key as well, and a pop-up counts as its child.
    void escapeIsThePopupsFirst()
    {
        f->setPanes(1);
        askAll(u"Go"_s);
        f->page->actionSet()->chooseModel->trigger();
        QPointer<ModelPicker> picker = f->page->findChild<ModelPicker *>();
        QVERIFY(picker);
        auto *line = picker->findChild<QLineEdit *>();
        QTest::keyClicks(line, u"eyes"_s);
        QTest::keyClick(line, Qt::Key_Escape);
        QVERIFY(picker->isVisible()); // it emptied the filter
        QCOMPARE(line->text(), QString());
        QTest::keyClick(line, Qt::Key_Escape);
        QTRY_VERIFY(!picker);
        QCOMPARE(f->page->callsInFlight(), 1); // the answer goes on
        f->page->board()->view(0)->findChild<ToolChip *>()->click();
        QPointer<ParamPopup> popup = f->page->findChild<ParamPopup *>();
        QVERIFY(popup);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QTRY_VERIFY(!popup);
        QCOMPARE(f->page->callsInFlight(), 1);
    }

    void imageWarnsWhoCannotSee()
    {
        f->page->panes().load({{.model = u"ollama/eyes"_s}, {.model = u"ollama/words"_s}});
        QImage picture(20, 20, QImage::Format_RGB32);
        picture.fill(Qt::blue);
        f->page->prompt()->attachments()->addImage(picture);
        QTRY_COMPARE(f->page->prompt()->attachments()->attachments().size(), 1);
        const QString warning = u"Will not see the image"_s;
        QTRY_COMPARE(f->page->board()->view(1)->note()->status(), warning);
        QCOMPARE(f->page->board()->view(0)->note()->status(), QString());
        askAll(u"What?"_s);
        QCOMPARE(f->starter->requests[0].messages.last().content.size(), 2);
        QCOMPARE(f->starter->requests[1].messages.last().content.size(), 1);
        QVERIFY(f->page->prompt()->attachments()->attachments().isEmpty());
    }

    void metricsGoFromEstimateToFact()
    {
        f->setPanes(2);
        askAll(u"Go"_s);
        f->clock.time += 420ms;
        f->call(0).text(QString(400, u'w'));
        MetricsStrip *strip = f->page->board()->view(0)->metrics();
        const int width = strip->width();
        QTRY_VERIFY(strip->text(MetricsText::FirstToken).contains(u"0.42"_s)
            || strip->text(MetricsText::FirstToken).contains(u"420"_s));
        f->call(0).callRecord.usage = {.source = Usage::Source::Reported, .inputFresh = 12, .outputText = 90};
        f->call(0).callRecord.cost = Cost::known(Money::fromNano(8'700'000), Cost::Provenance::Computed);
        f->call(0).callRecord.firstToken = 420ms;
        f->call(0).callRecord.total = 1420ms;
        f->call(0).finish();
        QCOMPARE(strip->text(MetricsText::CostCell), u"$0.0087"_s);
        QCOMPARE(strip->text(MetricsText::Tokens), u"12 → 90"_s);
        QVERIFY(strip->text(MetricsText::Speed).startsWith(u"90"_s));
        QCOMPARE(strip->width(), width);
        f->call(1).callRecord.cost = Cost::known(Money::fromNano(1'000'000), Cost::Provenance::Computed);
        f->call(1).text(u"x"_s);
        f->call(1).finish();
        QVERIFY(f->page->board()->view(1)->metrics()->isBest(MetricsText::CostCell));
        QVERIFY(!strip->isBest(MetricsText::CostCell));
    }

    void copyPutsMarkdownOnTheClipboard()
    {
        f->setPanes(1);
        askAll(u"Go"_s);
        f->call(0).text(u"**bold**"_s);
        f->call(0).finish();
        QSignalSpy word(f->page.get(), &Page::statusMessage);
        press(Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(QApplication::clipboard()->text(), u"**bold**"_s);
        QCOMPARE(word.last().first().toString(), u"Copied"_s);
    }

    void newComparisonCanBeUndone()
    {
        f->setPanes(2);
        askAll(u"Go"_s);
        for (int i = 0; i < 2; ++i) {
            f->call(i).text(u"answer"_s);
            f->call(i).finish();
        }
        press(Qt::Key_N, Qt::ControlModifier);
        QVERIFY(!f->page->panes().hasConversation());
        f->page->panes().undoStack()->undo();
        QCOMPARE(f->pane(1).conversation().lastAnswer()->message.text(), u"answer"_s);
    }

    void enterSendsWhenAsked()
    {
        f->setPanes(1);
        f->page->setProperty("enterSends", true);
        f->page->prompt()->editor()->setFocus();
        type(u"Hi"_s);
        QTRY_VERIFY(f->page->actionSet()->send->isEnabled());
        press(Qt::Key_Return, Qt::ShiftModifier);
        QVERIFY(f->starter->calls.isEmpty());
        press(Qt::Key_Return);
        QCOMPARE(f->starter->calls.size(), 1);
    }

    void promptHistory()
    {
        f->setPanes(1);
        askAll(u"first"_s);
        f->call(0).finish();
        type(u"draft"_s);
        press(Qt::Key_Up, Qt::ControlModifier);
        QCOMPARE(f->page->prompt()->editor()->toPlainText(), u"first"_s);
        press(Qt::Key_Down, Qt::ControlModifier);
        QCOMPARE(f->page->prompt()->editor()->toPlainText(), u"draft"_s);
    }

    void stateComesBack()
    {
        f->setPanes(3);
        f->pane(1).setParams({.temperature = 0.5, .systemPrompt = u"Rhyme."_s});
        askAll(u"Go"_s);
        f->call(0).text(u"whole"_s);
        f->call(0).finish();
        f->call(1).text(u"par"_s); // still coming
        f->page->prompt()->setSystemPrompt(u"Be kind."_s);
        f->page->actionSet()->grid->trigger();
        type(u"draft"_s);
        f->page->setProperty("keepsHistory", true);
        const QJsonObject state = f->page->saveState();
        CompareFixture other;
        other.page->setProperty("keepsHistory", true);
        other.page->restoreState(state);
        QCOMPARE(other.page->panes().count(), 3);
        QCOMPARE(other.pane(0).conversation().lastAnswer()->message.text(), u"whole"_s);
        QCOMPARE(other.pane(1).conversation().lastAnswer()->message.text(), u"par"_s);
        QCOMPARE(other.pane(1).conversation().lastAnswer()->end, PaneAnswer::End::Interrupted);
        QCOMPARE(other.pane(1).params(), f->pane(1).params());
        QCOMPARE(other.page->prompt()->editor()->toPlainText(), u"draft"_s);
        QCOMPARE(other.page->prompt()->systemPrompt(), u"Be kind."_s);
        QCOMPARE(other.page->board()->area()->layoutKind(), PaneArea::Layout::Grid);
    }

    void withoutHistoryOnlyTheLineUpComesBack()
    {
        f->setPanes(2);
        f->pane(1).setParams({.temperature = 0.5});
        askAll(u"asked by me"_s);
        f->call(0).text(u"said by it"_s);
        f->call(0).finish();
        f->call(1).text(u"said half"_s); // still coming
        type(u"draft"_s);
        const QByteArray kept = QJsonDocument(f->page->saveState()).toJson();
        QVERIFY(!kept.contains("asked by me") && !kept.contains("said by it") && !kept.contains("said half"));
        f->page->setProperty("keepsHistory", true);
        const QJsonObject withHistory = f->page->saveState();
        QVERIFY(QJsonDocument(withHistory).toJson().contains("said half"));
        CompareFixture other; // keeps none, and takes none from a file that has some
        other.page->restoreState(withHistory);
        QCOMPARE(other.page->panes().count(), 2);
        QVERIFY(!other.page->panes().hasConversation());
        QVERIFY(other.page->prompt()->editor()->history().isEmpty());
        QCOMPARE(other.pane(1).params(), f->pane(1).params());
        QCOMPARE(other.page->prompt()->editor()->toPlainText(), u"draft"_s);
    }

    void everyFocusableHasAName()
    {
        f->setPanes(2);
        askAll(u"Go"_s);
        f->call(0).fail(Error {.kind = Error::Kind::Auth, .detail = u"no"_s});
        for (QWidget *widget : f->page->findChildren<QWidget *>()) {
            if (widget->focusPolicy() == Qt::NoFocus || !widget->isVisible()
                || widget->objectName().startsWith(u"qt_"_s))
                continue;
            const auto *button = qobject_cast<QAbstractButton *>(widget);
            const bool named = !widget->accessibleName().isEmpty() || (button != nullptr && !button->text().isEmpty());
            QVERIFY2(named,
                qPrintable(QString::fromLatin1(widget->metaObject()->className()) + u" in "_s
                    + QString::fromLatin1(widget->parentWidget()->metaObject()->className())));
        }
    }

    void everyActionHasAMenuAndAText()
    {
        for (const QAction *action : f->page->pageActions()) {
            QVERIFY(!action->text().isEmpty());
            QVERIFY2(!action->property("menu").toString().isEmpty(), qPrintable(action->text()));
        }
    }
};

QTEST_MAIN(TestComparePage)
#include "tst_compare_page.moc"
