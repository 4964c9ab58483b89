-- a category lies in others, and never, by however many steps, in itself. of two that are put below each other at once neither
-- statement sees what the other does; here one waits until the other has ended, and looks again.
create function category_is_no_circle() returns trigger language plpgsql as $$
begin
    perform pg_advisory_xact_lock(hashtext('category_is_no_circle'));
    if exists (with recursive above as (
                   select new.parent as slug
                   union
                   select category.parent from category join above on category.slug = above.slug
               )
               select from above where slug = new.slug) then
        raise exception 'category % would lie in itself', new.slug
            using errcode = 'check_violation', constraint = 'category_is_no_circle';
    end if;
    return null;
end
$$;

create trigger category_is_no_circle after update of parent on category
    for each row when (new.parent is distinct from old.parent) execute function category_is_no_circle();
