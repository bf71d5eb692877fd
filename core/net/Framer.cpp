// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/net/Framer.h"

#include "core/net/AwsEventStreamFramer.h"
#include "core/net/JsonArrayFramer.h"
#include "core/net/NdjsonFramer.h"
#include "core/net/SseFramer.h"

namespace lineup {

std::unique_ptr<Framer> makeFramer(Framing framing, qint64 maxEvent)
{
    switch (framing) {
    case Framing::Sse:
        return std::make_unique<SseFramer>(maxEvent);
    case Framing::Ndjson:
        return std::make_unique<NdjsonFramer>(maxEvent);
    case Framing::JsonArray:
        return std::make_unique<JsonArrayFramer>(maxEvent);
    case Framing::AwsEventStream:
        return std::make_unique<AwsEventStreamFramer>(maxEvent);
    }
    return {};
}

} // namespace lineup
