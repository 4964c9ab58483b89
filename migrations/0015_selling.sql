-- selling: drafts as they are typed, forms to begin from, and the files that sales are filled from.

-- what a seller typed into the form of a draft, to the letter: half a form and a mistaken one are kept as well as a good one.
-- where it cannot be read, the auction's row holds something harmless in its place; so nothing is published but by this.
create table draft (
    auction_id uuid primary key references auction on delete cascade,
    -- the fields of the form, as json.
    form       text not null,
    -- raised by every save. whoever saves or publishes names the one they saw, so that two windows do not write over each
    -- other unseen.
    revision   integer not null,
    saved_at   timestamptz not null
);

-- forms that a seller begins new lots from, under names of their own.
create table form_template (
    id       uuid primary key,
    owner_id uuid not null references account on delete cascade,
    name     text not null,
    form     text not null,
    saved_at timestamptz not null default now(),
    constraint form_template_name unique (owner_id, name)
);

-- a file of lots that its owner looks over, before any of it is in the sale. one at a time.
create table sale_file (
    sale_id  uuid primary key references sale on delete cascade,
    file     text not null,
    given_at timestamptz not null default now()
);

-- which line of a file became which lot, so that the same line given again changes that lot and adds no other.
create table sale_line (
    sale_id    uuid not null references sale on delete cascade,
    line       text not null,
    auction_id uuid not null references auction on delete cascade,
    primary key (sale_id, line)
);
create index sale_line_auction on sale_line (auction_id);
