-- When a lot ends stands beside its words, so that of the lots with certain words those that end soonest are found without a
-- look at every other one. Neither is kept to the second: an end that moves, and a lot that is over, are noted here a moment
-- later. What a search shows goes by the lot itself.
alter table lot_words
    add column ends_at timestamptz,
    add column over    boolean not null default false;
update lot_words set ends_at = auction.ends_at, over = status in ('closed', 'cancelled') from auction where id = auction_id;
alter table lot_words alter column ends_at set not null;
create index lot_words_soonest on lot_words (ends_at, auction_id) where not over;
create index lot_words_live on lot_words using gin (words) with (fastupdate = off) where not over;

create or replace function note_words() returns trigger language plpgsql as $$
declare
    plain tsvector := to_tsvector('house_plain', new.title);
begin
    insert into lot_words (auction_id, ends_at, over, words)
    values (new.id, new.ends_at, new.status in ('closed', 'cancelled'),
            setweight(plain || to_tsvector('house_english', new.title) || to_tsvector('house_spanish', new.title), 'A')
            || setweight((quote_literal(category_word(new.category)) || ':1')::tsvector, 'B')
            || setweight(to_tsvector('house_english', new.description) || to_tsvector('house_spanish', new.description), 'C'))
    on conflict (auction_id) do update set ends_at = excluded.ends_at, over = excluded.over, words = excluded.words;
    insert into word
    select lexeme from unnest(tsvector_to_array(plain)) as lexeme
    where lexeme ~ '^[[:alpha:]]{3,40}$' and not exists (select from word where word.word = lexeme)
    order by lexeme
    on conflict do nothing;
    return null;
end
$$;
