// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/replicate/ReplicateStream.h"

#include "core/base/JsonReader.h"
#include "core/providers/ErrorClassifier.h"
#include "core/providers/replicate/ReplicatePrediction.h"

using namespace Qt::StringLiterals;

namespace lineup {

std::optional<Error> ReplicateStream::decode(const StreamEvent &event, QList<Delta> &deltas)
{
    Delta delta;
    if (event.name == "output") {
        delta.text = QString::fromUtf8(event.data); // as it is: blanks at its ends are the answer's
    } else if (event.name == "error") {
        return replicateFailure(readErrorBody(event.data).message, m_service);
    } else if (event.name == "done") {
        const Result<QJsonObject> end = parseJsonObject(event.data);
        const QString reason = end ? end->value("reason"_L1).toString() : QString();
        if (!reason.isEmpty())
            return replicateFailure(u"the prediction ended as \"%1\""_s.arg(reason), m_service);
        m_complete = true;
        delta.finishReason = FinishReason::Stop;
        delta.nativeFinishReason = u"done"_s;
    }
    if (delta != Delta())
        deltas += delta;
    return std::nullopt;
}

} // namespace lineup
