"""Photos for the demo newspaper, drawn by code: nobody's rights, nobody's face."""

from PIL import Image, ImageOps

from newsroom.demo.drawing.canvas import HEIGHT, WIDTH, Canvas
from newsroom.demo.drawing.city import city
from newsroom.demo.drawing.compound import clinic, school
from newsroom.demo.drawing.concert import concert
from newsroom.demo.drawing.country import field, road
from newsroom.demo.drawing.desert import desert
from newsroom.demo.drawing.gatherings import hall, stadium
from newsroom.demo.drawing.harbour import dam, port
from newsroom.demo.drawing.market import market
from newsroom.demo.drawing.portrait import portrait
from newsroom.demo.drawing.water import river

SCENES = {
    scene.__name__: scene
    for scene in (
        *(city, clinic, concert, dam, desert, field, hall),
        *(market, port, portrait, river, road, school, stadium),
    )
}
ONE_WAY = {"road", "school", "portrait"}  # traffic keeps right, a flag flies from its mast


def draw(scene, seed, size=(1600, 1067)) -> Image.Image:
    """Return the scene as an RGB picture of that size in pixels; the same seed gives the same.

    The sheet has three parts to two; another shape is cut from its middle. KeyError if there
    is no such scene.
    """
    scale = max(size[0] / WIDTH, size[1] / HEIGHT)
    canvas = Canvas(f"{scene} {seed}", scale)
    SCENES[scene](canvas)
    image = ImageOps.fit(canvas.developed(), size)
    turned = scene not in ONE_WAY and canvas.chance.random() < 0.5
    return ImageOps.mirror(image) if turned else image
