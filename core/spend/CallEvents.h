// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/spend/CallSink.h"

#include <QObject>

namespace lineup {

// Tells of every call that is over, whatever asked for it (LiteLLM's success and failure callbacks): exactly one of
// the signals for each, with its whole record, as the ledger gets it. Demo calls are told of too (CallRecord::demo).
// An attempt that failed within a call that was answered in the end is no failure: it is in the record.
//
// Emitted from inside what ended the call, after the next sink was given it and before the reply's own finished, so
// that nothing is lost when the program ends with it. Connect queued for anything that takes time, and never destroy
// the reply or the router from there. The router's thread; outlives the router.
class CallEvents final : public QObject, public CallSink
{
    Q_OBJECT
public:
    // next: takes the records as well, the ledger; may be null. Outlives this.
    explicit CallEvents(CallSink *next = nullptr, QObject *parent = nullptr) : QObject(parent), m_next(next) { }
    void record(const CallRecord &call) override;

Q_SIGNALS:
    void succeeded(const lineup::CallRecord &call);
    void failed(const lineup::CallRecord &call); // call.error says why
    void cancelled(const lineup::CallRecord &call); // stopped by the person, or dropped by who asked

private:
    CallSink *m_next;
};

} // namespace lineup
