-- finding: what a visitor can look by, and the words they look with.

-- ---- categories ----------------------------------------------------------------------------------------------------

-- a tree. a lot lies in a leaf or in a branch; whoever opens a branch sees everything below it.
create table category (
    -- names it in addresses and with its lots, and never changes.
    slug       text primary key check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 60),
    parent     text references category check (parent <> slug),
    -- its place among its siblings.
    position   integer not null,
    -- what it is called, in each language the pages speak.
    en         text not null check (length(en) between 1 and 80),
    es         text not null check (length(es) between 1 and 80),
    -- a retired one is offered to nobody any more; its lots stay where they are.
    retired_at timestamptz
);

insert into category (slug, parent, position, en, es) values
    ('home', null, 1, 'Home', 'Casa'),
    ('fine-art', null, 2, 'Art & books', 'Arte y libros'),
    ('adornment', null, 3, 'Jewellery & watches', 'Joyas y relojes'),
    ('devices', null, 4, 'Instruments & cameras', 'Instrumentos y cámaras'),
    ('curiosities', null, 5, 'Curiosities', 'Curiosidades');
insert into category (slug, parent, position, en, es) values
    ('furniture', 'home', 1, 'Furniture', 'Muebles'),
    ('lighting', 'home', 2, 'Lighting', 'Iluminación'),
    ('ceramics', 'home', 3, 'Ceramics & glass', 'Cerámica y vidrio'),
    ('carpets', 'home', 4, 'Carpets & textiles', 'Alfombras y tejidos'),
    ('art', 'fine-art', 1, 'Pictures & prints', 'Pinturas y grabados'),
    ('books', 'fine-art', 2, 'Books & maps', 'Libros y mapas'),
    ('jewellery', 'adornment', 1, 'Jewellery', 'Joyas'),
    ('watches', 'adornment', 2, 'Watches & clocks', 'Relojes'),
    ('instruments', 'devices', 1, 'Instruments', 'Instrumentos'),
    ('cameras', 'devices', 2, 'Cameras', 'Cámaras');

-- what lots were filed under so far stays known, under its own name.
insert into category (slug, position, en, es)
select distinct category, 100, category, category from auction where category ~ '^[a-z0-9]+(-[a-z0-9]+)*$'
on conflict do nothing;
update auction set category = 'curiosities' where category not in (select slug from category);
alter table auction add constraint auction_category foreign key (category) references category;

-- ---- what can be asked of a lot ------------------------------------------------------------------------------------

-- how large a number is, roughly: each class begins a quarter above the one before.
create function size_class(amount bigint) returns smallint language sql immutable parallel safe as $$
    select floor(4 * ln(greatest(amount, 1)::double precision))::smallint
$$;

-- how dear something is, roughly: by currency, since prices in two of them are never compared, and by size.
create function price_class(currency text, amount bigint) returns text language sql immutable parallel safe as $$
    select (currency || lpad(size_class(amount)::text, 3, '0')) collate "C"
$$;

alter table auction
    -- ISO 3166-1, two letters: where the lot is.
    add column country text check (country ~ '^[A-Z]{2}$'),
    add column published_at timestamptz,
    -- from the terms, which are frozen.
    add column format text not null generated always as (coalesce(terms::jsonb ->> 'format', 'english')) stored,
    add column buys_now boolean not null generated always as (terms::jsonb ->> 'buy_now' is not null) stored,
    -- where what bids change is indexed, roughly. a bid touches these indexes only when it lifts its lot into another class.
    add column price_class text collate "C" not null
        generated always as (price_class(currency, coalesce(price, minimum))) stored,
    add column bids_class smallint not null generated always as (size_class(bids)) stored;

update auction set published_at = created_at where status <> 'draft';

create index auction_newest on auction (published_at, id) where status in ('scheduled', 'open', 'halted');
create index auction_dearest on auction (price_class) where status in ('scheduled', 'open', 'halted');
create index auction_liveliest on auction (bids_class) where status in ('scheduled', 'open', 'halted');
create index auction_shelf on auction (category, ends_at, id) where status in ('scheduled', 'open', 'halted');
create index auction_country on auction (country, ends_at, id)
    where country is not null and status in ('scheduled', 'open', 'halted');

-- ---- words ---------------------------------------------------------------------------------------------------------

