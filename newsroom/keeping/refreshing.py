"""Draws what became stale before anybody asks for it, and hands it to the caches in front.

One thread in each process that serves. Whoever dies in the middle leaves the rest, still marked in
the store, to the others.
"""

import http.client
import logging
import threading
import time
from urllib.parse import urlsplit

from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone
from django.utils.module_loading import import_string

from newsroom.keeping import waking

logger = logging.getLogger(__name__)

LOOK_EVERY = 0.1
"""Seconds between two looks for changes made by other processes."""
ROUND = 1.0
"""Seconds between two rounds of what is worked off."""
A_DAY = 24 * 3600
"""Seconds: a page that nobody asked for within a day is drawn when somebody does."""
AT_ONCE = 20
_WITHOUT_PAUSE = 50  # pages: after them the readers' requests get every other turn
_PAUSE = 0.005  # seconds
AFTER_CHANGE = "X-After-Change"
"""The header by which a cache in front asks for a page that knows of a change, by its number."""
_PATIENCE = 2  # seconds for a cache in front to answer


class Refresher:
    """Watches for changes in a thread of its own, and draws what they touch."""

    def __init__(self, keeper):
        self._keeper = keeper
        self._fronts = [urlsplit(address) for address in settings.FRONT_CACHES]
        self._next_round = 0.0

    def start(self):
        """Work in a thread of its own for as long as the process lives."""
        threading.Thread(target=self._work_for_ever, name="kept pages", daemon=True).start()

    def work(self):
        """Look for changes, and draw the pages they touch until none is left; return how many."""
        if not self._keeper.watch.look():
            return 0
        drawn = 0
        while (paths := self._waiting()) and not self._keeper.watch.is_blind:
            for path in paths:
                drawn += self._draw(path)
                if drawn > _WITHOUT_PAUSE:
                    time.sleep(_PAUSE)
                if self._keeper.watch.is_blind:
                    break
        self._hand_on_the_rest()
        return drawn

    def _draw(self, path):
        page = self._keeper.draw_anew(path)
        if page is not None:
            self._hand_on(path)
        return page is not None

    def _waiting(self):
        now = timezone.now().timestamp()
        return self._keeper.store.waiting(now, used_since=now - A_DAY, most=AT_ONCE)

    def _hand_on(self, path):
        """Let the caches in front ask for the page again, in the place of the one they have.

        One that does not answer is told again at the next round. Returns whether all answered.
        """
        told = [self._told(front, path) for front in self._fronts]
        if told and all(told):
            self._keeper.store.handed_on(path)
        return all(told)

    def _hand_on_the_rest(self):
        """Hand on what is left of that, until it is time to look for changes again."""
        until = time.monotonic() + LOOK_EVERY
        for path in self._keeper.store.to_hand_on():
            if not self._hand_on(path):
                return
            if time.monotonic() > until:
                self._next_round = 0.0
                return

    def _told(self, front, path):
        connection = http.client.HTTPConnection(front.hostname, front.port, timeout=_PATIENCE)
        try:
            headers = {AFTER_CHANGE: str(self._keeper.watch.number)}
            connection.request("GET", path, headers=headers)
            response = connection.getresponse()
            response.read()
        except (OSError, http.client.HTTPException) as error:
            logger.warning("Kept pages: no answer from %s: %s", front.netloc, error)
            return False
        finally:
            connection.close()
        return response.status < http.HTTPStatus.INTERNAL_SERVER_ERROR

    def _work_for_ever(self):
        while True:
            waking.wait(LOOK_EVERY)
            try:
                self._round()
            except Exception:  # whatever it meets, the pages of others are still to be drawn
                logger.exception("Kept pages could not be refreshed")
                time.sleep(ROUND)

    def _round(self):
        """Look for changes; once a second, and after each, for pages that wait to be drawn."""
        watch = self._keeper.watch
        before = watch.number
        watch.look()
        if watch.number != before or time.monotonic() > self._next_round:
            self._next_round = time.monotonic() + ROUND
            self.work()
            self._work_off()
        self._keeper.write_tally()

    def _work_off(self):
        """Do what acts of the desk have left to be done after them."""
        if self._keeper.watch.is_blind:
            return
        close_old_connections()
        for name in settings.WORKED_OFF:
            import_string(name)()
