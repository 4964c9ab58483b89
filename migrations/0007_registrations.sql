-- who may bid where, and how much: registrations for lots and sales, deposits, limits, and accounts that are one person's.
-- nothing here is written by a bid.

create table registration (
    id             uuid primary key,
    account_id     uuid not null references account,
    -- the lot at which they registered; its currency is that of limit and deposit.
    auction_id     uuid not null references auction,
    -- the sale it is a lot of: the registration is then for all of its lots.
    sale_id        uuid,
    scope_id       uuid not null generated always as (coalesce(sale_id, auction_id)) stored,
    -- refused: never approved. withdrawn: approved before.
    state          text not null check (state in ('requested', 'approved', 'refused', 'withdrawn')),
    asked_at       timestamptz not null default now(),
    -- who decided, when, and why; nobody where accepting the terms is enough.
    decided_by     uuid references account,
    decided_at     timestamptz,
    reason         text,
    -- no money passes through here: this is what the house wrote down about it.
    deposit        text not null default 'none' check (deposit in ('none', 'asked', 'held', 'returned', 'kept')),
    deposit_amount bigint check (deposit_amount > 0),
    deposit_by     uuid references account,
    deposit_at     timestamptz,
    unique (account_id, scope_id),
    check (deposit = 'none' or deposit_amount is not null)
);

-- what waits for the house, longest first.
create index registration_requested on registration (asked_at, id) where state = 'requested';
-- what the house decided, latest first.
create index registration_decided on registration (decided_at desc, id) where decided_by is not null;

-- the most an account may have at stake at once, in a currency; no row is no limit.
create table bidding_limit (
    account_id uuid not null references account on delete cascade,
    currency   text not null,
    -- 0: no bid at all.
    amount     bigint not null check (amount >= 0),
    set_by     uuid not null references account,
    set_at     timestamptz not null default now(),
    primary key (account_id, currency)
);

-- accounts behind which the house sees the same person: neither may bid on the other's lots.
create table account_link (
    low_id  uuid not null references account on delete cascade,
    high_id uuid not null references account on delete cascade,
    reason  text not null,
    set_by  uuid not null references account,
    set_at  timestamptz not null default now(),
    primary key (low_id, high_id),
    check (low_id < high_id)
);

create index account_link_high on account_link (high_id);
