-- auctions: one row an auction. what stands above the line is written when it is listed and frozen when it is
-- published; what stands below it is a projection of the ledger, rewritten in the same transaction as every event.

create table auction (
    id            uuid primary key,
    seller_id     uuid not null references account,
    title         text not null,
    description   text not null,
    category      text not null,
    -- the exact text that the chain of hashes begins with.
    terms         text not null,
    -- names this log: changes only if a log is restored from a backup.
    epoch         text not null,
    currency      text not null,
    start_price   bigint not null check (start_price > 0),
    reserve       bigint,
    -- opens the seal of the reserve that stands in the terms.
    reserve_nonce text,
    starts_at     timestamptz not null,
    created_at    timestamptz not null default now(),
    -- ------------------------------------------------------------------
    status        text not null check (status in ('draft', 'scheduled', 'open', 'halted', 'closed', 'cancelled')),
    ends_at       timestamptz not null,
    seq           bigint not null default 0,
    hash          bytea,
    price         bigint,
    leader_id     uuid,
    bids          integer not null default 0,
    minimum       bigint not null
) with (fillfactor = 50); -- room beside each row for its next version: a bid touches no index

-- what a running auction changes with every bid (seq, hash, price, leader_id, bids, minimum) stays out of every index.
create index auction_opens on auction (starts_at) where status = 'scheduled';
create index auction_ends on auction (ends_at) where status = 'open';
create index auction_catalogue on auction (ends_at, id) where status in ('scheduled', 'open', 'halted');
create index auction_past on auction (ends_at, id) where status in ('closed', 'cancelled');
create index auction_seller on auction (seller_id, created_at);
