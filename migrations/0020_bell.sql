-- What somebody finds on their bell: what they want to see there, and no hammer that was taken back, for it sold nothing to
-- anybody.
create view bell as
    select notice.* from notice
    where (kind not in ('won', 'sold')
           or exists (select from auction where auction.id = notice.auction_id and auction.seq = notice.seq))
      and not exists (select from notice_wish wish
                      where wish.account_id = notice.account_id and wish.kind = notice.kind and not in_page);

-- Nobody searches for a draft. Its words, half typed, made mistakes look like words that somebody wrote, and outlived it.
drop trigger auction_words on auction;
create trigger auction_words after insert or update of title, description, category, published_at on auction
    for each row when (new.published_at is not null) execute function note_words();
truncate word;
delete from lot_words where auction_id in (select id from auction where published_at is null);
update auction set title = title where published_at is not null;
