### Pujas rápidas.

script-quick-is-on = Las pujas rápidas están activas: una pulsación puja al momento, hasta { $amount }.
script-quick-is-on-with = Las pujas rápidas están activas: una pulsación puja al momento, hasta { $amount }, que son { $total }.
script-quick-is-off = Las pujas rápidas están desactivadas: antes de cada puja se pregunta.
