"""What was measured, as Markdown."""

import math

COST_TITLES = ("page", "served", "requests/s", "p50 ms", "p99 ms")
COST_TITLES += ("CPU ms", "database ms", "bytes", "MiB")
DELAY_TITLES = ("publish to visible", "when", "p50 ms", "p99 ms", "longest ms")
AIM_TITLES = ("aim", "", "measured", "asked for")


def percentile(values, part):
    """Return the smallest of the sorted `values` that `part` per cent of them do not exceed."""
    return values[max(0, math.ceil(len(values) * part / 100) - 1)]


def table(titles, rows):
    """Return a Markdown table; the first two columns are words, numbers stand to the right."""
    ruler = [":--" if column < 2 else "--:" for column in range(len(titles))]
    lines = [titles, ruler, *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def row(page, way, cost):
    """Return the line of a `Cost`."""
    load = cost.load
    return (
        page,
        way,
        f"{load.rate:,.0f}",
        milliseconds(load.p50),
        milliseconds(load.p99),
        milliseconds(cost.server),
        milliseconds(cost.database),
        f"{load.bytes:,.0f}",
        f"{cost.memory:.0f}",
    )


def milliseconds(value):
    """Return a duration with as many digits as mean something."""
    digits = 0 if value >= 100 else 1 if value >= 1 else 2
    return f"{value:.{digits}f}"
