-- rooms: what is said about an auction besides bids. for each auction a log of lines: questions, answers, chat, and
-- the acts that hid one of them.

create table room (
    auction_id uuid primary key references auction,
    -- the last line's number. whoever adds a line changes this row first, so numbers have no gap, and their order is that
    -- of the commits.
    seq        bigint not null,
    -- to how many a pseudonym was given.
    guests     integer not null
);

-- who goes by which pseudonym: g1, g2 and so on, in the order of their first lines. it means nothing in another room, and
-- nothing in the auction's bids.
create table room_guest (
    auction_id uuid not null references room,
    account_id uuid not null references account,
    number     integer not null,
    constraint room_guest_is_one primary key (auction_id, account_id),
    unique (auction_id, number)
);

create table room_line (
    auction_id uuid not null references room,
    seq        bigint not null check (seq > 0),
    at         timestamptz not null,
    kind       text not null check (kind in ('question', 'answer', 'chat', 'hidden')),
    author_id  uuid not null references account,
    -- as everybody sees them: seller, house, or a pseudonym. what they were when they said it.
    author     text not null,
    -- one line for one press of the button, however often it is sent.
    key        uuid,
    -- what was said; where another line was hidden, why.
    text       text not null,
    -- the question that is answered, or the line that was hidden.
    about      bigint,
    -- the line that hid this one. it is set once; nothing else here is ever changed.
    hidden     bigint,
    primary key (auction_id, seq),
    constraint room_line_key unique (auction_id, author_id, key)
);

-- who may not speak in a room, for now or no longer.
create table room_mute (
    auction_id    uuid not null references room,
    account_id    uuid not null references account,
    at            timestamptz not null,
    by_id         uuid not null references account,
    reason        text not null,
    lifted_at     timestamptz,
    lifted_by     uuid references account,
    lifted_reason text
);

create unique index room_mute_stands on room_mute (auction_id, account_id) where lifted_at is null;
