// SPDX-License-Identifier: GPL-3.0-or-later
// The way of an answer over several models, as a pane shows it.
#include "CompareActs.h"
#include "ui/compare/ActionCard.h"
#include "ui/compare/AttachmentStrip.h"
#include "ui/compare/ErrorCard.h"
#include "ui/compare/MetricsStrip.h"
#include "ui/compare/ModelDirectory.h"
#include "ui/compare/ModelPicker.h"
#include "ui/compare/PaneNote.h"
#include "ui/compare/RouteLine.h"
#include "ui/widgets/markdown/AnswerView.h"

#include <QClipboard>
#include <QFile>
#include <QJsonDocument>
#include <QLineEdit>
#include <QMimeData>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTreeView>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::ui;
using namespace std::chrono_literals;
using State = PaneSession::State;

class TestCompareRoute : public QObject, private CompareActs
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

    void theRouteStandsUnderAnAnswerOfAnotherModel()
    {
        f->setPanes(1);
        askAll(u"hi"_s);
        PaneView *view = f->page->board()->view(0);
        QVERIFY(!view->route()->isVisible());
        AttemptRecord refused {.service = u"ollama"_s, .model = u"words"_s, .total = 400ms, .httpStatus = 429};
        refused.usage = {.source = Usage::Source::Reported, .inputFresh = 7};
        AttemptRecord good {.service = u"other"_s, .model = u"m"_s, .httpStatus = 200};
        good.usage = {.source = Usage::Source::Reported, .inputFresh = 9, .outputText = 4};
        CallRecord &record = f->call(0).callRecord;
        record.id = u"one"_s;
        record.attempts = {refused, good};
        record.usage = totalUsage(record.attempts);
        record.route = {{.kind = RouteEvent::Kind::Attempt,
                            .model = u"ollama/words"_s,
                            .took = 400ms,
                            .attempt = 0,
                            .error = Error::Kind::RateLimited,
                            .httpStatus = 429},
            {.kind = RouteEvent::Kind::Wait, .model = u"ollama/words"_s, .at = 400ms, .took = 250ms},
            {.kind = RouteEvent::Kind::Skip, .step = 1, .model = u"third/x"_s, .skipped = SkipReason::NoKey},
            {.kind = RouteEvent::Kind::Attempt,
                .step = 2,
                .model = u"other/m"_s,
                .at = 650ms,
                .took = 1s,
                .attempt = 1}};
        f->call(0).text(u"Hello"_s);
        f->call(0).finish();
        QCOMPARE(view->route()->text(), u"ollama/words 429 0.40 s → third/x skipped: no key → other/m ok"_s);
        QVERIFY(view->route()->isVisible());
        QVERIFY(view->route()->accessibleName().contains(u"other/m ok"_s));
        QVERIFY(view->route()->toolTip().contains(u"waited 0.25 s"_s));
        // The figures are those of the one that answered.
        QCOMPARE(view->metrics()->text(MetricsText::Tokens), u"9 → 4"_s);
        QVERIFY(view->metrics()->hint(MetricsText::Tokens).contains(u"Answered by other/m"_s));
        QVERIFY(f->page->inspected().has_value());
        QCOMPARE(f->page->inspected()->record.id, u"one"_s);
        // It is saved with the answer.
        const PaneConversation again = PaneConversation::fromJson(f->pane(0).conversation().toJson());
        QVERIFY(again.lastAnswer()->route == f->pane(0).conversation().lastAnswer()->route);
        QCOMPARE(again.lastAnswer()->answeredBy, u"other/m"_s);
    }

    void aPlainAnswerHasNoRouteLine()
    {
        f->setPanes(1);
        askAll(u"hi"_s);
        f->call(0).callRecord.attempts = {AttemptRecord {.service = u"ollama"_s, .model = u"words"_s}};
        f->call(0).callRecord.route = {{.kind = RouteEvent::Kind::Attempt, .model = u"ollama/words"_s, .attempt = 0}};
        f->call(0).text(u"Hello"_s);
        f->call(0).finish();
        QVERIFY(!f->page->board()->view(0)->route()->isVisible());
    }

    void theWaitBeforeATryIsCountedDown()
    {
        f->setPanes(1);
        askAll(u"hi"_s);
        PaneView *view = f->page->board()->view(0);
        f->call(0).become(Reply::State::Connecting);
        f->call(0).become(Reply::State::Queued);
        Q_EMIT f->call(0).waiting(12s);
        QCOMPARE(view->note()->status(), u"Waiting 12 s before it is tried again…"_s);
        f->clock.time += 5s;
        QTRY_COMPARE(view->note()->status(), u"Waiting 7 s before it is tried again…"_s);
        f->call(0).become(Reply::State::Connecting);
        QCOMPARE(view->note()->status(), u"Connecting…"_s);
    }

    void aFailureIsNotCalledStopped()
    {
        f->setPanes(1);
        askAll(u"hi"_s);
        f->call(0).text(u"Half an ans"_s);
        f->call(0).fail(Error {.kind = Error::Kind::Network, .detail = u"cut"_s, .service = u"ollama"_s});
        const PaneView *view = f->page->board()->view(0);
        QVERIFY(textOf(*view).contains(u"Half an ans"_s));
        QVERIFY(!textOf(*view).contains(u"Stopped"_s));
        QVERIFY(textOf(*view).contains(u"Broken off by the failure below"_s));
        f->page->actionSet()->retry->trigger();
        f->call(1).fail(Error {.kind = Error::Kind::Network, .detail = u"cut"_s, .service = u"ollama"_s});
        QVERIFY(!textOf(*view).contains(u"not complete"_s)); // nothing came
        f->page->actionSet()->retry->trigger();
        f->call(2).text(u"Half again"_s);
        f->pane(0).stop();
        QTRY_VERIFY(textOf(*view).contains(u"Stopped: this answer"_s));
    }
};

QTEST_MAIN(TestCompareRoute)
#include "tst_compare_route.moc"
