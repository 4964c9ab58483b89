### Questions and chat on the page of a lot.

room-title = Questions and chat
room-order = Questions and chat, oldest first
room-auctioneer = ◉ The auctioneer:
room-earlier = ▲ Earlier
room-latest = ▼ Latest
room-empty = Nobody has asked anything yet.
room-sign-in = Sign in to ask or talk
room-muted = You are muted here:
room-say = Ask or talk
room-say-help = Everybody can read it, and sees you as
room-name-of-its-own = a name that you have in this room only
room-answer = ↳ Answer
room-answer-word = Answer
room-to-the-question = to the question
room-this-question = this question
room-your-answer = Your answer
room-question = Question
room-chat = Chat
room-send = Send
room-muted-people = Muted
room-let-speak = Let speak
room-moderate = Moderate
room-this-message = this message
room-reason = Reason, for everybody to read
room-hide = Hide the message
room-mute = Mute its author
