-- SPDX-License-Identifier: LGPL-3.0-or-later
-- Sums by single words: of a service, a model, a tag, … A question by one of them reads as many rows as it has words,
-- however many combinations of them (scopes) there are.

CREATE TABLE spend_words (
    id INTEGER PRIMARY KEY, -- from 1; its sums stand in spend_days and spend_months at scope -id
    kind TEXT NOT NULL, -- 'service', 'model' (as service/model), 'chain', 'user', 'project', 'tag', 'source', 'status'
    word TEXT NOT NULL, -- '': it has none
    UNIQUE (kind, word)
);

-- The rows that a scope is counted in: its own, that over all (0), and those of its words (below 0).
CREATE TABLE spend_scope_sums (
    scope_id BIGINT NOT NULL REFERENCES spend_scopes (id),
    sum_id BIGINT NOT NULL,
    PRIMARY KEY (scope_id, sum_id)
);

INSERT INTO spend_words (kind, word)
SELECT DISTINCT 'service', s.service FROM spend_scopes s;
INSERT INTO spend_words (kind, word)
SELECT DISTINCT 'model', CASE WHEN s.service = '' AND s.model = '' THEN '' ELSE s.service || '/' || s.model END FROM spend_scopes s;
INSERT INTO spend_words (kind, word)
SELECT DISTINCT 'chain', s.chain FROM spend_scopes s;
INSERT INTO spend_words (kind, word)
SELECT DISTINCT 'user', s.user_name FROM spend_scopes s;
INSERT INTO spend_words (kind, word)
SELECT DISTINCT 'project', s.project FROM spend_scopes s;
INSERT INTO spend_words (kind, word)
SELECT DISTINCT 'source', s.source FROM spend_scopes s;
INSERT INTO spend_words (kind, word)
SELECT DISTINCT 'status', s.status FROM spend_scopes s;
INSERT INTO spend_words (kind, word)
SELECT DISTINCT 'tag', coalesce(t.tag, '') FROM spend_scopes s LEFT JOIN spend_scope_tags t ON t.scope_id = s.id;

INSERT INTO spend_scope_sums (scope_id, sum_id) SELECT s.id, s.id FROM spend_scopes s;
INSERT INTO spend_scope_sums (scope_id, sum_id) SELECT s.id, 0 FROM spend_scopes s;
INSERT INTO spend_scope_sums (scope_id, sum_id)
SELECT s.id, -w.id FROM spend_scopes s JOIN spend_words w ON w.kind = 'service' AND w.word = s.service;
INSERT INTO spend_scope_sums (scope_id, sum_id)
SELECT s.id, -w.id FROM spend_scopes s JOIN spend_words w ON w.kind = 'model'
    AND w.word = CASE WHEN s.service = '' AND s.model = '' THEN '' ELSE s.service || '/' || s.model END;
INSERT INTO spend_scope_sums (scope_id, sum_id)
SELECT s.id, -w.id FROM spend_scopes s JOIN spend_words w ON w.kind = 'chain' AND w.word = s.chain;
INSERT INTO spend_scope_sums (scope_id, sum_id)
SELECT s.id, -w.id FROM spend_scopes s JOIN spend_words w ON w.kind = 'user' AND w.word = s.user_name;
INSERT INTO spend_scope_sums (scope_id, sum_id)
SELECT s.id, -w.id FROM spend_scopes s JOIN spend_words w ON w.kind = 'project' AND w.word = s.project;
INSERT INTO spend_scope_sums (scope_id, sum_id)
SELECT s.id, -w.id FROM spend_scopes s JOIN spend_words w ON w.kind = 'source' AND w.word = s.source;
INSERT INTO spend_scope_sums (scope_id, sum_id)
SELECT s.id, -w.id FROM spend_scopes s JOIN spend_words w ON w.kind = 'status' AND w.word = s.status;
INSERT INTO spend_scope_sums (scope_id, sum_id)
SELECT s.id, -w.id FROM spend_scopes s LEFT JOIN spend_scope_tags t ON t.scope_id = s.id
    JOIN spend_words w ON w.kind = 'tag' AND w.word = coalesce(t.tag, '');

-- Also where the calls are gone and only sums are left.
INSERT INTO spend_days (day, scope_id,
    cost_nano, estimated_nano, cache_saved_nano, calls, failed, cancelled, attempts, unpriced, input_fresh,
    input_cache_read, input_cache_write, input_other, output_text, output_reasoning, output_other, web_searches,
    first_token_us, timed_calls, total_us)
SELECT d.day, m.sum_id,
    sum(d.cost_nano), sum(d.estimated_nano), sum(d.cache_saved_nano), sum(d.calls), sum(d.failed), sum(d.cancelled),
    sum(d.attempts), sum(d.unpriced), sum(d.input_fresh), sum(d.input_cache_read), sum(d.input_cache_write),
    sum(d.input_other), sum(d.output_text), sum(d.output_reasoning), sum(d.output_other), sum(d.web_searches),
    sum(d.first_token_us), sum(d.timed_calls), sum(d.total_us)
FROM spend_days d JOIN spend_scope_sums m ON m.scope_id = d.scope_id WHERE m.sum_id < 0 GROUP BY d.day, m.sum_id;
INSERT INTO spend_months (month, scope_id,
    cost_nano, estimated_nano, cache_saved_nano, calls, failed, cancelled, attempts, unpriced, input_fresh,
    input_cache_read, input_cache_write, input_other, output_text, output_reasoning, output_other, web_searches,
    first_token_us, timed_calls, total_us)
SELECT d.month, m.sum_id,
    sum(d.cost_nano), sum(d.estimated_nano), sum(d.cache_saved_nano), sum(d.calls), sum(d.failed), sum(d.cancelled),
    sum(d.attempts), sum(d.unpriced), sum(d.input_fresh), sum(d.input_cache_read), sum(d.input_cache_write),
    sum(d.input_other), sum(d.output_text), sum(d.output_reasoning), sum(d.output_other), sum(d.web_searches),
    sum(d.first_token_us), sum(d.timed_calls), sum(d.total_us)
FROM spend_months d JOIN spend_scope_sums m ON m.scope_id = d.scope_id WHERE m.sum_id < 0 GROUP BY d.month, m.sum_id;
