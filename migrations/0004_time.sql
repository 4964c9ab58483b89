-- time: what an end may hang on besides the clock.

-- what a candle's length is drawn from, in hex; published when the auction closes, and nobody's before.
alter table auction add column seed text;

-- the house's signs of life. one row: the last instant at which it is known to have served.
create table heartbeat (
    id integer primary key default 1 check (id = 1),
    at timestamptz not null
);

-- the times in which it did not serve. an end that falls into one, or too soon after it, is moved.
create table outage (
    began timestamptz primary key,
    ended timestamptz not null check (ended > began)
);
