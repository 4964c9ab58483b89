-- what the house decides about can be decided otherwise: a message shown again, a rate preset.

-- what was hidden in a room can be shown again by the house: `room_line.hidden` is then null, the line that hid it stays in the
-- log, and the audit says who showed it and why.

-- what is hidden now, in whatever room, the latest first.
create index room_line_hidden on room_line (at) where kind = 'hidden';

-- sellers' forms begin with it; of several of a kind and currency, with the one that was written last.
alter table tariff add column preset boolean not null default false;
