-- One text for SQLite and PostgreSQL; BLOB becomes BYTEA on PostgreSQL.
-- Days are TEXT 2024-03-31, decimals TEXT, instants BIGINT milliseconds, truth BIGINT 0 or 1.
-- Every key holds the jurisdiction, so no row can point into another one. It comes first in primary
-- keys only: PostgreSQL would take any other index that begins with it to be as good as the key for
-- checking references, and read all of a jurisdiction for each.

CREATE TABLE jurisdiction (
    id TEXT NOT NULL PRIMARY KEY,
    recorded_at BIGINT NOT NULL,
    recorded_by TEXT NOT NULL,
    name TEXT NOT NULL UNIQUE,
    example BIGINT NOT NULL CHECK (example IN (0, 1))
);

CREATE TABLE programme (
    jurisdiction_id TEXT NOT NULL REFERENCES jurisdiction (id),
    id TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    recorded_by TEXT NOT NULL,
    year BIGINT NOT NULL,
    title TEXT NOT NULL,
    starts_on TEXT NOT NULL,
    due_on TEXT NOT NULL,
    PRIMARY KEY (jurisdiction_id, id),
    UNIQUE (year, jurisdiction_id)
);

CREATE TABLE unit (
    jurisdiction_id TEXT NOT NULL REFERENCES jurisdiction (id),
    id TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    recorded_by TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (jurisdiction_id, id),
    UNIQUE (name, jurisdiction_id)
);

CREATE TABLE commitment (
    jurisdiction_id TEXT NOT NULL,
    id TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    recorded_by TEXT NOT NULL,
    programme_id TEXT NOT NULL,
    headline TEXT NOT NULL,
    PRIMARY KEY (jurisdiction_id, id),
    FOREIGN KEY (jurisdiction_id, programme_id) REFERENCES programme (jurisdiction_id, id)
);
CREATE INDEX commitment_of_programme ON commitment (programme_id, jurisdiction_id);

CREATE TABLE assignment (
    jurisdiction_id TEXT NOT NULL,
    id TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    recorded_by TEXT NOT NULL,
    programme_id TEXT NOT NULL,
    commitment_id TEXT NOT NULL,
    position BIGINT NOT NULL,
    number TEXT NOT NULL,
    label TEXT NOT NULL,
    wording TEXT NOT NULL,
    PRIMARY KEY (jurisdiction_id, id),
    FOREIGN KEY (jurisdiction_id, programme_id) REFERENCES programme (jurisdiction_id, id),
    FOREIGN KEY (jurisdiction_id, commitment_id) REFERENCES commitment (jurisdiction_id, id)
);

CREATE INDEX assignment_of_programme ON assignment (programme_id, jurisdiction_id);

-- Part of its assignment, so it has no identifier of its own.
CREATE TABLE assignment_unit (
    jurisdiction_id TEXT NOT NULL,
    assignment_id TEXT NOT NULL,
    position BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    recorded_by TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    role TEXT NOT NULL,
    PRIMARY KEY (jurisdiction_id, assignment_id, position),
    FOREIGN KEY (jurisdiction_id, assignment_id) REFERENCES assignment (jurisdiction_id, id),
    FOREIGN KEY (jurisdiction_id, unit_id) REFERENCES unit (jurisdiction_id, id)
);

CREATE TABLE indicator (
    jurisdiction_id TEXT NOT NULL,
    id TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    recorded_by TEXT NOT NULL,
    commitment_id TEXT NOT NULL,
    position BIGINT NOT NULL,
    name TEXT NOT NULL,
    measure TEXT NOT NULL,
    accumulation TEXT NOT NULL,
    promised BIGINT NOT NULL CHECK (promised IN (0, 1)),
    PRIMARY KEY (jurisdiction_id, id),
    FOREIGN KEY (jurisdiction_id, commitment_id) REFERENCES commitment (jurisdiction_id, id)
);
CREATE INDEX indicator_of_commitment ON indicator (commitment_id, jurisdiction_id);

CREATE TABLE target (
    jurisdiction_id TEXT NOT NULL,
    id TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    recorded_by TEXT NOT NULL,
    indicator_id TEXT NOT NULL,
    version BIGINT NOT NULL,
    qualifier TEXT NOT NULL,
    value TEXT NOT NULL,
    value_max TEXT,
    measured_in TEXT NOT NULL,
    in_force_on TEXT NOT NULL,
    basis TEXT NOT NULL,
    approver TEXT NOT NULL,
    span_start BIGINT,
    span_end BIGINT,
    PRIMARY KEY (jurisdiction_id, id),
    UNIQUE (indicator_id, version, jurisdiction_id),
    FOREIGN KEY (jurisdiction_id, indicator_id) REFERENCES indicator (jurisdiction_id, id)
);

