### Quick bids.

script-quick-is-on = Quick bids are on: one press bids at once, up to { $amount }.
script-quick-is-on-with = Quick bids are on: one press bids at once, up to { $amount }, which is { $total }.
script-quick-is-off = Quick bids are off: every bid is asked about first.
