-- sessions as their owners see them, signing in with a second factor, accounts that were closed, and who took part where.

alter table session
    -- what the browser called itself, cut short, and where it came from: for its owner to know it by.
    add column agent        text not null default '',
    add column address      text not null default '',
    -- when it was last used, to the minute.
    add column last_seen_at timestamptz not null default now();

alter table account
    -- since when nobody is behind it any more. what stands (bids, invoices, lines of rooms) stays, under a pseudonym.
    add column closed_at timestamptz;

-- the secret that an authenticator app shares with the house (RFC 6238).
create table two_factor (
    account_id   uuid primary key references account on delete cascade,
    secret       bytea not null,
    begun_at     timestamptz not null default now(),
    -- null while it is being set up: it is asked for only once a first code has shown that the app has it.
    confirmed_at timestamptz,
    -- the thirty seconds whose code was last taken, counted from 1970: no code is taken twice, nor one before it.
    last_step    bigint not null default 0
);

-- codes for who has lost the app. hashed, and each is gone once it was used.
create table recovery_code (
    account_id uuid not null references two_factor on delete cascade,
    code_hash  bytea not null,
    primary key (account_id, code_hash)
);

-- somebody who has shown their password and is now asked for a code.
create table half_sign_in (
    token_hash bytea primary key,
    account_id uuid not null references account on delete cascade,
    expires_at timestamptz not null
);

create index half_sign_in_expires on half_sign_in (expires_at);

-- who has bid where: a projection of the ledger, written a moment after a first bid and never by the bid itself. it is made
-- up again for what is running whenever the house opens.
create table took_part (
    account_id uuid not null references account,
    auction_id uuid not null references auction,
    primary key (account_id, auction_id)
);

insert into took_part select distinct bidder_id, auction_id from event join account on account.id = bidder_id;