CREATE TABLE period (
    jurisdiction_id TEXT NOT NULL,
    id TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    recorded_by TEXT NOT NULL,
    programme_id TEXT NOT NULL,
    code TEXT NOT NULL,
    cut_off_on TEXT NOT NULL,
    opens_on TEXT,
    due_on TEXT,
    timely_until TEXT,
    closes_on TEXT,
    title TEXT NOT NULL,
    columns TEXT NOT NULL,
    PRIMARY KEY (jurisdiction_id, id),
    UNIQUE (programme_id, code, jurisdiction_id),
    FOREIGN KEY (jurisdiction_id, programme_id) REFERENCES programme (jurisdiction_id, id)
);

-- `document` and `import_job` do not refer to `jurisdiction`: the jurisdiction `-` holds uploads
-- of which nobody has yet said whose they are.
CREATE TABLE document (
    jurisdiction_id TEXT NOT NULL,
    id TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    recorded_by TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    name TEXT NOT NULL,
    size BIGINT NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (jurisdiction_id, id),
    UNIQUE (sha256, jurisdiction_id)
);

CREATE TABLE import_job (
    jurisdiction_id TEXT NOT NULL,
    id TEXT NOT NULL UNIQUE,
    recorded_at BIGINT NOT NULL,
    recorded_by TEXT NOT NULL,
    document_id TEXT NOT NULL,
    revision BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'confirmed', 'discarded')),
    reading TEXT NOT NULL,
    decisions TEXT NOT NULL,
    PRIMARY KEY (jurisdiction_id, id),
    FOREIGN KEY (jurisdiction_id, document_id) REFERENCES document (jurisdiction_id, id)
);
CREATE INDEX import_job_by_state ON import_job (state, recorded_at);
CREATE INDEX import_job_of_document ON import_job (document_id, jurisdiction_id);

CREATE TABLE report_version (
    jurisdiction_id TEXT NOT NULL,
    id TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    recorded_by TEXT NOT NULL,
    assignment_id TEXT NOT NULL,
    period_id TEXT NOT NULL,
    version BIGINT NOT NULL,
    published TEXT NOT NULL,
    narrative TEXT NOT NULL,
    narrative_clean TEXT,
    reading TEXT NOT NULL,
    cut_off_on TEXT,
    document_id TEXT,
    import_job_id TEXT,
    PRIMARY KEY (jurisdiction_id, id),
    UNIQUE (assignment_id, period_id, version, jurisdiction_id),
    FOREIGN KEY (jurisdiction_id, assignment_id) REFERENCES assignment (jurisdiction_id, id),
    FOREIGN KEY (jurisdiction_id, period_id) REFERENCES period (jurisdiction_id, id),
    FOREIGN KEY (jurisdiction_id, document_id) REFERENCES document (jurisdiction_id, id),
    FOREIGN KEY (jurisdiction_id, import_job_id) REFERENCES import_job (jurisdiction_id, id)
);

CREATE TABLE actual (
    jurisdiction_id TEXT NOT NULL,
    id TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    recorded_by TEXT NOT NULL,
    indicator_id TEXT NOT NULL,
    report_version_id TEXT NOT NULL,
    qualifier TEXT NOT NULL,
    value TEXT NOT NULL,
    value_max TEXT,
    measured_in TEXT NOT NULL,
    as_of TEXT,
    link TEXT NOT NULL,
    reason TEXT NOT NULL,
    span_start BIGINT,
    span_end BIGINT,
    confirmed_by TEXT,
    PRIMARY KEY (jurisdiction_id, id),
    FOREIGN KEY (jurisdiction_id, indicator_id) REFERENCES indicator (jurisdiction_id, id),
    FOREIGN KEY (jurisdiction_id, report_version_id) REFERENCES report_version (jurisdiction_id, id)
);
CREATE INDEX actual_of_report ON actual (report_version_id, jurisdiction_id);

CREATE TABLE policy (
    jurisdiction_id TEXT NOT NULL REFERENCES jurisdiction (id),
    name TEXT NOT NULL,
    version BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    recorded_by TEXT NOT NULL,
    body TEXT NOT NULL,
    in_force_on TEXT NOT NULL,
    PRIMARY KEY (jurisdiction_id, name, version)
);

-- One row per committed write; `seq` goes up by one under the write lock. `jurisdiction_id` is `-`
-- where a write touched drafts only, several jurisdictions, or none.
CREATE TABLE change_set (
    seq BIGINT NOT NULL PRIMARY KEY,
    jurisdiction_id TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    recorded_by TEXT NOT NULL,
    use_case TEXT NOT NULL,
    summary TEXT NOT NULL,
    records BIGINT NOT NULL
);

-- Only hashes of tokens are kept: whoever reads this table cannot sign in with it.
CREATE TABLE login_link (
    token_hash TEXT NOT NULL PRIMARY KEY,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);

CREATE TABLE session (
    token_hash TEXT NOT NULL PRIMARY KEY,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    actor TEXT NOT NULL
);
