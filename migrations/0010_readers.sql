-- readers: how the house speaks to somebody, and whether it may let them in.

alter table account
    -- a tag like es; null until somebody chose, and then the browser's.
    add column language           text check (language in ('en', 'es')),
    -- an IANA name like Europe/Madrid; null until somebody chose, and then UTC.
    add column time_zone          text,
    -- when the address was shown to be theirs.
    add column email_confirmed_at timestamptz,
    -- since when they may not enter.
    add column banned_at          timestamptz;

-- who came before anybody was asked is taken at their word.
update account set email_confirmed_at = created_at;
