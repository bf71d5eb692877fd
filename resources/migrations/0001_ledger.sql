-- SPDX-License-Identifier: LGPL-3.0-or-later
-- Every call and what it went through. No prompt and no answer.
-- Times: milliseconds since 1970 UTC, spans in microseconds. Usage in disjoint buckets, in tokens or counted units.

CREATE TABLE calls (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE, -- UUID: a record that is written again is the same call
    started_ms BIGINT NOT NULL,
    requested_model TEXT NOT NULL,
    source TEXT NOT NULL,
    user_name TEXT NOT NULL,
    metadata TEXT NOT NULL, -- JSON object
    streamed INTEGER NOT NULL,
    demo INTEGER NOT NULL, -- 1: invented, never in a total
    first_token_us BIGINT,
    total_us BIGINT NOT NULL,
    usage_source TEXT NOT NULL, -- 'unknown', 'reported', 'estimated'
    input_fresh BIGINT NOT NULL,
    input_cache_read BIGINT NOT NULL,
    input_cache_write_5m BIGINT NOT NULL,
    input_cache_write_1h BIGINT NOT NULL,
    input_audio BIGINT NOT NULL,
    input_image BIGINT NOT NULL,
    output_text BIGINT NOT NULL,
    output_reasoning BIGINT NOT NULL,
    output_audio BIGINT NOT NULL,
    output_image BIGINT NOT NULL,
    web_searches BIGINT NOT NULL,
    cost_nano BIGINT, -- nano-dollars; NULL: not known, never 0 for that
    cost_provenance TEXT, -- when known: 'computed', 'provider', 'estimated', 'free'
    cost_reason TEXT, -- when not: 'no_price', 'no_usage', 'maybe_billed', …
    error_kind TEXT, -- NULL: no error
    error_detail TEXT,
    error_code TEXT,
    error_service TEXT,
    error_request_id TEXT,
    error_http_status INTEGER,
    error_retry_after_ms BIGINT,
    CHECK ((cost_nano IS NULL) = (cost_reason IS NOT NULL))
);

CREATE TABLE attempts (
    call_seq BIGINT NOT NULL REFERENCES calls (seq) ON DELETE CASCADE,
    number INTEGER NOT NULL, -- from 1, in order
    service TEXT NOT NULL,
    model TEXT NOT NULL,
    started_ms BIGINT NOT NULL,
    connected_us BIGINT,
    first_token_us BIGINT,
    total_us BIGINT NOT NULL,
    http_status INTEGER NOT NULL,
    finish_reason TEXT NOT NULL, -- '' when the provider did not say
    native_finish_reason TEXT NOT NULL,
    request_id TEXT NOT NULL,
    mapping TEXT NOT NULL, -- JSON: what was changed on the way to the provider
    is_partial INTEGER NOT NULL,
    usage_source TEXT NOT NULL, -- 'unknown', 'reported', 'estimated'
    input_fresh BIGINT NOT NULL,
    input_cache_read BIGINT NOT NULL,
    input_cache_write_5m BIGINT NOT NULL,
    input_cache_write_1h BIGINT NOT NULL,
    input_audio BIGINT NOT NULL,
    input_image BIGINT NOT NULL,
    output_text BIGINT NOT NULL,
    output_reasoning BIGINT NOT NULL,
    output_audio BIGINT NOT NULL,
    output_image BIGINT NOT NULL,
    web_searches BIGINT NOT NULL,
    cost_nano BIGINT, -- nano-dollars; NULL: not known, never 0 for that
    cost_provenance TEXT, -- when known: 'computed', 'provider', 'estimated', 'free'
    cost_reason TEXT, -- when not: 'no_price', 'no_usage', 'maybe_billed', …
    error_kind TEXT, -- NULL: no error
    error_detail TEXT,
    error_code TEXT,
    error_service TEXT,
    error_request_id TEXT,
    error_http_status INTEGER,
    error_retry_after_ms BIGINT,
    PRIMARY KEY (call_seq, number),
    CHECK ((cost_nano IS NULL) = (cost_reason IS NOT NULL))
);

-- A total over a span of time is read from this index alone.
CREATE INDEX calls_by_time ON calls (started_ms, demo, cost_nano, cost_reason, error_kind);
