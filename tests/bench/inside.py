"""Measures the newspaper in the folder it stands in, on the database of its environment."""

import logging
import sys
import time
from contextlib import contextmanager
from operator import attrgetter
from pathlib import Path
from statistics import median
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from tests.bench import aims, load, machine, references, rush, servers, visible
from tests.bench.costs import Meter
from tests.bench.pages import pages
from tests.bench.processes import Server
from tests.bench.story import Story
from tests.bench.table import AIM_TITLES, COST_TITLES, DELAY_TITLES, milliseconds, row, table

FEW = 2_000  # articles that a larger archive is compared with
ROUNDS = 3  # of what is compared, by turns: a machine is not always as fast
ALONE = 5  # rounds for one reader
THROUGH_NGINX, KEPT, COLD = "through nginx", "kept in the application", "cold"
STATIC, BARE = "*precompressed file of nginx*", "*bare Django view*"  # the references


class Serving(NamedTuple):
    """Everything that serves at once: addresses, and the processes behind them."""

    application: Server
    nginx: Server
    bare: Server
    at: dict  # addresses: of the application, of nginx, of the two references


class Bench:
    """One run; durations are seconds, `changes` and `publications` are how many of each."""

    def __init__(self, *, articles, seconds, changes, publications):
        self.articles, self.seconds = articles, seconds
        self.changes, self.publications = changes, publications
        self.folder = Path.cwd() / "bench"
        self.folder.mkdir()
        self.costs, self.aims, self.delays = {}, [], []  # costs: {(page, way): Cost}

    def run(self):
        """Measure everything."""
        self._cold_pages()
        found = pages()
        with self._serving(found[0].paths[0]) as serving:
            self._kept_pages(serving, found)
            self._references(serving, found[0].paths[:1])
            self._changes(serving.at["nginx"])

    # --- Drawn for each request --------------------------------------------------------------
    def _cold_pages(self):
        cold = few = self._filled(min(self.articles, FEW))
        if self.articles > FEW:
            cold = self._filled(self.articles - FEW)
            self.aims += aims.of_growth(few, cold)
        self.costs |= {(page, COLD): cost for page, cost in cold.items()}
        self.aims += aims.of_cold_pages(cold)

    def _filled(self, number):
        """Seed `number` articles; return what drawing costs then, `{page: Cost}`."""
        say(f"{number} articles")
        call_command("seed", articles=number, stdout=sys.stderr)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")  # now, and not in the middle of what is measured
            cursor.execute("CHECKPOINT")
        port = servers.free_port()
        with servers.application(port, self.folder, keeps_pages=False) as application:
            return self._drawn(self._meter(servers.address(port), application), pages())

    def _drawn(self, meter, kinds):
        """Measure each page under load; its processor times are the least of what one reader costs.

        What a neighbour takes of the processors is no page's cost.
        """
        costs = {
            page.name: self._cost(meter, page.name, COLD, page.paths, page.headers)
            for page in kinds
        }
        say("each page for one reader at a time")
        alone = {}
        with meter.on_one_processor():
            for _round in range(ALONE):
                for page in kinds:
                    alone.setdefault(page.name, []).append(meter.alone(page.paths, page.headers))
        return {
            name: cost.with_times_of(min(alone[name], key=attrgetter("together")))
            for name, cost in costs.items()
        }

    def _meter(self, address, *behind):
        return Meter(address, behind, self.seconds, self.folder)

    def _cost(self, meter, page, way, paths, headers=()):
        say(f"{page}, {way}")
        return meter.measure(paths, headers)

    # --- Kept --------------------------------------------------------------------------------
    @contextmanager
    def _serving(self, article):
        """Start the newspaper, nginx before it, and both references, with the page `article`."""
        ports = {name: servers.free_port() for name in ("application", "static", "bare")}
        ports["nginx"] = urlsplit(settings.SITE_URL).port
        at = {name: servers.address(port) for name, port in ports.items()}
        folder = self.folder
        with servers.application(ports["application"], folder, keeps_pages=True) as application:
            page, headers = references.save(at["application"] + article, folder)
            sites = servers.site(ports["application"], ports["nginx"], folder)
            sites += references.static_site(ports["static"], folder, headers)
            with (
                servers.nginx(f"{at['nginx']}/sante/", folder, sites) as nginx,
                servers.bare_view(ports["bare"], folder, page) as bare,
            ):
                yield Serving(application, nginx, bare, at)

    def _kept_pages(self, serving, kinds):
        """Measure what is kept, one address a kind; then the memory of the application."""
        application = self._meter(serving.at["application"], serving.application)
        nginx = self._meter(serving.at["nginx"], serving.nginx, serving.application)
        for meter, way in ((application, KEPT), (nginx, THROUGH_NGINX)):
            for page in kinds:
                if not page.is_private:
                    found = self._cost(meter, page.name, way, page.paths[:1])
                    self.costs[page.name, way] = found
        self.aims += aims.of_memory(serving.application.mebibytes())

    def _references(self, serving, article):
        """Measure the article and its references by turns."""
        at, nginx, application = serving.at, serving.nginx, serving.application
        turns = {
            THROUGH_NGINX: (self._meter(at["nginx"], nginx, application), article),
            STATIC: (self._meter(at["static"], nginx), ["/page.html"]),
            KEPT: (self._meter(at["application"], application), article),
            BARE: (self._meter(at["bare"], serving.bare), article),
        }
        costs = {way: [] for way in turns}
        for _round in range(ROUNDS):
            for way, (meter, paths) in turns.items():
                costs[way].append(self._cost(meter, "article", way, paths))
        self.costs |= {("article", way): costs[way][-1] for way in (STATIC, BARE)}
        rates = {way: median(cost.load.rate for cost in found) for way, found in costs.items()}
        self.aims += aims.of_ratios(rates[THROUGH_NGINX] / rates[STATIC], rates[KEPT] / rates[BARE])

    # --- Changed -----------------------------------------------------------------------------
    def _changes(self, nginx):
        story = Story()
        warm = list(story.pages.values())
        load.run(nginx, warm, self.seconds, folder=self.folder).or_fail()
        self._visible(story, nginx, "at rest", "A")
        with load.running(nginx, warm[:1], folder=self.folder) as busy:
            self._visible(story, nginx, "under load", "B")
        self.aims += aims.of_answers(f"{self.changes} changes", busy[0])
        say(f"{self.publications} publications in a row")
        found = rush.measure(story, nginx, self.publications, self.seconds, folder=self.folder)
        self.aims += aims.of_rush(found)

    def _visible(self, story, nginx, when, series):
        say(f"{self.changes} changes, {when}")
        delays = visible.measure(story, nginx, self.changes, series=series)
        self.delays += [(page, when, *visible.summary(found)) for page, found in delays.items()]
        self.aims += aims.of_delays(when, [visible.summary(found) for found in delays.values()])

    # --- Told --------------------------------------------------------------------------------
    def report(self):
        """Return everything as Markdown."""
        delays = [(page, when, *map(milliseconds, summary)) for page, when, *summary in self.delays]
        return "\n\n".join(
            [
                f"{self.articles:,} articles. {machine.described()}",
                table(COST_TITLES, self._rows()),
                table(DELAY_TITLES, delays),
                table(AIM_TITLES, [aim.row() for aim in self.aims]),
            ]
        )

    def _rows(self):
        """Return the lines of all costs, page after page."""
        kinds = list(dict.fromkeys(page for page, _way in self.costs))
        ways = [THROUGH_NGINX, STATIC, KEPT, BARE, COLD]
        ordered = [(page, way) for page in kinds for way in ways if (page, way) in self.costs]
        return [row(page, way, self.costs[page, way]) for page, way in ordered]


def say(words):
    """Tell whoever waits what is being measured."""
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} {words}\n")
    sys.stderr.flush()


def main(**sizes):
    """Measure, print, and return nothing; see `Bench` for the sizes."""
    logging.getLogger("django.request").setLevel(logging.ERROR)  # it looks for what is not there
    bench = Bench(**sizes)
    try:
        bench.run()
    finally:  # also what was measured until something broke
        sys.stdout.write(f"{bench.report()}\n")