-- accents and typing mistakes are forgiven where the server has the means. a server that has not, or a role that may not
-- ask for them, is no reason not to open.
do $$
begin
    create extension if not exists unaccent;
exception when others then
    raise notice 'searches will mind accents: %', sqlerrm;
end
$$;
do $$
begin
    create extension if not exists pg_trgm;
exception when others then
    raise notice 'searches will not forgive typing mistakes: %', sqlerrm;
end
$$;

create text search configuration house_plain (copy = simple);
create text search configuration house_english (copy = english);
create text search configuration house_spanish (copy = spanish);
do $$
begin
    if exists (select from pg_extension where extname = 'unaccent') then
        alter text search configuration house_plain
            alter mapping for hword, hword_part, word with unaccent, simple;
        alter text search configuration house_english
            alter mapping for hword, hword_part, word with unaccent, english_stem;
        alter text search configuration house_spanish
            alter mapping for hword, hword_part, word with unaccent, spanish_stem;
    end if;
end
$$;

-- the words of a lot, beside its row and not in it: that one is written anew with every bid.
create table lot_words (
    auction_id uuid primary key references auction on delete cascade,
    -- the title weighs A, the category B, the description C; in each language, for nobody says which one a lot speaks.
    words      tsvector not null
);
-- without a list of what is still to be entered, which every search would read.
create index lot_words_words on lot_words using gin (words) with (fastupdate = off);

-- every word of a title, so that one that nobody wrote can be held against those that somebody did.
create table word (
    word text primary key
);
do $$
begin
    if exists (select from pg_extension where extname = 'pg_trgm') then
        create index word_alike on word using gin (word gin_trgm_ops) with (fastupdate = off);
    end if;
end
$$;

-- what a category is called among the words of a lot. no word of a text has a colon.
create function category_word(slug text) returns text language sql immutable as $$
    select 'category:' || slug
$$;

-- a trigger, since words are written wherever a lot is, and by the same statement.
create function note_words() returns trigger language plpgsql as $$
declare
    plain tsvector := to_tsvector('house_plain', new.title);
begin
    insert into lot_words (auction_id, words)
    values (new.id,
            setweight(plain || to_tsvector('house_english', new.title) || to_tsvector('house_spanish', new.title), 'A')
            || setweight((quote_literal(category_word(new.category)) || ':1')::tsvector, 'B')
            || setweight(to_tsvector('house_english', new.description) || to_tsvector('house_spanish', new.description), 'C'))
    on conflict (auction_id) do update set words = excluded.words;
    insert into word
    select lexeme from unnest(tsvector_to_array(plain)) as lexeme
    where lexeme ~ '^[[:alpha:]]{3,40}$' and not exists (select from word where word.word = lexeme)
    order by lexeme
    on conflict do nothing;
    return null;
end
$$;

create trigger auction_words after insert or update of title, description, category on auction
    for each row execute function note_words();
update auction set title = title;

-- ---- saved searches ------------------------------------------------------------------------------------------------

create table saved_search (
    id         uuid primary key,
    account_id uuid not null references account on delete cascade,
    name       text not null check (length(name) between 1 and 120),
    -- the question as its address has it, without what only turns pages.
    question   text not null,
    -- what it asks for, so that one statement can hold a new lot against all of them. null asks for nothing.
    words      tsquery,
    categories text[],
    format     text,
    currency   text,
    price_from bigint,
    price_to   bigint,
    country    text,
    no_reserve boolean not null default false,
    buy_now    boolean not null default false,
    created_at timestamptz not null default now(),
    -- up to when its owner has looked.
    seen_at    timestamptz not null default now(),
    unique (account_id, question)
);

-- which new lots a search has found, once each.
create table search_hit (
    search_id  uuid not null references saved_search on delete cascade,
    auction_id uuid not null references auction on delete cascade,
    at         timestamptz not null default now(),
    primary key (search_id, auction_id)
);
create index search_hit_newest on search_hit (search_id, at);

-- up to when lots were published that have been held against the saved searches. a statement may take a while to be seen, so
-- the last minute is looked at again, and those of it that were done stand below.
create table searches_told (
    id integer primary key default 1 check (id = 1),
    at timestamptz not null
);
insert into searches_told (at) values (now());
create table lot_told (
    auction_id   uuid primary key references auction on delete cascade,
    published_at timestamptz not null
);
