### Questions and chat, live.

script-room-question = ? Question
script-room-answer = ↳ Answer
script-room-you = { $author } (you)
script-room-hidden = × hidden: { $reason }
script-room-refused = That was refused.
script-room-uncertain = It is not certain that this arrived. Send it again: however often you press, it counts once.
