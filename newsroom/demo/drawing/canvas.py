"""A sheet to paint photographs on: large shapes, light, mist and grain, with Pillow alone.

Everything is placed on a sheet of WIDTH x HEIGHT units, whatever the size in pixels. Shapes are
drawn SAMPLES times larger and averaged down, because ImageDraw itself leaves stairs on edges.
"""

import math
import random
from contextlib import contextmanager
from copy import copy
from itertools import pairwise

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFilter

WIDTH, HEIGHT = 1600, 1067
SAMPLES = 2
VIGNETTE = 0.33  # how much darker the corners are
GRAIN = 0.07  # of the full range


def rgb(colour):
    return ImageColor.getrgb(colour) if isinstance(colour, str) else colour


def mix(first, second, share):
    """Return the colour that lies `share` (0..1) of the way from the first to the second."""
    pairs = zip(rgb(first), rgb(second), strict=True)
    return tuple(round(one + (other - one) * share) for one, other in pairs)


def place(outline):
    """Read « 0.1,2 -3,4 » as points; an outline that is a list of points already stays so."""
    if not isinstance(outline, str):
        return outline
    return [tuple(float(part) for part in pair.split(",")) for pair in outline.split()]


def smooth(points, steps=8):
    """Round off a closed outline (Catmull-Rom): returns `steps` points for each one given."""
    count, result = len(points), []
    for index in range(count):
        before, start, end, after = (points[(index + shift) % count] for shift in (-1, 0, 1, 2))
        for step in range(steps):
            result.append(_spline(before, start, end, after, step / steps))
    return result


def _spline(before, start, end, after, t):
    return tuple(
        0.5
        * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * (b - c) + d - a) * t**3)
        for a, b, c, d in zip(before, start, end, after, strict=True)
    )


class Pen:
    """Draws in the units of a frame: at first the sheet's, with y downwards.

    Outlines are lists of points or the text that `place` reads; fills are a grey level on a
    layer, a colour on a sprite.
    """

    def __init__(self, image, scale, origin=(0, 0)):
        self._draw = ImageDraw.Draw(image)
        self._zero = (-origin[0] * scale, -origin[1] * scale)
        self._step = (scale, scale)

    def at(self, x, y, size=1.0, side=1):
        """Return a pen for a thing that stands at (x, y): upwards, `size` to its unit.

        With side -1 the thing looks the other way.
        """
        pen = copy(self)
        pen._zero = self._pixel((x, y))
        unit = abs(self._step[0]) * size
        pen._step = (unit * side, -unit)
        return pen

    def polygon(self, outline, fill=255):
        self._draw.polygon([self._pixel(point) for point in place(outline)], fill=_ink(fill))

    def curve(self, outline, fill=255):
        self.polygon(smooth(place(outline)), fill)

    def rect(self, left, top, right, bottom, fill=255):
        self.polygon([(left, top), (right, top), (right, bottom), (left, bottom)], fill)

    def ellipse(self, x, y, across, down=None, fill=255):
        """`across` and `down` are half the width and half the height."""
        middle, unit = self._pixel((x, y)), abs(self._step[0])
        half = (across * unit, (across if down is None else down) * unit)
        box = [tuple(m + sign * h for m, h in zip(middle, half, strict=True)) for sign in (-1, 1)]
        self._draw.ellipse(box, fill=_ink(fill))

    def line(self, outline, width, fill=255):
        pixels = max(1, round(width * abs(self._step[0])))
        points = [self._pixel(point) for point in place(outline)]
        self._draw.line(points, fill=_ink(fill), width=pixels, joint="curve")

    def _pixel(self, point):
        pairs = zip(self._zero, point, self._step, strict=True)
        return tuple(zero + value * step for zero, value, step in pairs)


def _ink(fill):
    return fill if isinstance(fill, int) else rgb(fill)


