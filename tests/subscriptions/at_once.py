"""Two people press at the same moment: calls in threads of their own, each on its connection."""

import threading

from django.db import close_old_connections, connection

_WAIT = 60  # seconds: a machine with two processors is slow, and no fault


def at_once(*calls, refusal=()):
    """Run the calls together; return their results, an exception of class `refusal` among them.

    Any other exception, such as that of a locked database, fails the test.
    """
    start = threading.Barrier(len(calls))
    results, failures = [], []

    def run(call):
        start.wait()
        try:
            results.append(call())
        except refusal as refused:
            results.append(refused)
        except BaseException as failure:  # noqa: BLE001 - a thread must hand on what it died of
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=_WAIT)
    close_old_connections()
    assert not failures
    assert len(results) == len(calls)
    return results
