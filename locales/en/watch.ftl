# Lots that somebody keeps an eye on.

watch-title = Watching
watch-button = Watch
watch-nothing = You are not watching anything that is still to come.
watch-look = Look around
watch-over = Over
watch-too-many = You watch { $most } lots already. Let go of one first.
watch-hearts = { $count ->
    [one] { $count } person watches this lot
   *[other] { $count } people watch this lot
}
