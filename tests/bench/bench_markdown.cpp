// SPDX-License-Identifier: GPL-3.0-or-later
// What streaming costs.
//   bench_markdown cost KB [text|code|table|list]  streams KB and prints time per token of its last quarter, and the
//                                                  longest single update; for instructions, compare two sizes under
//                                                  callgrind
//   bench_markdown panes N EVENTS SECONDS          N visible views, EVENTS appendText a second each: lost events, and
//                                                  gaps of the event loop (p50, p99, longest), in milliseconds
//   bench_markdown show KB                         time and memory of one whole answer
#include "BenchText.h"
#include "LoopGaps.h"
#include "ui/widgets/markdown/AnswerView.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QGridLayout>
#include <QTextStream>
#include <QTimer>

using namespace Qt::StringLiterals;
using lineup::ui::AnswerView;

namespace {

qint64 residentKb()
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            return line.simplified().split(' ').value(1).toLongLong();
    }
    return 0;
}

// Every eighth token is flushed by hand, as the clock would do at some 240 tokens a second.
int runCost(int kilobytes, const QString &kind)
{
    AnswerView view;
    view.resize(520, 800);
    view.show();
    view.beginAnswer();
    const QStringList all = benchTokens(kilobytes * 1024, kind);
    QElapsedTimer timer;
    qint64 last = 0;
    QList<double> updates; // ms
    for (qsizetype i = 0; i < all.size(); ++i) {
        if (i == all.size() * 3 / 4)
            timer.start();
        view.appendText(all.at(i));
        if (i % 8 != 7)
            continue;
        QElapsedTimer one;
        one.start();
        view.flush();
        updates.append(static_cast<double>(one.nsecsElapsed()) / 1e6);
    }
    last = timer.nsecsElapsed();
    view.endAnswer(true);
    QTextStream(stdout) << kilobytes << " KB " << kind << ": " << all.size() << " tokens, "
                        << static_cast<double>(last) / static_cast<double>(qMax<qint64>(1, all.size() / 4)) / 1000.0
                        << " us a token in the last quarter; an update p99 " << percentile(updates, 0.99) << " max "
                        << updates.last() << " ms\n";
    return 0;
}

int runShow(int kilobytes)
{
    const qint64 before = residentKb();
    AnswerView view;
    view.resize(520, 800);
    view.show();
    QElapsedTimer timer;
    timer.start();
    view.beginAnswer();
    view.appendText(benchTokens(kilobytes * 1024, u"text"_s).join(QString()));
    view.endAnswer(true);
    QTextStream(stdout) << kilobytes << " KB at once: " << timer.elapsed() << " ms, " << residentKb() - before
                        << " KB of memory\n";
    return 0;
}

int runPanes(int count, int events, int seconds)
{
    QWidget window;
    auto *grid = new QGridLayout(&window);
    QList<AnswerView *> views;
    for (int i = 0; i < count; ++i) {
        views.append(new AnswerView);
        grid->addWidget(views.last(), i / 4, i % 4);
        views.last()->beginAnswer();
    }
    window.resize(1600, 1000);
    window.show();

    const QStringList all = benchTokens(qint64(events) * seconds * 5 + 100, u"text"_s);
    QElapsedTimer clock;
    qsizetype sent = 0; // to each view
    QTimer feed;
    feed.setTimerType(Qt::PreciseTimer);
    QObject::connect(&feed, &QTimer::timeout, &window, [&] {
        const qsizetype due = qMin<qsizetype>(clock.elapsed() * events / 1000, qint64(events) * seconds);
        for (; sent < due; ++sent) {
            for (AnswerView *view : views)
                view->appendText(all.at(sent));
        }
        if (sent >= qint64(events) * seconds)
            QCoreApplication::quit();
    });
    LoopGaps gaps;
    clock.start();
    feed.start(5);
    gaps.start();
    QCoreApplication::exec();

    const QString expected = QStringList(all.first(sent)).join(QString());
    qint64 lost = 0;
    for (AnswerView *view : views) {
        view->endAnswer(true);
        lost += (expected.size() - view->markdown().size()) / 5;
    }
    QTextStream out(stdout);
    out << count << " views, " << events << " events/s, " << seconds << " s: " << sent * count << " events, lost "
        << lost << "; ";
    gaps.print(out);
    return lost == 0 ? 0 : 1;
}

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    const QStringList args = QCoreApplication::arguments();
    const auto number = [&](int i, int fallback) { return args.size() > i ? args.at(i).toInt() : fallback; };
    if (args.value(1) == "cost"_L1)
        return runCost(number(2, 4), args.size() > 3 ? args.at(3) : u"text"_s);
    if (args.value(1) == "panes"_L1)
        return runPanes(number(2, 8), number(3, 200), number(4, 30));
    if (args.value(1) == "show"_L1)
        return runShow(number(2, 200));
    QTextStream(stderr) << "bench_markdown cost KB [text|code|table|list] | panes N EVENTS SECONDS | show KB\n";
    return 2;
}
