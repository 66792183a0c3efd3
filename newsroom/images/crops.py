"""Where to cut a photo so that its subject stays in."""


def focal_box(width, height, ratio, focal):
    """Return the largest (left, top, right, bottom) of that ratio, in pixels, around the subject.

    `ratio` is width over height; `focal` is (x, y) in 0..1 from the top left corner. The subject
    stands in the middle of the box unless the edge of the photo is nearer.
    """
    box_width = min(width, max(1, round(height * ratio)))
    box_height = min(height, max(1, round(width / ratio)))
    left = _start(width, box_width, focal[0])
    top = _start(height, box_height, focal[1])
    return left, top, left + box_width, top + box_height


def _start(length, part, position):
    """Whole pixels throughout, so that the pixel the focal point falls in is always kept."""
    pixel = min(int(position * length), length - 1)
    return max(0, min(pixel - part // 2, length - part))
