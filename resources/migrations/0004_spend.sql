-- SPDX-License-Identifier: LGPL-3.0-or-later
-- What reports count by, the sums of each day, and what a cost was made of. Demo calls are in none of the sums.

-- What holds for the whole ledger, whoever opens it: 'time_zone' (IANA id, days are counted in it), …
CREATE TABLE ledger_settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

-- The catalogue's prices as they were when calls were made, each once.
CREATE TABLE price_versions (
    id INTEGER PRIMARY KEY,
    service TEXT NOT NULL,
    model TEXT NOT NULL,
    price TEXT NOT NULL, -- JSON
    hash TEXT NOT NULL UNIQUE, -- of the three before
    first_seen_ms BIGINT NOT NULL
);

-- Every distinct combination of what calls are told apart by. An attempt belongs to one of them.
CREATE TABLE spend_scopes (
    id INTEGER PRIMARY KEY, -- from 1; 0 stands for all of them together
    service TEXT NOT NULL, -- '' with model '': a call that was sent to nobody
    model TEXT NOT NULL,
    chain TEXT NOT NULL, -- its name; '': none was asked for
    user_name TEXT NOT NULL,
    project TEXT NOT NULL,
    tags TEXT NOT NULL, -- JSON array, sorted
    source TEXT NOT NULL,
    status TEXT NOT NULL, -- of the call
    UNIQUE (service, model, chain, user_name, project, tags, source, status)
);

CREATE TABLE spend_scope_tags (
    scope_id BIGINT NOT NULL REFERENCES spend_scopes (id),
    tag TEXT NOT NULL,
    PRIMARY KEY (scope_id, tag)
);

ALTER TABLE calls ADD COLUMN project TEXT NOT NULL DEFAULT '';
ALTER TABLE calls ADD COLUMN tags TEXT NOT NULL DEFAULT '[]'; -- JSON array, sorted
ALTER TABLE calls ADD COLUMN status TEXT NOT NULL DEFAULT 'answered'; -- 'failed', 'cancelled', 'interrupted'
ALTER TABLE calls ADD COLUMN scope_id BIGINT; -- of the attempt that decided; NULL: it is in no sum (yet)
ALTER TABLE calls ADD COLUMN attempt_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE calls ADD COLUMN is_mixed INTEGER NOT NULL DEFAULT 0; -- 1: its attempts are of several scopes
-- Over the attempts, for the order of the table of calls. What is not known adds nothing.
ALTER TABLE calls ADD COLUMN sum_cost_nano BIGINT NOT NULL DEFAULT 0;
ALTER TABLE calls ADD COLUMN sum_input BIGINT NOT NULL DEFAULT 0;
ALTER TABLE calls ADD COLUMN sum_output BIGINT NOT NULL DEFAULT 0;

ALTER TABLE attempts ADD COLUMN service_tier TEXT NOT NULL DEFAULT '';
ALTER TABLE attempts ADD COLUMN search_context_size TEXT NOT NULL DEFAULT '';
ALTER TABLE attempts ADD COLUMN computed_nano BIGINT;
ALTER TABLE attempts ADD COLUMN provider_nano BIGINT;
ALTER TABLE attempts ADD COLUMN cache_saved_nano BIGINT;
ALTER TABLE attempts ADD COLUMN price_id BIGINT REFERENCES price_versions (id);
ALTER TABLE attempts ADD COLUMN scope_id BIGINT;
ALTER TABLE attempts ADD COLUMN is_last INTEGER NOT NULL DEFAULT 0; -- 1: it decided, the call is counted here

UPDATE attempts SET is_last = 1
WHERE number = (SELECT max(o.number) FROM attempts o WHERE o.call_seq = attempts.call_seq);
UPDATE calls SET
    status = CASE WHEN error_kind IS NULL THEN 'answered' WHEN error_kind = 'cancelled' THEN 'cancelled' ELSE 'failed' END,
    attempt_count = (SELECT count(*) FROM attempts a WHERE a.call_seq = calls.seq);
