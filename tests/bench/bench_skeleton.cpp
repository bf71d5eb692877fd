// SPDX-License-Identifier: GPL-3.0-or-later
// The least that a program like ours is made of, as the measure for our start-up: a main window, a tool bar, four
// text browsers and a network manager. Ends when it is idle after being shown, as `lineup` does with
// LINEUP_QUIT_WHEN_SHOWN=1; with "hold" it stays, to have its memory read.
#include "app/QuitWhenShown.h"

#include <QApplication>
#include <QMainWindow>
#include <QNetworkAccessManager>
#include <QSplitter>
#include <QTextBrowser>
#include <QToolBar>

#include <optional>

using namespace Qt::StringLiterals;

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    std::optional<lineup::QuitWhenShown> quit;
    if (!QCoreApplication::arguments().contains(u"hold"_s))
        quit.emplace(app);
    QNetworkAccessManager network;
    QMainWindow window;
    QToolBar *bar = window.addToolBar(u"Tools"_s);
    for (const QString &name : {u"New"_s, u"Send"_s, u"Stop"_s, u"Keys"_s})
        bar->addAction(name);
    auto *panes = new QSplitter;
    for (int i = 0; i < 4; ++i)
        panes->addWidget(new QTextBrowser);
    window.setCentralWidget(panes);
    window.resize(1280, 800);
    window.show();
    return QApplication::exec();
}
