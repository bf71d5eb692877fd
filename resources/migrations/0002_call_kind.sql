-- SPDX-License-Identifier: LGPL-3.0-or-later
-- What a call asked for: 'chat' or 'embedding'. Every call until now was a chat.

ALTER TABLE calls ADD COLUMN kind TEXT NOT NULL DEFAULT 'chat';