class Canvas:
    """The sheet. `chance` is the only source of chance: the same seed gives the same picture."""

    def __init__(self, seed, scale=1.0):
        self.chance = random.Random(seed)
        self.scale = scale
        self.size = (round(WIDTH * scale), round(HEIGHT * scale))
        self.image = Image.new("RGB", self.size)
        self._plaster = None  # made for the first rough surface

    # Surfaces

    def gradient(self, stops, box=None):
        """Return a picture that runs through (y, colour) downwards, of the sheet or a box of it."""
        left, top, right, bottom = box or (0, 0, *self.size)
        stops = [(y * self.scale, rgb(colour)) for y, colour in stops]
        column = Image.new("RGB", (1, bottom - top))
        for row in range(top, bottom):
            column.putpixel((0, row - top), _colour_at(stops, row))
        return column.resize((right - left, bottom - top))

    def sky(self, stops):
        self.image.paste(self.gradient(stops))

    def cloth(self, columns, rows):
        """Return soft grey blotches over the sheet: clouds, plaster, dust, as stretched."""
        cells = Image.frombytes("L", (columns, rows), self.chance.randbytes(columns * rows))
        return cells.resize(self.size, Image.Resampling.BICUBIC)

    # Shapes

    @contextmanager
    def layer(self, fill, *, opacity=1.0, blur=0, rough=0, light=None, shade=None):
        """Draw one shape and fill it with a colour, or with [(y, colour), ...] downwards.

        `light` and `shade` are (colour, x, y, strength): the edge turned towards (x, y) takes
        that colour, `x` and `y` telling how deep in units. `rough` (0..40) is for plaster and
        earth: how far the colour wanders.
        """
        mask = Image.new("L", (self.size[0] * SAMPLES, self.size[1] * SAMPLES))
        yield Pen(mask, self.scale * SAMPLES)
        mask = mask.reduce(SAMPLES)
        drawn = mask.getbbox()
        if not drawn:
            return
        box = self._around(drawn, 3 * blur)
        mask = mask.crop(box)
        if blur:
            mask = mask.filter(ImageFilter.GaussianBlur(blur * self.scale))
        if opacity < 1:
            mask = mask.point(lambda value: round(value * opacity))
        self.image.paste(self._surface(fill, box, rough), box, mask)
        for edge in filter(None, (shade, light)):
            self._edge(mask, box, *edge)

    def _around(self, box, margin):
        """Widen a box in pixels by a margin in units, as far as the sheet goes."""
        margin = math.ceil(margin * self.scale)
        left, top = (max(0, value - margin) for value in box[:2])
        right, bottom = (
            min(end, value + margin) for end, value in zip(self.size, box[2:], strict=True)
        )
        return left, top, right, bottom

    def _surface(self, fill, box, rough):
        if isinstance(fill, list):
            surface = self.gradient(fill, box)
        else:
            surface = Image.new("RGB", (box[2] - box[0], box[3] - box[1]), rgb(fill))
        return self._roughened(surface, box, rough) if rough else surface

    def _edge(self, mask, box, colour, x, y, strength):
        away = _shifted(mask, round(-x * self.scale), round(-y * self.scale))
        edge = ImageChops.subtract(mask, away)
        edge = edge.filter(ImageFilter.GaussianBlur(max(abs(x), abs(y)) * self.scale / 3))
        edge = ImageChops.multiply(edge, mask).point(lambda value: round(value * strength))
        self.image.paste(rgb(colour), box, edge)

    def _roughened(self, source, box, strength):
        if self._plaster is None:
            cloths = self.cloth(70, 46), self.cloth(300, 240), self.cloth(800, 700)
            self._plaster = Image.blend(Image.blend(*cloths[:2], 0.55), cloths[2], 0.4)
        cloth = self._plaster.crop(box)
        cloth = cloth.point(lambda value: 128 + round((value - 128) * strength / 48))
        return ImageChops.add(source, Image.merge("RGB", (cloth,) * 3), 1, -128)

    @contextmanager
    def sprite(self, left, top, right, bottom, *, light=None):
        """Draw something small in many colours, given to the pen, within a box of the sheet."""
        scale = self.scale * SAMPLES
        size = (math.ceil((right - left) * self.scale), math.ceil((bottom - top) * self.scale))
        sheet = Image.new("RGBA", (size[0] * SAMPLES, size[1] * SAMPLES))
        yield Pen(sheet, scale, (left, top))
        sheet = sheet.reduce(SAMPLES)
        corner = (round(left * self.scale), round(top * self.scale))
        self.image.paste(sheet, corner, sheet)
        if light:
            self._light_sprite(sheet.getchannel("A"), corner, light)

    def _light_sprite(self, mask, corner, light):
        colour, x, y, strength = light
        away = _shifted(mask, round(-x * self.scale), round(-y * self.scale))
        edge = ImageChops.subtract(mask, away).point(lambda value: round(value * strength))
        self.image.paste(rgb(colour), corner, edge)

    # Air and light

    def clouds(self, colour, top, bottom, strength):
        """Streak a band of the sky; the band fades out at both ends."""
        cloth = self.cloth(7, 36).point(lambda value: max(0, value - 110) * 2)
        band = self.gradient(
            [(top, "#000"), ((top + bottom) / 2, "#fff"), (bottom, "#000")]
        ).getchannel("R")
        mask = ImageChops.multiply(cloth, band).point(
            lambda value: min(255, round(value * strength))
        )
        self.image.paste(rgb(colour), (0, 0), mask)

    def haze(self, top, bottom, colour, strength):
        """Let the land melt into the air: nothing at `top`, `strength` (0..1) at `bottom`."""
        level = (round(255 * strength),) * 3
        box = (0, max(0, round(top * self.scale)), self.size[0], round((bottom + 36) * self.scale))
        stops = [(top, (0, 0, 0)), (bottom, level), (bottom + 36, (0, 0, 0))]
        self.image.paste(rgb(colour), box, self.gradient(stops, box).getchannel("R"))

    def glow(self, x, y, radius, colour, strength=1.0, squash=1.0):
        """Add light around a point, as the air does around the sun or a lamp."""
        across, down = (round(2 * radius * self.scale * part) for part in (1, squash))
        disc = ImageChops.invert(Image.radial_gradient("L")).resize((across, down))
        disc = disc.point(lambda value: round(255 * (max(0, value - 60) / 195) ** 2 * strength))
        corner = (round(x * self.scale - across / 2), round(y * self.scale - down / 2))
        light = Image.new("RGB", self.size)
        light.paste(rgb(colour), corner, disc)
        self.image = ImageChops.screen(self.image, light)

    def mirror(self, horizon, tint, share, *, depth=1.0, ripple=6):
        """Fill what lies under `horizon` with the picture above it, upside down and rippled."""
        line = round(horizon * self.scale)
        width, height = self.size[0], self.size[1] - line
        source = self.image.crop((0, max(0, line - round(height / depth)), width, line))
        source = source.transpose(Image.Transpose.FLIP_TOP_BOTTOM).resize((width, height))
        source = source.filter(ImageFilter.GaussianBlur(2 * self.scale))
        water = Image.new("RGB", (width, height))
        row = 0
        while row < height:
            nearness = row / height
            thick = max(1, round((1 + 5 * nearness) * self.scale))
            swing = self.chance.uniform(-1, 1) * ripple * (0.2 + 2 * nearness) * self.scale
            strip = source.crop((0, row, width, row + thick))
            water.paste(ImageChops.offset(strip, round(swing), 0), (0, row))
            row += thick
        water = Image.blend(water, Image.new("RGB", water.size, rgb(tint)), share)
        self.image.paste(water, (0, line))

    def developed(self):
        """Return the finished photograph: corners a little darker, and a fine grain over all."""
        corners = Image.radial_gradient("L").resize(self.size)
        corners = corners.point(lambda value: 255 - round(max(0, value - 90) * VIGNETTE))
        image = ImageChops.multiply(self.image, Image.merge("RGB", (corners,) * 3))
        width, height = self.size
        dust = Image.frombytes("L", self.size, self.chance.randbytes(width * height))
        dust = dust.filter(ImageFilter.GaussianBlur(0.7)).point(
            lambda value: round(128 + (value - 128) * GRAIN)
        )
        return ImageChops.add(image, Image.merge("RGB", (dust,) * 3), 1, -128)


def _colour_at(stops, row):
    if row <= stops[0][0]:
        return stops[0][1]
    for (start, first), (end, second) in pairwise(stops):
        if row <= end:
            share = (row - start) / (end - start)
            return mix(first, second, share * share * (3 - 2 * share))
    return stops[-1][1]


def _shifted(mask, x, y):
    """Move a mask without letting it come back in at the other side."""
    moved = Image.new("L", mask.size)
    moved.paste(mask, (x, y))
    return moved
