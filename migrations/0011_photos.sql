-- photographs: a row for each, its prints on disk under the name of what is in them. deleted with their lot; what then lies
-- on the shelf for nobody is swept out.

create table photo (
    id         uuid primary key,
    auction_id uuid not null references auction on delete cascade,
    -- from 1, without a gap; the first stands for the lot everywhere else. there are at most twelve, whoever comes at once.
    position   integer not null check (position between 1 and 12),
    -- what it shows, for whoever does not see it. empty until the seller says.
    alt        text not null default '',
    -- of each print, the smallest first.
    widths     integer[] not null,
    heights    integer[] not null,
    -- of all of them together.
    bytes      bigint not null check (bytes > 0),
    sha        bytea not null check (octet_length(sha) = 32),
    created_at timestamptz not null default now(),
    check (cardinality(widths) = cardinality(heights) and cardinality(widths) > 0),
    -- looked at when a statement is done: one that moves a photograph moves those it passes, too.
    unique (auction_id, position) deferrable initially immediate
);

-- what the broom asks.
create index photo_sha on photo (sha);

-- the name of this database's own shelf in a data folder, so that no other house takes its prints for leavings.
create table photo_shelf (
    name uuid primary key default gen_random_uuid(),
    single boolean not null default true unique check (single)
);
insert into photo_shelf default values;
