// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/RequestMapper.h"

namespace lineup {

// The request's messages as every provider takes them, with a line in the mapping report for each change:
// - a call without an id, or with one that an earlier call has (made by us where a provider gives none), gets an id of
// its
//   own, and so does its result: some providers refuse ids that come again;
// - each call is answered, right behind its message: a result that stands later is moved there, and for a call that
//   was interrupted a result says so;
// - a result that answers no call becomes a message of the user, so that its words are not lost;
// - an assistant message that says nothing is left out. Blocks of the target's own dialect count as something.
// A conversation without such faults comes back as it is. Dialects encode these instead of request().messages. Pure.
[[nodiscard]] QList<Message> sendableMessages(RequestMapper &mapper);

// For providers that want the first turn to be the user's: puts one before an answer that stands there, with a line.
void beginWithUser(QList<Message> &messages, RequestMapper &mapper);

} // namespace lineup