UPDATE calls SET
    sum_cost_nano = (SELECT coalesce(sum(a.cost_nano), 0) FROM attempts a WHERE a.call_seq = calls.seq),
    sum_input = (SELECT sum(a.input_fresh + a.input_cache_read + a.input_cache_write_5m + a.input_cache_write_1h
        + a.input_audio + a.input_image) FROM attempts a WHERE a.call_seq = calls.seq),
    sum_output = (SELECT sum(a.output_text + a.output_reasoning + a.output_audio + a.output_image)
        FROM attempts a WHERE a.call_seq = calls.seq)
WHERE attempt_count > 0;
UPDATE calls SET
    sum_cost_nano = coalesce(cost_nano, 0),
    sum_input = input_fresh + input_cache_read + input_cache_write_5m + input_cache_write_1h + input_audio + input_image,
    sum_output = output_text + output_reasoning + output_audio + output_image
WHERE attempt_count = 0;

-- Sums of a day and scope, and over all scopes (scope 0). Written with the calls, in the same transaction.
CREATE TABLE spend_days (
    day INTEGER NOT NULL, -- Julian day of the local date in the ledger's time zone
    scope_id BIGINT NOT NULL,
    cost_nano BIGINT NOT NULL,
    estimated_nano BIGINT NOT NULL,
    cache_saved_nano BIGINT NOT NULL,
    calls BIGINT NOT NULL,
    failed BIGINT NOT NULL,
    cancelled BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    unpriced BIGINT NOT NULL,
    input_fresh BIGINT NOT NULL,
    input_cache_read BIGINT NOT NULL,
    input_cache_write BIGINT NOT NULL,
    input_other BIGINT NOT NULL,
    output_text BIGINT NOT NULL,
    output_reasoning BIGINT NOT NULL,
    output_other BIGINT NOT NULL,
    web_searches BIGINT NOT NULL,
    first_token_us BIGINT NOT NULL,
    timed_calls BIGINT NOT NULL,
    total_us BIGINT NOT NULL,
    PRIMARY KEY (scope_id, day) -- a scope's days lie together
) WITHOUT ROWID;

-- The days of a calendar month, added up.
CREATE TABLE spend_months (
    month INTEGER NOT NULL, -- Julian day of its first day
    scope_id BIGINT NOT NULL,
    cost_nano BIGINT NOT NULL,
    estimated_nano BIGINT NOT NULL,
    cache_saved_nano BIGINT NOT NULL,
    calls BIGINT NOT NULL,
    failed BIGINT NOT NULL,
    cancelled BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    unpriced BIGINT NOT NULL,
    input_fresh BIGINT NOT NULL,
    input_cache_read BIGINT NOT NULL,
    input_cache_write BIGINT NOT NULL,
    input_other BIGINT NOT NULL,
    output_text BIGINT NOT NULL,
    output_reasoning BIGINT NOT NULL,
    output_other BIGINT NOT NULL,
    web_searches BIGINT NOT NULL,
    first_token_us BIGINT NOT NULL,
    timed_calls BIGINT NOT NULL,
    total_us BIGINT NOT NULL,
    PRIMARY KEY (scope_id, month)
) WITHOUT ROWID;

DROP INDEX calls_by_time;
CREATE INDEX calls_by_time ON calls (started_ms, seq);
-- NULL in it: calls of older versions that are still to be added to the sums.
CREATE INDEX calls_by_scope ON calls (scope_id, started_ms, seq) WHERE demo = 0;
CREATE INDEX calls_mixed ON calls (scope_id, started_ms) WHERE is_mixed = 1;
CREATE INDEX attempts_before_last ON attempts (scope_id, call_seq) WHERE is_last = 0;
-- The orders of the table of calls.
CREATE INDEX calls_by_cost ON calls (sum_cost_nano, seq) WHERE demo = 0;
CREATE INDEX calls_by_input ON calls (sum_input, seq) WHERE demo = 0;
CREATE INDEX calls_by_output ON calls (sum_output, seq) WHERE demo = 0;
CREATE INDEX calls_by_first_token ON calls (coalesce(first_token_us, -1), seq) WHERE demo = 0;
CREATE INDEX calls_by_duration ON calls (total_us, seq) WHERE demo = 0;
