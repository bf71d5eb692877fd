// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/RouteBench.h"

#include <QEventLoop>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace lineup::test {

QString RouteBench::writeServices(const QTemporaryDir &folder, const QList<BenchService> &services)
{
    QJsonArray rows;
    for (const BenchService &service : services) {
        const QByteArray header = service.sample.keyHeader;
        rows.append(QJsonObject {{u"id"_s, service.id}, {u"label"_s, service.id},
            {u"dialect"_s, QString::fromLatin1(service.sample.name)}, {u"base_url"_s, service.url.toString()},
            {u"auth"_s, header == "authorization" ? u"bearer"_s : QString::fromLatin1(header)}});
    }
    const QString name = folder.filePath(u"services.json"_s);
    QFile file(name);
    if (!file.open(QFile::WriteOnly))
        qFatal("cannot write %s", qPrintable(name));
    file.write(QJsonDocument(QJsonObject {{u"schema"_s, 1}, {u"services"_s, rows}}).toJson());
    return name;
}

RouteBench::RouteBench(const QList<BenchService> &services, CallSink *other, SpendGate *gate)
    : catalogue(writeServices(m_folder, services)), router({.catalogue = catalogue,
                                                        .vault = vault,
                                                        .network = network,
                                                        .replay = network,
                                                        .clock = clock,
                                                        .sink = other ? other : &sink,
                                                        .gate = gate})
{
    for (const BenchService &service : services)
        vault.setSessionKey(service.id, SecretBytes(service.key));
}

RouteCall &RouteBench::send(const ChatRequest &request, const CallOptions &options)
{
    m_calls.push_back(std::make_unique<RouteCall>());
    RouteCall *call = m_calls.back().get();
    ++m_open;
    call->since.start();
    call->reply = router.send(request, options);
    QObject::connect(
        call->reply.get(), &Reply::delta, call->reply.get(), [call](const Delta &delta) { call->text += delta.text; });
    QObject::connect(
        call->reply.get(), &Reply::finished, call->reply.get(), [this, call](const Result<Completion> &result) {
            ++call->finishedCount;
            call->result = result;
            call->took = std::chrono::milliseconds(call->since.elapsed());
            --m_open;
        });
    return *call;
}

bool RouteBench::waitForAll(std::chrono::milliseconds limit)
{
    QElapsedTimer since;
    since.start();
    QTimer awake; // so that the loop looks at the time even when nothing comes
    awake.start(std::chrono::milliseconds(50));
    while (m_open > 0 && since.elapsed() < limit.count())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    QCoreApplication::processEvents(); // a second finished() would come now
    return m_open <= 0;
}

} // namespace lineup::test
