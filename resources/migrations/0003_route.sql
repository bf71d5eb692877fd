-- SPDX-License-Identifier: LGPL-3.0-or-later
-- What a call went through: a JSON array of attempts, waits and targets that were left out. Empty for a call that was
-- one attempt and nothing else, and for every call until now.

ALTER TABLE calls ADD COLUMN route TEXT NOT NULL DEFAULT '';
