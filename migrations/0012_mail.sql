-- messages: what somebody is told besides what a page shows them, by the bell and by mail; what they want to be told;
-- what their links prove; and which lots they keep an eye on.

create table notice (
    id          uuid primary key,
    -- no foreign keys: a bid writes notices, and each key would cost it a look.
    account_id  uuid not null,
    kind        text not null,
    auction_id  uuid,
    -- the event or line it is about, where there is one.
    seq         bigint,
    -- what its words need beyond the auction's row, as json; text, because nothing here ever looks inside.
    facts       text not null,
    -- what brought it about. a cause that is written down twice tells nobody twice.
    cause       text not null,
    at          timestamptz not null,
    read_at     timestamptz,
    -- ------------------------------------------------------------------ the outbox
    -- overtaken: by the time it was to go out it was no news. unwanted: they asked not to get such mail.
    mail_state  text not null default 'due' check (mail_state in ('due', 'sent', 'failed', 'overtaken', 'unwanted')),
    -- while a letter is being sent this is when it counts as lost, and is sent again.
    next_try_at timestamptz not null,
    tries       smallint not null default 0,
    last_error  text,
    constraint notice_once unique (account_id, cause)
);

create index notice_due on notice (next_try_at) where mail_state = 'due';
create index notice_of on notice (account_id, at desc, id desc);
create index notice_unread on notice (account_id) where read_at is null;
-- the house looks after what did not get out.
create index notice_failed on notice (at desc, id desc) where mail_state = 'failed';

-- how somebody wants to be told of a kind; no row is by bell and by mail.
create table notice_wish (
    account_id uuid not null references account on delete cascade,
    kind       text not null,
    in_page    boolean not null,
    by_mail    boolean not null,
    primary key (account_id, kind)
);

-- what ends the mails of a kind with one press, for whoever holds a letter with it. it opens nothing else, so it stands
-- here as it is.
create table mail_stop (
    token      uuid primary key,
    account_id uuid not null references account on delete cascade,
    kind       text not null,
    unique (account_id, kind)
);

-- links in letters that prove who reads an address. each works once, and not for long.
create table proof (
    -- SHA-256 of what stands in the link: whoever reads this table can prove nothing.
    token_hash bytea primary key,
    account_id uuid not null references account on delete cascade,
    purpose    text not null check (purpose in ('confirm', 'move', 'reset')),
    -- the address the letter went to.
    email      text not null,
    expires_at timestamptz not null
);

create index proof_account on proof (account_id);
create index proof_expires on proof (expires_at);

-- lots that somebody keeps an eye on.
create table watch (
    account_id uuid not null references account on delete cascade,
    auction_id uuid not null references auction on delete cascade,
    at         timestamptz not null default now(),
    primary key (account_id, auction_id)
);

create index watch_of on watch (auction_id);
