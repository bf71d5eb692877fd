// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/RowTraffic.h"

#include "core/providers/ServiceTable.h"
#include "tests/integration/OpenAiReference.h"
#include "tests/support/DecodeStream.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace lineup::test {

namespace {

template<typename T>
QString differs(const char *what, const T &got, const T &expected)
{
    QString out;
    if (got != expected)
        QDebug(&out) << what << "is" << got << "and not" << expected;
    return out;
}

QStringList callLines(const Choice &choice)
{
    QStringList out;
    for (const ToolCall &call : choice.message.toolCalls)
        out += call.name + u' ' + call.arguments;
    return out;
}

} // namespace

RowTraffic::RowTraffic(const QString &service)
{
    QFile file(QStringLiteral(LINEUP_SOURCE_DIR "/resources/catalogue/services.json"));
    if (file.open(QFile::ReadOnly)) {
        for (const Service &row : readServiceTable(file.readAll()).value_or(QList<Service>())) {
            if (row.id == service)
                m_target.service = row;
        }
    }
    for (const Recording &recording : recordings(service)) {
        if (recording.api.startsWith("chat"_L1) && recording.head.status < 400)
            m_answers += recording;
    }
}

Recording RowTraffic::find(const char *number) const
{
    for (const Recording &recording : m_answers) {
        if (recording.name == QLatin1StringView(number))
            return recording;
    }
    return {};
}

Target RowTraffic::target(const Recording &recording) const
{
    Target out = m_target;
    out.model = recording.request["model"_L1].toString();
    return out;
}

Completion RowTraffic::decode(const Recording &recording) const
{
    const Dialect *dialect = dialectById(m_target.service.dialect);
    const golden::Decoded out = recording.streamed
        ? golden::decodePieces(*dialect, target(recording), Framing::Sse, {recording.body})
        : golden::decodePlain(*dialect, target(recording), recording.body);
    return out.error ? Completion() : out.completion;
}

QString RowTraffic::compare(const RowFact &fact) const
{
    const Recording recording = find(fact.number);
    const Completion got = decode(recording);
    if (got.choices.size() != 1
        || !got.complete
            != (recording.streamed && QByteArrayView(fact.finish).isEmpty() && !recording.body.contains("[DONE]")))
        return u"there is no whole answer"_s;
    const Choice &choice = got.choices.first();
    const ReferenceAnswer reference = readReference(recording);
    const Usage &used = got.usage;
    const QList<qint64> usage {used.inputFresh, used.inputCacheRead, used.inputAudio, used.outputTotal()};
    for (const QString &complaint : {
             differs("finish", finishReasonName(choice.finishReason), QString::fromLatin1(fact.finish)),
             differs("text", got.text().left(fact.text.size()), fact.text),
             differs("empty text", got.text().isEmpty(), fact.text.isEmpty()),
             differs("whole text", got.text(), reference.text),
             differs("reasoning", choice.message.reasoning.left(fact.reasoning.size()), fact.reasoning),
             differs("empty reasoning", choice.message.reasoning.isEmpty(), fact.reasoning.isEmpty()),
             differs("whole reasoning", choice.message.reasoning, reference.reasoning),
             differs("calls", callLines(choice).join(u'\n'), fact.calls),
             differs("usage", usage, fact.usage),
         }) {
        if (!complaint.isEmpty())
            return complaint;
    }
    return {};
}

QString RowTraffic::compareCuts(const Recording &recording) const
{
    const Dialect &dialect = *dialectById(m_target.service.dialect);
    const QByteArray &body = recording.body;
    const auto pieces = [&](const QList<QByteArray> &list) {
        return golden::decodePieces(dialect, target(recording), Framing::Sse, list);
    };
    const golden::Decoded whole = pieces({body});
    QList<QByteArray> bytes;
    for (qsizetype i = 0; i < body.size(); ++i)
        bytes += body.mid(i, 1);
    if (whole.error || pieces(bytes).deltas != whole.deltas)
        return u"byte by byte it reads differently"_s;
    for (const qsizetype at : cuts(body, 4'000)) {
        if (pieces({body.left(at), body.mid(at)}).deltas != whole.deltas)
            return u"cut at byte %1 it reads differently"_s.arg(at);
    }
    // The first half alone is a beginning, and known to be no more.
    const golden::Decoded half = pieces({body.left(body.size() / 3)});
    if (half.completion.complete || !whole.completion.text().startsWith(half.completion.text()))
        return u"a third of it is taken for the whole"_s;
    return {};
}

} // namespace lineup::test
