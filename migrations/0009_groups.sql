-- groups: lots of a sale whose ends late bids move together.

-- what moved an end, found without reading every bid of a sale. no bid is in it.
create index event_extended on event (auction_id, seq) where kind = 'extended';
