-- the ledger: every event of every auction, in order, for ever.

create table event (
    -- no foreign key: the statement that writes an event has just updated its auction, and the key costs a fifth.
    auction_id uuid not null,
    seq        bigint not null check (seq > 0),
    at         timestamptz not null,
    kind       text not null,
    -- public, byte for byte as sent to viewers and as hashed; text, because jsonb would not keep the bytes.
    body       text not null,
    hash       bytea not null,
    bidder_id  uuid,
    key        uuid,
    -- what must not be public: a maximum, the nonce that opens its seal, the account behind an act.
    secret     text,
    -- one writer: of two that claim the same number, the database lets one through.
    primary key (auction_id, seq),
    -- one bid for one press of the button, however often it is sent.
    unique (auction_id, bidder_id, key)
);

create function ledger_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'the ledger is append-only: % on event is refused', lower(tg_op)
        using errcode = 'restrict_violation',
              hint = 'correct an auction by appending an event, never by changing one';
end
$$;

create trigger event_is_append_only before update or delete or truncate on event
    for each statement execute function ledger_is_append_only();

revoke update, delete, truncate on event from public, current_user;
