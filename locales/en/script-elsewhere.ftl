### News of lots that are not on the page.

script-elsewhere-outbid = You have been outbid on { $title }.
script-elsewhere-won = You won { $title }.
script-elsewhere-lost = { $title } went to somebody else, or was not sold.
script-a-lot = a lot
