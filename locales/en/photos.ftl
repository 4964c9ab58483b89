# Photographs of a lot: the seller's page, the gallery, and why a file is not taken.

photos-title = Photographs
photos-of = Photographs of “{ $title }”
photos-back-draft = Back to the draft
photos-back-lot = To the lot’s page
photos-link = Photographs
photos-intro = Up to { $most }, the first stands for the lot everywhere. Show every side, and what is not perfect about it.
photos-fixed = Somebody has bid, or it is over: the photographs stand as they are.
photos-none = No photographs yet. Until there are some, the house draws a picture of its own.
photos-list = Photographs, in order
photos-number = Photograph { $number } of { $count }
photos-first = stands for the lot
photos-alt = What it shows
photos-alt-help = For whoever cannot see it: “The left arm, with a scratch”.
photos-save = Save
photos-up = Move forward
photos-down = Move back
photos-remove = Take down
photos-drag = Drag, or move with the arrow keys

photos-add = Add photographs
photos-add-help = JPEG, PNG or WebP, each of at most { $size } MB. You can choose several at once. { $left ->
    [one] There is room for one more.
   *[other] There is room for { $left } more.
}
photos-add-privacy = Where and when they were taken is not kept.
photos-send = Send
photos-camera = Take a photograph
photos-drop = … or drop files here
photos-full = There are as many as there can be. Take one down to add another.
photos-not-taken = Not taken
photos-sending = Sending
photos-working = Being developed …
photos-lost-connection = The connection broke. Send it again.
photos-uploads = Files on their way

photos-done-added = Added.
photos-done-moved = Moved.
photos-done-described = Saved.
photos-done-removed = Taken down.
photos-nothing = No file
photos-nothing-chosen = Choose one or more photographs first.
photos-unknown = There is no such photograph.

photos-crowded = Too many photographs are being sent just now. Wait until the others are done.
photos-rate = You send photographs faster than the house takes them. Wait a moment.
photos-overloaded = Many photographs are being developed just now. Try again shortly.
photos-too-many = A lot has at most { $most } photographs. Take one down first.
photos-quota = Your photographs take as much room as one account may have. Take down those of drafts you no longer need.
photos-no-space = The house has no room for photographs just now. It has been told; try again later.

photos-refused-empty = There is nothing in this file.
photos-refused-too-large = This file is larger than { $most } MB. Send a smaller version of it.
photos-refused-too-many-pixels = This picture has { $width } × { $height } pixels, which is more than the house unpacks ({ $most } million). Send a smaller version of it.
photos-refused-too-small = This picture has only { $width } × { $height } pixels. Send one of at least { $least } on each side.
photos-refused-heic = This is a HEIC picture. Send it as JPEG; on an iPhone choose Settings › Camera › Formats › Most Compatible.
photos-refused-other-kind = This is { $kind }. Send a photograph as JPEG, PNG or WebP.
photos-refused-not-a-picture = This is no picture, whatever its name says. Send a photograph as JPEG, PNG or WebP.
photos-refused-animated = This picture moves. Send one that stands still.
photos-refused-truncated = This file is cut off before its end. Send it again, whole.
photos-refused-damaged = This file is damaged and cannot be unpacked. Open it in a picture program, save it anew and send that.
photos-refused-too-intricate = This file would take too long to unpack. Open it in a picture program, save it anew and send that.

photos-gallery = Photographs of the lot
photos-thumbnails = Choose a photograph
photos-enlarge = Enlarge
photos-enlarged = The photograph, enlarged
photos-zoom = Zoom
photos-previous = Previous
photos-next = Next
photos-close = Close
