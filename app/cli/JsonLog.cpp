// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/JsonLog.h"

#include "app/cli/Terminal.h"
#include "core/base/Error.h"

using namespace Qt::StringLiterals;

namespace lineup::cli {

namespace {

QString levelName(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return u"debug"_s;
    case QtInfoMsg:
        return u"info"_s;
    case QtWarningMsg:
        return u"warning"_s;
    case QtCriticalMsg:
        return u"critical"_s;
    case QtFatalMsg:
        return u"fatal"_s;
    }
    return {};
}

void write(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    // Qt goes over to UTF-8 by itself where the locale has another encoding, and says so at every start.
    if (message.startsWith("Detected locale"_L1))
        return;
    Terminal().jsonError({{u"log"_s,
        QJsonObject {{u"level"_s, levelName(type)}, {u"category"_s, QString::fromUtf8(context.category)},
            {u"message"_s, redacted(message)}}}});
}

} // namespace

JsonLog::JsonLog()
{
    qInstallMessageHandler(write);
}

JsonLog::~JsonLog()
{
    qInstallMessageHandler([](QtMsgType, const QMessageLogContext &, const QString &) {});
}

} // namespace lineup::cli
