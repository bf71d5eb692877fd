// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/domain/CallRecord.h"

namespace lineup {

// Takes the record of each call when it is over. The ledger is one; tests have others.
class CallSink
{
public:
    virtual ~CallSink() = default;
    virtual void record(const CallRecord &call) = 0; // returns at once
};

} // namespace lineup
