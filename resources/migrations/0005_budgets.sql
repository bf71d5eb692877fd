-- SPDX-License-Identifier: LGPL-3.0-or-later
-- Budgets, what counts against them, and what calls under way have reserved. Amounts: nano-dollars, tokens or requests,
-- as the budget's meter has it. Times: milliseconds since 1970 UTC.

CREATE TABLE budgets (
    id TEXT PRIMARY KEY, -- UUID
    position INTEGER NOT NULL, -- the person's order
    definition TEXT NOT NULL -- JSON
);

-- One row.
CREATE TABLE budget_state (
    id INTEGER PRIMARY KEY,
    stamp TEXT NOT NULL, -- another one with every change of a definition: the same stamp, the same budgets
    version BIGINT NOT NULL, -- grows with every change of anything here
    is_seeded INTEGER NOT NULL -- 1: the budget of the first run has been made
);
INSERT INTO budget_state (id, stamp, version, is_seeded) VALUES (1, '', 0, 0);

-- What counts against a budget in one of its periods (of rolling days: on one of them), by the start of the call. Made
-- from calls and claims when it is first asked for, and kept up from then on by whoever writes one.
CREATE TABLE budget_cells (
    budget_id TEXT NOT NULL REFERENCES budgets (id) ON DELETE CASCADE,
    from_ms BIGINT NOT NULL,
    to_ms BIGINT NOT NULL,
    spent BIGINT NOT NULL, -- by attempts of which it is known
    uncertain BIGINT NOT NULL, -- the worst case of those of which it is not, though they may have cost something
    reserved BIGINT NOT NULL, -- the sum of claim_amounts
    unpriced BIGINT NOT NULL, -- attempts that may have cost something, nobody knows what
    PRIMARY KEY (budget_id, from_ms, to_ms)
);

-- Attempts under way: what was reserved for them before they were sent. Gone when their call is in the ledger.
CREATE TABLE claims (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    owner TEXT NOT NULL, -- the process
    call_id TEXT NOT NULL,
    started_ms BIGINT NOT NULL, -- of the call
    claimed_ms BIGINT NOT NULL,
    source TEXT NOT NULL,
    user_name TEXT NOT NULL,
    project TEXT NOT NULL,
    tags TEXT NOT NULL, -- JSON array
    requested_model TEXT NOT NULL,
    service TEXT NOT NULL,
    model TEXT NOT NULL,
    is_free INTEGER NOT NULL,
    worst_nano BIGINT, -- NULL: not bounded, or no price
    worst_tokens BIGINT NOT NULL, -- 0: not bounded
    -- What it has cost, once the attempt is over.
    cost_nano BIGINT,
    cost_provenance TEXT,
    cost_reason TEXT, -- 'running' until then
    tokens BIGINT NOT NULL
);
CREATE INDEX claims_by_call ON claims (call_id);

CREATE TABLE claim_amounts (
    claim_id TEXT NOT NULL REFERENCES claims (id) ON DELETE CASCADE,
    budget_id TEXT NOT NULL REFERENCES budgets (id) ON DELETE CASCADE,
    amount BIGINT NOT NULL,
    PRIMARY KEY (claim_id, budget_id)
);
CREATE INDEX claim_amounts_by_budget ON claim_amounts (budget_id);

-- Processes on machines that others cannot look at show with a growing number that they live.
CREATE TABLE claim_owners (
    owner TEXT PRIMARY KEY,
    beat BIGINT NOT NULL
);

-- What was reserved for attempts that ended without a known cost or usage.
CREATE TABLE attempt_worst_cases (
    call_seq BIGINT NOT NULL REFERENCES calls (seq) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    worst_nano BIGINT,
    worst_tokens BIGINT NOT NULL,
    PRIMARY KEY (call_seq, number)
);

CREATE TABLE budget_overrides (
    budget_id TEXT NOT NULL REFERENCES budgets (id) ON DELETE CASCADE,
    amount BIGINT NOT NULL,
    allowed_ms BIGINT NOT NULL,
    until_ms BIGINT NOT NULL,
    source TEXT NOT NULL
);
CREATE INDEX budget_overrides_by_budget ON budget_overrides (budget_id, until_ms);

-- Thresholds that somebody has been told of.
CREATE TABLE budget_notices (
    budget_id TEXT NOT NULL REFERENCES budgets (id) ON DELETE CASCADE,
    period_ms BIGINT NOT NULL, -- its beginning; of rolling days: 0
    action TEXT NOT NULL, -- 'warn', 'switch', 'block'
    percent INTEGER NOT NULL,
    PRIMARY KEY (budget_id, period_ms, action, percent)
);
