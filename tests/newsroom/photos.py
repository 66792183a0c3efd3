"""Photos for the tests: made on the spot, sharp enough to weigh something, broken where asked."""

import random
import struct
import zlib
from io import BytesIO

from PIL import Image, ImageChops
from PIL.PngImagePlugin import PngInfo


def scenery(width=1600, height=1067, mode="RGB"):
    """A picture with large shapes and fine detail, so that encoding it costs what a photo costs."""
    chance = random.Random(11)
    image = Image.frombytes("RGB", (9, 6), chance.randbytes(9 * 6 * 3))
    image = image.resize((width, height), Image.Resampling.BICUBIC)
    for cells in (60, 400):
        detail = Image.frombytes("L", (cells, cells), chance.randbytes(cells * cells))
        detail = detail.resize((width, height), Image.Resampling.BICUBIC)
        detail = detail.point(lambda value: 96 + value // 4)
        image = ImageChops.overlay(image, Image.merge("RGB", (detail,) * 3))
    return image.convert(mode)


def saved(image, name="JPEG", **options):
    file = BytesIO()
    image.save(file, name, **options)
    file.seek(0)
    return file


def quarters(width, height, colours=("red", "lime", "blue", "white")):
    """Top left, top right, bottom left, bottom right: shows which way up a picture is."""
    image = Image.new("RGB", (width, height), colours[3])
    image.paste(colours[0], (0, 0, width // 2, height // 2))
    image.paste(colours[1], (width // 2, 0, width, height // 2))
    image.paste(colours[2], (0, height // 2, width // 2, height))
    return image


def png_chunk(tag, content=b""):
    checksum = zlib.crc32(tag + content)
    return struct.pack(">I", len(content)) + tag + content + struct.pack(">I", checksum)


def png_of(width, height, *chunks):
    """A PNG that claims a size; without chunks it has no pixels."""
    header = png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(chunks) + png_chunk(b"IEND")


def jpeg_with_segment(marker, content):
    """Insert one segment behind the start of a JPEG; marker 0xED is where IPTC lives."""
    data = saved(Image.new("RGB", (60, 40), "teal")).getvalue()
    segment = struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content
    return data[:2] + segment + data[2:]


def iptc_photo(*records, charset=b"\x1b%G"):
    """A JPEG with IPTC records, each (dataset of record 2, bytes)."""
    records = [(1, 90, charset), *((2, dataset, value) for dataset, value in records)]
    block = b"".join(
        struct.pack(">BBBH", 0x1C, record, dataset, len(value)) + value
        for record, dataset, value in records
    )
    block += b"\x00" * (len(block) % 2)
    resource = b"8BIM\x04\x04\x00\x00" + struct.pack(">I", len(block)) + block
    return BytesIO(jpeg_with_segment(0xED, b"Photoshop 3.0\x00" + resource))


def xmp_photo(properties, name="JPEG"):
    """A photo with an XMP packet holding these properties of one description."""
    packet = f"""<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
    <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
      xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
      xmlns:dc="http://purl.org/dc/elements/1.1/"
      xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/">
    {properties}</rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""
    texts = PngInfo()
    texts.add_itxt("XML:com.adobe.xmp", packet)
    options = {"pnginfo": texts} if name == "PNG" else {"xmp": packet.encode()}
    return saved(Image.new("RGB", (60, 40), "teal"), name, **options)


def exif_photo(tags, details=None, position=None):
    """A JPEG with EXIF tags; `details` go into the Exif block, `position` into the GPS one."""
    exif = Image.Exif()
    exif.update(tags)
    exif.get_ifd(0x8769).update(details or {})
    exif.get_ifd(0x8825).update(position or {})
    return saved(Image.new("RGB", (60, 40), "teal"), exif=exif)
