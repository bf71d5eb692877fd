// SPDX-License-Identifier: GPL-3.0-or-later
// The whole program: its window with N panes, all visible, that ask a server on this machine and get EVENTS events of
// a stream a second each, for so many SECONDS, through client, decoder, router, pane and ledger.
//   bench_window N EVENTS SECONDS
// Prints lost events, and gaps of the event loop (p50, p99, longest) from the first word to the last, in milliseconds.
#include "BenchServer.h"
#include "BenchText.h"
#include "LoopGaps.h"
#include "app/UiServices.h"
#include "ui/compare/CompareActions.h"
#include "ui/compare/ComparePage.h"
#include "ui/compare/PromptBar.h"
#include "ui/compare/PromptEditor.h"
#include "ui/frame/WindowApp.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include <cstdlib>

using namespace Qt::StringLiterals;
using namespace lineup;

namespace {

std::string event(const QJsonObject &delta, bool last)
{
    const QJsonObject choice {{u"index"_s, 0}, {u"delta"_s, delta},
        {u"finish_reason"_s, last ? QJsonValue(u"stop"_s) : QJsonValue(QJsonValue::Null)}};
    QJsonObject body {{u"id"_s, u"chatcmpl-bench"_s}, {u"object"_s, u"chat.completion.chunk"_s}, {u"created"_s, 1},
        {u"model"_s, u"m"_s}, {u"choices"_s, QJsonArray {choice}}};
    if (last)
        body.insert(u"usage"_s, QJsonObject {{u"prompt_tokens"_s, 9}, {u"completion_tokens"_s, 4}});
    return "data: " + QJsonDocument(body).toJson(QJsonDocument::Compact).toStdString() + "\n\n";
}

std::vector<std::string> stream(const QStringList &tokens)
{
    std::vector<std::string> out;
    for (const QString &token : tokens)
        out.push_back(event({{u"content"_s, token}}, false));
    out.push_back(event({}, true) + "data: [DONE]\n\n");
    return out;
}

bool writeService(const QString &home, int port)
{
    const QJsonObject row {{u"id"_s, u"bench"_s}, {u"label"_s, u"Bench"_s}, {u"dialect"_s, u"openai-chat"_s},
        {u"base_url"_s, u"http://127.0.0.1:%1/v1"_s.arg(port)}, {u"auth"_s, u"none"_s}};
    QFile file(home + u"/config/services.json"_s);
    return QDir().mkpath(home + u"/config"_s) && file.open(QFile::WriteOnly)
        && file.write(QJsonDocument(QJsonObject {{u"schema"_s, 1}, {u"services"_s, QJsonArray {row}}}).toJson()) > 0;
}

ui::ComparePage *comparePage()
{
    for (QWidget *widget : QApplication::allWidgets()) {
        if (auto *page = qobject_cast<ui::ComparePage *>(widget))
            return page;
    }
    return nullptr;
}

// Sends once the window is there, measures while answers come, quits when all have ended.
class Run : public QObject
{
public:
    Run(int panes, const QStringList &tokens) : m_panes(panes), m_tokens(tokens)
    {
        connect(&m_look, &QTimer::timeout, this, &Run::look);
        m_look.start(std::chrono::milliseconds(50));
    }
    [[nodiscard]] bool isOver() const { return m_over; }
    [[nodiscard]] qint64 lost() const { return m_lost; }
    LoopGaps gaps;

private:
    void look()
    {
        ui::ComparePage *page = comparePage();
        if (!page || !page->isVisible())
            return;
        if (!m_sent) {
            m_sent = true;
            ask(*page);
        } else if (!m_begun && page->callsInFlight() == m_panes) {
            m_begun = true;
            gaps.start();
        } else if (m_begun && page->callsInFlight() == 0) {
            gaps.stop();
            count(*page);
            m_over = true;
            QApplication::closeAllWindows();
            QCoreApplication::quit();
        }
    }

    void ask(ui::ComparePage &page) const
    {
        page.window()->resize(1900, 1150);
        page.panes().load(QList<ui::PaneRecord>(m_panes, {.model = u"bench/m"_s}));
        page.actionSet()->grid->trigger(); // all are visible
        page.prompt()->editor()->setPlainText(u"A question"_s);
        page.actionSet()->send->trigger();
    }

    void count(ui::ComparePage &page)
    {
        const qint64 expected = m_tokens.join(QString()).size();
        for (const PaneSession *session : page.panes().sessions()) {
            const PaneAnswer *answer = session->conversation().lastAnswer();
            m_lost += (expected - (answer ? answer->message.text().size() : 0) + 4) / 5;
        }
    }

    int m_panes;
    QStringList m_tokens;
    QTimer m_look;
    qint64 m_lost = 0;
    bool m_sent = false;
    bool m_begun = false;
    bool m_over = false;
};

} // namespace

int main(int argc, char **argv)
{
    const auto number = [&](int i, int fallback) { return argc > i ? std::atoi(argv[i]) : fallback; };
    const int panes = qBound(1, number(1, 8), ui::PaneSet::maxPanes);
    const int events = number(2, 200);
    const int seconds = number(3, 30);
    const QStringList tokens = benchTokens(qsizetype(events) * seconds * 5).mid(0, qsizetype(events) * seconds);
    const BenchServer server(stream(tokens), events);
    const QTemporaryDir home;
    if (server.port() == 0 || !writeService(home.path(), server.port()))
        return 1;
    qputenv("LINEUP_HOME", home.path().toUtf8());
    qunsetenv("DBUS_SESSION_BUS_ADDRESS"); // no keychain of this machine
    QApplication app(argc, argv);
    QCoreApplication::setApplicationName(u"lineup"_s);
    QCoreApplication::setApplicationVersion(u"bench"_s);
    Services services;
    Run run(panes, tokens);
    QTimer::singleShot(std::chrono::seconds(seconds + 60), &app, [] { QCoreApplication::exit(1); });
    const int code = ui::runWindow(app, uiContextOf(services), {});
    QTextStream out(stdout);
    out << panes << " panes of the whole window, " << events << " events/s, " << seconds
        << " s: " << tokens.size() * panes << " events, lost " << (run.isOver() ? run.lost() : tokens.size() * panes)
        << "; ";
    run.gaps.print(out);
    return run.isOver() && run.lost() == 0 ? code : 1;
}
