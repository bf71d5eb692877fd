-- SPDX-License-Identifier: LGPL-3.0-or-later
-- Costs of the past that were worked out anew at other prices: what was there before is kept, so that it can be undone.

CREATE TABLE correction_batches (
    id INTEGER PRIMARY KEY,
    made_ms BIGINT NOT NULL,
    note TEXT NOT NULL, -- for people
    undone_ms BIGINT -- NULL: it holds
);

CREATE TABLE corrections (
    batch_id BIGINT NOT NULL REFERENCES correction_batches (id),
    call_seq BIGINT NOT NULL REFERENCES calls (seq) ON DELETE CASCADE,
    number INTEGER NOT NULL, -- of the attempt
    before_nano BIGINT,
    before_provenance TEXT,
    before_reason TEXT,
    before_computed_nano BIGINT,
    before_saved_nano BIGINT,
    before_price_id BIGINT,
    after_nano BIGINT NOT NULL,
    PRIMARY KEY (batch_id, call_seq, number)
);
CREATE INDEX corrections_by_call ON corrections (call_seq, number);
