-- the house: who may not enter, what its people did, what was reported to them, and the tables that sellers choose from.

alter table account
    -- a ban without an end lasts until it is lifted. one that ran out, or was lifted, is only in the audit.
    add column banned_until timestamptz,
    -- whoever is banned reads it.
    add column ban_reason   text,
    add constraint account_ban check (banned_at is not null or (banned_until is null and ban_reason is null));

-- what the house's people did, as far as no other book tells. what they did to an auction is in its ledger, in a room among
-- its lines, to an invoice among its steps.
create table audit (
    id      uuid primary key,
    at      timestamptz not null default now(),
    by_id   uuid not null references account,
    act     text not null,
    on_kind text not null,
    on_id   uuid,
    -- an act that a ledger tells: its event. only where it came from is kept here.
    seq     bigint,
    -- what was set, in words that need no language: an amount, a role, a name.
    what    text not null default '',
    why     text not null default '',
    -- where it came from.
    address text not null
);

create index audit_at on audit (at, id) where seq is null;
create index audit_of on audit (on_id, at);

create function audit_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'the audit is append-only: % is refused', lower(tg_op) using errcode = 'restrict_violation';
end
$$;

create trigger audit_is_append_only before update or delete or truncate on audit
    for each statement execute function audit_is_append_only();

revoke update, delete, truncate on audit from public, current_user;

-- the house's acts in the other books, the latest first. no bid is in these.
create index event_of_the_house on event (at) where kind in ('halted', 'resumed', 'cancelled', 'voided', 'closed');
create index room_line_of_the_house on room_line (at) where kind = 'hidden' and author = 'house';
create index invoice_step_of_the_house on invoice_step (at) where part = 'house';

-- every act of the house from whichever book, each once.
create view deed as
    select at, id::text as id, by_id, act, on_kind, on_id, what, why, address from audit where seq is null
    union all
    select event.at, event.auction_id || ':' || event.seq, (event.secret::json ->> 'by')::uuid, event.kind, 'auction',
           event.auction_id, coalesce(event.body::json #>> '{data,voided}', ''),
           coalesce(event.body::json #>> '{data,reason}', ''),
           coalesce((select address from audit where on_id = event.auction_id and audit.seq = event.seq limit 1), '')
    from event
    where kind in ('halted', 'resumed', 'cancelled', 'voided', 'closed') and secret is not null
      and event.body::json #>> '{data,by}' = 'admin'
    union all
    select at, auction_id || ':room:' || seq, author_id, 'hidden', 'room', auction_id, about::text, text, ''
    from room_line where kind = 'hidden' and author = 'house'
    union all
    select at, invoice_id || ':' || kind, by_id, 'invoice_' || kind, 'invoice', invoice_id, '', reason, ''
    from invoice_step where part = 'house' and by_id is not null;

-- what people tell the house about a lot, a message or somebody.
create table report (
    id         uuid primary key,
    at         timestamptz not null default now(),
    by_id      uuid not null references account,
    auction_id uuid not null references auction,
    -- the line of its room that it is about.
    seq        bigint,
    -- whom it is about, where it is about somebody.
    account_id uuid references account,
    why        text not null,
    state      text not null default 'open' check (state in ('open', 'acted', 'dismissed')),
    decided_by uuid references account,
    decided_at timestamptz,
    decision   text,
    check ((state = 'open') = (decided_by is null))
);

create index report_open on report (at, id) where state = 'open';
create index report_decided on report (decided_at desc, id) where state <> 'open';
-- the same is told by the same person once, as long as nobody has looked at it.
create unique index report_once on report (by_id, auction_id, coalesce(seq, 0), coalesce(account_id, auction_id))
    where state = 'open';

-- from where, and with what, an account was used: for signals of one hand with two names. forgotten after a season.
create table trace (
    account_id uuid not null references account on delete cascade,
    address    text not null,
    device     text not null,
    first_at   timestamptz not null default now(),
    last_at    timestamptz not null default now(),
    primary key (account_id, address, device)
);

create index trace_address on trace (address);
create index trace_last on trace (last_at);

-- premiums and increments with names, for sellers to choose from. a change is a new version; a lot copies what it was
-- published with into its terms, so none changes under it.
create table tariff (
    id         uuid not null,
    version    integer not null check (version > 0),
    kind       text not null check (kind in ('premium', 'increments')),
    name       text not null,
    currency   text not null,
    -- as json: rows of a price in minor units, and a rate in basis points or a step in minor units.
    rows       text not null,
    made_at    timestamptz not null default now(),
    made_by    uuid not null references account,
    -- no seller is offered it from here on.
    retired    boolean not null default false,
    primary key (id, version)
);
