"""People as a poster shows them: upright, without faces, told by their clothes.

Each function takes a pen placed at the feet, whose unit is the person's height.
"""

from dataclasses import dataclass

from newsroom.demo.drawing.canvas import mix, place

SKINS = ("#4a2d1e", "#5b3826", "#6d452e", "#7d5238", "#3f261a")
CLOTHS = (
    *("#2f4a78", "#93452a", "#b98a3c", "#e6dabd", "#55705a"),
    *("#7d3b45", "#44717c", "#cfae72", "#6b4f6e", "#d8d3c8"),
)
STRAW, LEATHER = "#c2a063", "#7a4a2e"


@dataclass(frozen=True)
class Look:
    """What somebody wears: body colour, robe, a second cloth (head, trousers) and the load."""

    skin: str
    robe: str
    second: str
    load: str = "#b98a4a"

    @property
    def fold(self):
        """The robe's shadow; a silhouette has none."""
        return self.robe if isinstance(self.robe, int) else mix(self.robe, "#1a1210", 0.3)

    @property
    def rim(self):
        """What of the load catches the light."""
        return self.load if isinstance(self.load, int) else mix(self.load, "#fff2d0", 0.35)


def any_look(chance, air="#b08a60"):
    """Return clothes at random, a little of the air's colour in them as dust and light give it."""
    robe, second, load = (mix(cloth, air, 0.25) for cloth in chance.sample(CLOTHS, 3))
    return Look(chance.choice(SKINS), robe, second, load)


def silhouette():
    """The look of somebody drawn on a layer, which has one colour for all."""
    return Look(255, 255, 255, 255)


def robed(pen, look):
    """A man in a long boubou and a cap."""
    _feet(pen, look)
    half = place("0.06,0.835 0.125,0.79 0.19,0.52 0.175,0.44 0.135,0.46 0.165,0.05")
    pen.curve([*half, (0, 0.03), *((-across, up) for across, up in reversed(half))], look.robe)
    for fold in ("-0.06,0.6 -0.09,0.08", "0.03,0.6 0.05,0.08", "0.09,0.6 0.12,0.08"):
        pen.line(fold, 0.008, look.fold)
    _head(pen, look)
    pen.polygon("-0.05,0.93 -0.042,0.985 0,0.995 0.042,0.985 0.05,0.93", look.second)


def wrapped(pen, look, load=True):
    """A woman in wrapper and headscarf, carrying a basin on her head when `load`."""
    _feet(pen, look)
    skirt = "-0.085,0.58 0.085,0.58 0.125,0.4 0.115,0.04 -0.105,0.04 -0.12,0.4"
    pen.curve(skirt, look.second)
    pen.line("-0.1,0.78 -0.14,0.62 -0.1,0.47", 0.05, look.fold)
    blouse = "-0.05,0.835 0.05,0.835 0.115,0.79 0.1,0.55 0.12,0.5 -0.12,0.5 -0.1,0.55 -0.115,0.79"
    pen.curve(blouse, look.robe)
    pen.line("0.03,0.57 0.05,0.08", 0.008, look.fold)
    _head(pen, look)
    pen.curve("-0.055,0.9 -0.07,0.96 -0.02,1 0.045,0.985 0.055,0.92 0,0.945", look.robe)
    if load:
        pen.line("0.1,0.77 0.17,0.87 0.1,1", 0.036, look.skin)
        pen.ellipse(0, 1.085, 0.12, 0.045, look.rim)
        pen.polygon("-0.155,1.075 0.155,1.075 0.09,0.985 -0.09,0.985", look.load)


def unladen(pen, look):
    wrapped(pen, look, load=False)


def child(pen, look):
    """A pupil on the way, one leg before the other, with a bag on the back."""
    for leg in ("0,0.45 -0.05,0.24 -0.1,0.02", "0,0.45 0.07,0.24 0.11,0.02"):
        pen.line(leg, 0.065, look.skin)
    pen.polygon("-0.1,0.5 0.1,0.5 0.14,0.27 -0.14,0.27", look.second)
    pen.curve("-0.1,0.76 -0.2,0.72 -0.21,0.52 -0.1,0.5", look.load)
    pen.curve("-0.06,0.8 0.06,0.8 0.12,0.74 0.11,0.46 -0.11,0.46 -0.12,0.74", look.robe)
    pen.line("0.09,0.73 0.15,0.58 0.19,0.5", 0.05, look.skin)
    pen.ellipse(0, 0.88, 0.075, 0.09, look.skin)


