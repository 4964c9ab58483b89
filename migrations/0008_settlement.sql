-- after the hammer: invoices and who moved them, strikes for not paying, what becomes of a lot nobody paid for, ratings.

-- when the books were made up for a closed auction. what closed before there were invoices was settled without them.
alter table auction add column settled_at timestamptz;
update auction set settled_at = now() where status = 'closed';
create index auction_unsettled on auction (ends_at, id) where status = 'closed' and settled_at is null;

-- what became of a lot that nobody bought, or nobody paid for: offered to an underbidder, or listed again.
create table resale (
    id          uuid primary key,
    auction_id  uuid not null references auction,
    kind        text not null check (kind in ('offer', 'listing')),
    state       text not null check (state in ('open', 'accepted', 'refused', 'expired', 'undone', 'listed')),
    made_at     timestamptz not null,
    -- ------------------------------------------------------------------ an offer
    bidder_id   uuid references account,
    -- what they had authorised. theirs alone to know, until they accept.
    amount      bigint check (amount > 0),
    expires_at  timestamptz,
    answered_at timestamptz,
    -- ------------------------------------------------------------------ a listing: the new auction, unless thrown away
    listed_id   uuid references auction on delete cascade,
    check ((kind = 'offer') = (bidder_id is not null)),
    check ((kind = 'offer') = (amount is not null)),
    check ((kind = 'offer') = (expires_at is not null)),
    check ((kind = 'listing') = (listed_id is not null))
);

-- one way at a time, whoever presses what at the same moment.
create unique index resale_one_way on resale (auction_id) where state in ('open', 'accepted', 'listed');
-- nobody is asked twice.
create unique index resale_asked on resale (auction_id, bidder_id);
create index resale_listed on resale (listed_id);
create index resale_bidder on resale (bidder_id, made_at);
create index resale_open on resale (expires_at) where state = 'open';

create table invoice (
    id         uuid primary key,
    number     bigint generated always as identity unique,
    auction_id uuid not null references auction,
    -- which award of the close it is for, counted from 0; or the second chance that was taken.
    award      integer,
    resale_id  uuid unique references resale,
    buyer_id   uuid not null references account,
    seller_id  uuid not null references account,
    quantity   integer not null check (quantity > 0),
    currency   text not null,
    hammer     bigint not null check (hammer >= 0),
    premium    bigint not null check (premium >= 0),
    tax        bigint not null check (tax >= 0),
    total      bigint not null check (total = hammer + premium + tax),
    made_at    timestamptz not null,
    due_at     timestamptz not null,
    state      text not null check (state in ('awaiting_payment', 'paid', 'handed_over', 'cancelled')),
    -- how often the buyer was reminded.
    reminders  smallint not null default 0,
    -- one invoice for one award, however often the books are made up.
    unique (auction_id, award),
    check ((award is null) <> (resale_id is null)),
    check (buyer_id <> seller_id)
);

create index invoice_buyer on invoice (buyer_id, made_at);
create index invoice_seller on invoice (seller_id, made_at);
create index invoice_awaiting on invoice (made_at) where state = 'awaiting_payment';
create index invoice_reminded on invoice (buyer_id) where state = 'awaiting_payment' and reminders > 0;

-- an invoice's history. each kind happens once to an invoice, but for reminders, which are numbered.
create table invoice_step (
    invoice_id uuid not null references invoice,
    kind       text not null check (kind in ('made', 'reminded', 'paid', 'handed_over', 'cancelled', 'reported', 'lifted')),
    nth        smallint not null default 1,
    at         timestamptz not null,
    -- who did it and in what part; nobody where it was the house's clock.
    by_id      uuid references account,
    part       text check (part in ('buyer', 'seller', 'house')),
    reason     text not null default '',
    primary key (invoice_id, kind, nth)
);

-- at most one for an invoice; lifted ones stay on the books.
create table strike (
    invoice_id uuid primary key references invoice,
    account_id uuid not null references account,
    at         timestamptz not null,
    lifted_at  timestamptz
);

create index strike_account on strike (account_id, at);
create index strike_standing on strike (account_id) where lifted_at is null;

create table rating (
    invoice_id uuid not null references invoice,
    -- who rates the other.
    part       text not null check (part in ('buyer', 'seller')),
    rated_id   uuid not null references account,
    stars      smallint not null check (stars between 1 and 5),
    words      text not null,
    at         timestamptz not null,
    -- once each.
    primary key (invoice_id, part)
);

create index rating_of on rating (rated_id, part, at);
