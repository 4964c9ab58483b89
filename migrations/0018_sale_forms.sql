-- sales as they are typed. the form of a lot of a sale is kept in draft, like that of any lot; this is the form of the sale itself.

-- what an owner typed into it, to the letter. where it cannot be read, the sale's row holds something harmless in its place; so
-- nothing is published but by this.
create table sale_draft (
    sale_id  uuid primary key references sale on delete cascade,
    -- the fields of the form, as json.
    form     text not null,
    -- raised by every save of the form, and by nothing else: a lot that comes or goes takes nobody's form from them.
    revision integer not null,
    saved_at timestamptz not null
);
