"""What compare.sh and scale.sh share: results, one JSON object a line, and pages with markers."""

import datetime
import json
import statistics


def read(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def median(results, key, **wanted):
    """The median of this figure over all results that have these properties; None without any."""
    values = [result["found"].get(key) for result in results
              if all(result.get(name) == value for name, value in wanted.items())]
    values = [value for value in values if value is not None]
    return statistics.median(values) if values else None


def total(results, key, **wanted):
    return sum(result["found"].get(key, 0) for result in results
               if all(result.get(name) == value for name, value in wanted.items()))


def table(rows):
    """Markdown; the first row is the head."""
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    lines.insert(1, "|" + "---|" * len(rows[0]))
    return "\n".join(lines)


def write_between(path, name, text):
    """Puts the text between <!-- name begins --> and <!-- name ends --> of a page."""
    begin, end = f"<!-- {name} begins -->", f"<!-- {name} ends -->"
    with open(path, encoding="utf-8") as page:
        before, found, rest = page.read().partition(begin)
    _, found_end, after = rest.partition(end)
    if not found or not found_end:
        raise SystemExit(f"{path} has no markers {begin} and {end}")
    with open(path, "w", encoding="utf-8") as page:
        page.write(f"{before}{begin}\n{text}\n{end}{after}")


def today():
    return datetime.date.today().isoformat()
