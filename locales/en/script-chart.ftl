### The price as a chart.

script-chart-price = Price
script-chart-label = How the price rose: from { $from } to { $to } in { $count ->
        [one] one step
       *[other] { $count } steps
    }. { $moved ->
        [0] The end was not moved.
        [one] The end was moved once.
       *[other] The end was moved { $moved } times.
    } The history has every step.
script-chart-legend = ◆ a bid moved the end
script-chart-empty = No price to draw yet.
script-chart-missing = The chart could not be drawn. The history has every step.
