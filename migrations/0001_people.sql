-- people: who may enter the house, and the sessions in which they do.

create table account (
    id            uuid primary key,
    email         text not null,
    name          text not null,
    -- argon2id in PHC string format; the password itself is stored nowhere.
    password_hash text not null,
    role          text not null check (role in ('bidder', 'seller', 'admin')),
    created_at    timestamptz not null default now()
);

-- an address belongs to one account, however it is capitalised.
create unique index account_email_key on account (lower(email));

create table session (
    -- SHA-256 of the token: whoever reads this table can sign in as nobody.
    token_hash bytea primary key,
    id         uuid not null,
    account_id uuid not null references account on delete cascade,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null
);

create index session_account on session (account_id);
create index session_expires on session (expires_at);