def boatman(pen, look):
    """Somebody who stands in a boat and leans on a long pole."""
    pen.line("0.42,-0.2 0.1,1.25", 0.018, look.load)
    pen.polygon("-0.02,0.5 0.08,0.5 0.1,0 0.03,0 0.02,0.3 -0.06,0 -0.12,0", look.second)
    pen.curve("-0.02,0.82 0.09,0.8 0.12,0.62 0.09,0.44 -0.06,0.44 -0.06,0.64", look.robe)
    for arm in ("0,0.76 0.16,0.6 0.2,0.74", "0.08,0.76 0.14,0.78 0.17,0.92"):
        pen.line(arm, 0.04, look.skin)
    pen.ellipse(0.07, 0.9, 0.055, 0.07, look.skin)
    pen.polygon("-0.08,0.93 0.07,1.02 0.2,0.92", look.load)


def farmer(pen, look):
    """Somebody who weeds, bent over a short hoe, under a herdsman's hat of straw and leather."""
    for leg in ("-0.06,0.42 -0.072,0.22 -0.08,0", "-0.06,0.42 0.072,0.22 0.08,0"):
        pen.line(leg, 0.075, look.second)
    pen.curve("-0.14,0.42 -0.1,0.55 0.1,0.68 0.22,0.66 0.2,0.54 0.02,0.4", look.robe)
    for arm in ("0.17,0.62 0.25,0.45 0.3,0.34", "0.17,0.62 0.25,0.45 0.36,0.34"):
        pen.line(arm, 0.042, look.skin)
    pen.line("0.27,0.42 0.44,0.1", 0.02, LEATHER)
    pen.line("0.46,0.12 0.34,0.03", 0.035, look.fold)
    pen.ellipse(0.28, 0.7, 0.05, 0.06, look.skin)
    pen.curve("0.15,0.735 0.246,0.804 0.31,0.85 0.358,0.78 0.43,0.675", STRAW)
    pen.polygon("0.265,0.818 0.307,0.848 0.312,0.847 0.344,0.801", LEATHER)
    pen.polygon("0.198,0.77 0.214,0.781 0.382,0.745 0.394,0.728", LEATHER)


def seated(pen, look):
    """Somebody on a low bench, hands in the lap."""
    pen.curve("-0.15,0 -0.17,0.3 -0.1,0.42 0.1,0.42 0.17,0.3 0.15,0", look.second)
    pen.curve("-0.05,0.74 0.05,0.74 0.13,0.68 0.13,0.36 -0.13,0.36 -0.13,0.68", look.robe)
    pen.ellipse(0, 0.8, 0.055, 0.075, look.skin)
    pen.curve("-0.065,0.8 -0.06,0.9 0.05,0.9 0.066,0.8 0,0.85", look.second)
    pen.ellipse(0, 0.4, 0.06, 0.035, look.skin)


def bust(pen, look, *, scarf):
    """Head and shoulders behind a table; in a headscarf or a cap."""
    pen.curve("-0.27,0 -0.24,0.4 -0.1,0.5 0.1,0.5 0.24,0.4 0.27,0", look.robe)
    pen.polygon("-0.06,0.5 0.06,0.5 0,0.3", look.fold)
    pen.rect(-0.045, 0.57, 0.045, 0.47, mix(look.skin, "#140d0a", 0.25))
    pen.ellipse(0, 0.67, 0.095, 0.125, look.skin)
    cloth = "-0.12,0.69 -0.108,0.84 0,0.87 0.108,0.84 0.12,0.69 0,0.745"
    cap = "-0.098,0.69 -0.088,0.79 0,0.82 0.088,0.79 0.098,0.69 0,0.745"
    pen.curve(cloth if scarf else cap, look.second)


def _feet(pen, look):
    for foot in (-0.05, 0.055):
        pen.ellipse(foot, 0.012, 0.042, 0.016, look.skin)


def _head(pen, look):
    pen.rect(-0.022, 0.86, 0.022, 0.8, look.skin)
    pen.ellipse(0, 0.905, 0.047, 0.06, look.skin)
