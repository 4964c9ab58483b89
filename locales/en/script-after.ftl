### What happens once a lot is over.

script-taken-down = This auction was taken down. No bid stands.
script-reserve-was-not-met = The reserve was not met, so nobody has to buy or sell.
script-owe-nothing = You did not win, and owe nothing.
script-bought = You bought it for { $price }. The invoice says how to go on.
script-bought-with = You bought it for { $price }, { $total }. The invoice says how to go on.
