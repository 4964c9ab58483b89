-- sales: lots in order, under common terms. a lot belongs to one sale or to none, and is an auction like any other.

create table sale (
    id          uuid primary key,
    owner_id    uuid not null references account,
    title       text not null,
    description text not null,
    -- timed: each lot ends by the clock. live: an auctioneer opens and hammers one after the other.
    kind        text not null check (kind in ('timed', 'live')),
    -- the pattern that the terms of each lot are cut from, written as a lot's terms are.
    terms       text not null,
    starts_at   timestamptz not null,
    -- the end of the first lot.
    ends_at     timestamptz not null,
    -- by how many seconds each lot ends after the one before.
    stagger_s   integer not null check (stagger_s >= 0),
    state       text not null default 'draft' check (state in ('draft', 'published')),
    -- how many lots there are: the last one's number.
    lots        integer not null default 0 check (lots >= 0),
    -- raised by every change to the sale or to a lot of it. who changes or publishes names the one they saw, so nothing is
    -- published but what was judged, and nothing is put in order that has changed meanwhile.
    revision    integer not null default 0,
    created_at  timestamptz not null default now()
);

create index sale_published on sale (starts_at, id) where state = 'published';
create index sale_owner on sale (owner_id, created_at);

alter table auction
    add column sale_id uuid references sale,
    add column lot_number integer check (lot_number > 0),
    -- sold from a console: opened and ended by the auctioneer, never by the clock.
    add column live boolean not null default false,
    add constraint auction_place check ((sale_id is null) = (lot_number is null)),
    -- looked at when the statement ends: lots change places in one.
    add constraint auction_lot unique (sale_id, lot_number) deferrable initially immediate;

-- one lot at a time is on the block, whatever becomes of a server half way.
create unique index auction_on_the_block on auction (sale_id) where live and status in ('open', 'halted');

-- the clock neither opens nor closes what the auctioneer does.
drop index auction_opens;
drop index auction_ends;
create index auction_opens on auction (starts_at) where status = 'scheduled' and not live;
create index auction_ends on auction (ends_at) where status = 'open' and not live;
