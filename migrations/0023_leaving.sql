-- leaving, and what the same account does at the same moment.
alter table account
    -- while its owner is about to leave, it bids nowhere: so no bid comes between the look at what stands and the end. it
    -- lapses by itself, should the house not come to say whether they left.
    add column leaving_until timestamptz,
    -- the transaction that last listed something of theirs, or published it. whoever closes the account names the one they
    -- saw, so nothing is left behind that was listed meanwhile.
    add column listed_in     bigint not null default 0;

-- nothing is listed or published by whoever has left. takes the account's row, so that of this and leaving one comes second.
create function somebody_lists() returns trigger language plpgsql as $$
declare
    who uuid;
begin
    if tg_table_name = 'sale' then who := new.owner_id; else who := new.seller_id; end if;
    update account set listed_in = txid_current() where id = who and closed_at is null and listed_in <> txid_current();
    if not found and exists (select from account where id = who and closed_at is not null) then
        raise exception 'account % is closed', who using errcode = 'check_violation', constraint = 'account_is_open';
    end if;
    return new;
end
$$;

-- a lot of a sale goes with its sale, whose revision every change to a lot of it raises.
create trigger somebody_drafts before insert on auction
    for each row when (new.sale_id is null) execute function somebody_lists();
create trigger somebody_publishes before update of status on auction
    for each row when (old.status = 'draft' and new.status <> 'draft' and new.sale_id is null)
    execute function somebody_lists();
create trigger somebody_drafts before insert on sale for each row execute function somebody_lists();
create trigger somebody_changes before update on sale
    for each row when (new.revision <> old.revision) execute function somebody_lists();
