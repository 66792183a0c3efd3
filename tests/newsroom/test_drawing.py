"""The demo's photos are drawn: the same from the same seed, and none like the other."""

import pytest
from PIL import ImageChops, ImageStat

from newsroom.demo.drawing import SCENES, draw
from newsroom.demo.drawing.canvas import Canvas, place, smooth

SMALL = (320, 213)


def unlikeness(first, second):
    """How far two pictures are apart on average, in levels of 255."""
    return sum(ImageStat.Stat(ImageChops.difference(first, second)).mean) / 3


@pytest.mark.parametrize("scene", sorted(SCENES))
def test_a_scene_is_drawn_alike_from_one_seed_and_otherwise_from_another(scene):
    first = draw(scene, 1, SMALL)
    assert (first.mode, first.size) == ("RGB", SMALL)
    assert draw(scene, 1, SMALL).tobytes() == first.tobytes()
    assert unlikeness(first, draw(scene, 2, SMALL)) > 2


@pytest.mark.parametrize("scene", sorted(SCENES))
def test_a_scene_has_lights_shadows_and_detail(scene):
    picture = draw(scene, 3, SMALL).convert("L")
    levels = [level for level, count in enumerate(picture.histogram()) if count > 20]
    darkest, lightest = levels[0], levels[-1]
    assert lightest - darkest > 100
    assert ImageStat.Stat(picture).stddev[0] > 20


def test_no_two_scenes_look_alike():
    pictures = [draw(scene, 1, SMALL) for scene in sorted(SCENES)]
    for index, picture in enumerate(pictures):
        assert all(unlikeness(picture, other) > 10 for other in pictures[index + 1 :])


def test_another_shape_is_cut_from_the_middle_and_not_squeezed():
    wide, square = draw("portrait", 4, (600, 400)), draw("portrait", 4, (400, 400))
    assert square.size == (400, 400)
    assert unlikeness(square, wide.crop((100, 0, 500, 400))) < 3


def test_a_photo_is_as_large_as_one_from_a_telephone_sent_by_message():
    assert draw("market", 1).size == (1600, 1067)


def test_an_unknown_scene_is_an_error():
    with pytest.raises(KeyError):
        draw("snow", 1)


def test_a_pen_placed_somewhere_counts_upwards_and_can_look_the_other_way():
    canvas = Canvas("pen", 0.1)
    with canvas.layer("#ffffff") as pen:
        pen.at(800, 500, 100, -1).rect(0, 0, 2, 1)
    assert canvas.image.getpixel((70, 45)) == (255, 255, 255)
    assert canvas.image.getpixel((90, 45)) == (0, 0, 0)
    assert canvas.image.getpixel((70, 55)) == (0, 0, 0)


def test_nothing_drawn_leaves_the_sheet_as_it_was():
    canvas = Canvas("empty", 0.1)
    with canvas.layer("#ffffff"):
        pass
    assert canvas.image.getbbox() is None


def test_an_outline_is_read_and_rounded_through_its_own_points():
    outline = place("0,0 10,0 10,-10.5")
    assert outline == [(0, 0), (10, 0), (10, -10.5)]
    assert place(outline) is outline
    assert set(outline) <= set(smooth(outline))
