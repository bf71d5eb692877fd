// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/Dressing.h"

#include "ui/theme/Icons.h"
#include "ui/theme/LineupStyle.h"

#include <QApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

void translate(QApplication &app, const QString &name, const QString &folder)
{
    auto *translator = new QTranslator(&app);
    if (translator->load(QLocale(), name, u"_"_s, folder))
        QCoreApplication::installTranslator(translator);
    else
        delete translator;
}

} // namespace

void dress(QApplication &app)
{
    QApplication::setStyle(new LineupStyle);
    QApplication::setWindowIcon(applicationIcon());
    QGuiApplication::setDesktopFileName(u"org.lineup.Lineup"_s);
    translate(app, u"qtbase"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    // English has one too: it holds the plurals. It is what is used where a language is missing.
    auto *english = new QTranslator(&app);
    if (english->load(u":/i18n/lineup_en.qm"_s))
        QCoreApplication::installTranslator(english);
    translate(app, u"lineup"_s, u":/i18n"_s);
}

} // namespace lineup::ui
