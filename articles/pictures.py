"""What a page needs to show a photo: its words and its public files, as JSON."""

from django.core.files.storage import default_storage

from articles.models import Photo


def photos_by_number(numbers):
    """Return `{number: Photo}` of those that may be shown, files at hand, in two queries."""
    if not numbers:
        return {}
    photos = Photo.objects.filter(is_withdrawn=False).select_related("photographer")
    return photos.prefetch_related("renditions").in_bulk(numbers)


def picture(photo, purpose):
    """Return the photo for `purpose` (column or card), or None while it has no files.

    `{"alt", "caption", "credit", "width", "height", "avif": [[width, height, url], …], "jpeg": …}`,
    sizes in pixels, the widest last; width and height are those of the widest.
    """
    files = {"avif": [], "jpeg": []}
    for rendition in sorted(photo.renditions.all(), key=lambda row: row.width):
        if rendition.purpose == purpose:
            url = default_storage.url(rendition.file.name)
            files[rendition.format].append([rendition.width, rendition.height, url])
    if not files["jpeg"]:
        return None
    width, height, _url = files["jpeg"][-1]
    words = {"alt": photo.alt_text, "caption": photo.caption, "credit": photo.credit_line}
    return words | files | {"width": width, "height": height}


def card(photo):
    """Return the small picture of lists, without its caption."""
    found = picture(photo, "card")
    if found:
        del found["caption"]
    return found


def social(photo):
    """Return the JPEG for share cards, or None."""
    for rendition in photo.renditions.all():
        if rendition.purpose == "social":
            return {
                "url": default_storage.url(rendition.file.name),
                "width": rendition.width,
                "height": rendition.height,
                "alt": photo.alt_text,
            }
    return None
