// SPDX-License-Identifier: GPL-3.0-or-later
#include "PseudoTexts.h"
#include "WindowFixture.h"
#include "ui/frame/Rail.h"
#include "ui/frame/StatusStrip.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/ErrorText.h"
#include "ui/widgets/Format.h"

#include <QDialog>
#include <QMenuBar>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::ui;
using namespace lineup::test;
using Id = ActionCatalogue::Id;

class TestPseudo : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(QCoreApplication::installTranslator(&m_translator)); }

    void wholeWindowIsTranslated()
    {
        WindowFixture f;
        f.ledger.sums = {.known = Money::fromNano(420'000'000), .calls = 2, .failed = 1, .unpriced = 3};
        auto *page = new PlainPage(u"one"_s, u"⟦One⟧"_s);
        f.window.addPage(page);
        page->setCalls(2);
        f.window.show();
        for (const Id id : {Id::Settings, Id::Palette, Id::Shortcuts, Id::About})
            f.window.command(id)->trigger();
        f.window.close(); // asks
        QCOMPARE(f.window.findChildren<QDialog *>().size(), 5);
        QTRY_VERIFY(f.window.findChild<StatusStrip *>()->findChildren<QAbstractButton *>().at(1)->text().contains(
            u"unpriced"_s));

        int seen = 0;
        for (const QWidget *widget : f.window.findChildren<QWidget *>() + QList<QWidget *> {&f.window}) {
            const bool ofTabs = widget->parentWidget() && widget->parentWidget()->inherits("QTabBar");
            if (ofTabs || QByteArrayView(widget->metaObject()->className()).startsWith("QDockWidget"))
                continue; // its buttons speak with Qt's words
            const auto *table = qobject_cast<const QAbstractItemView *>(widget);
            for (const QString &text : textsOf(*widget)) {
                seen += text.isEmpty() ? 0 : 1;
                const bool keys = table && isKeys(text);
                QVERIFY2(isTranslated(text) || keys,
                    qPrintable(QString::fromLatin1(widget->metaObject()->className()) + u": "_s + text));
            }
        }
        QVERIFY2(seen > 60, qPrintable(QString::number(seen)));
    }
    void menusAndCommandsAreTranslated()
    {
        WindowFixture f;
        f.window.addPage(new PlainPage(u"one"_s, u"⟦One⟧"_s));
        for (const QAction *top : f.window.menuBar()->actions())
            QVERIFY2(isTranslated(top->text()), qPrintable(top->text()));
        for (const QAction *action : f.window.commands()) {
            for (const QString &text : {action->text(), action->toolTip(), action->statusTip(), action->whatsThis()})
                QVERIFY2(isTranslated(text), qPrintable(text));
        }
    }
    void keychainWordsAreTranslated()
    {
        WindowFixture f;
        for (const auto state :
            {VaultState::Unknown, VaultState::Ready, VaultState::Locked, VaultState::Absent, VaultState::Denied}) {
            f.vault.become(state);
            for (const auto *button : f.window.findChild<StatusStrip *>()->findChildren<QAbstractButton *>())
                QVERIFY2(button->isHidden() || isTranslated(button->text()), qPrintable(button->text()));
        }
    }
    void errorsAndFiguresAreTranslated()
    {
        for (int kind = 0; kind <= int(Error::Kind::Unsupported); ++kind) {
            const Error error {.kind = Error::Kind(kind), .httpStatus = 500, .retryAfter = std::chrono::seconds(12)};
            const ErrorSentence sentence = errorSentence(error, u"Acme"_s);
            for (const QString &text : {sentence.what, sentence.why, sentence.todo})
                QVERIFY2(text.isEmpty() || isTranslated(text), qPrintable(text));
        }
        for (const auto meaning : {Meaning::Good, Meaning::Warning, Meaning::Error, Meaning::Information})
            QVERIFY(isTranslated(meaningWord(meaning)));
        for (const int seconds : {0, 1, 30, 90, 4'000, 400'000})
            QVERIFY(isTranslated(Format::duration(std::chrono::seconds(seconds))));
    }

private:
    PseudoTranslator m_translator;
};

QTEST_MAIN(TestPseudo)
#include "tst_pseudo.moc"
