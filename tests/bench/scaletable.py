#!/usr/bin/env python3
"""The table and the picture of scale.sh."""

import argparse

import results as r

WIDTH, HEIGHT = 640, 300
LEFT, RIGHT, TOP, BOTTOM = 60, 20, 20, 50


def medians(results):
    sizes = sorted({result["connections"] for result in results})
    return [(size, r.median(results, "serverCpuPerDelivery", connections=size),
             r.median(results, "deliveredPerSecond", connections=size),
             r.median(results, "p99", connections=size)) for size in sizes]


def page(points, results, machine):
    first = points[0][1]
    rows = [["connections", "server CPU per delivery", f"against {points[0][0]:,}",
             "deliveries per second", "p99"]]
    rows += [[f"{size:,}", f"{cost:.2f} µs", f"{cost / first:.2f} times", f"{rate:,.0f}",
              f"{p99:.1f} ms"] for size, cost, rate, p99 in points]
    rounds = len({result["round"] for result in results})
    return (f"{r.today()}, {machine}; medians of {rounds} rounds.\n\n{r.table(rows)}\n\n"
            "![Server CPU per delivery over the number of connections](resources/scale.svg)")


def picture(points):
    """Cost over connections, from zero on, as SVG that is legible on light and dark pages."""
    most_size = max(size for size, *_ in points)
    most_cost = max(cost for _, cost, *_ in points)
    step = next(s for s in (0.5, 1, 2, 5, 10, 20, 50) if most_cost <= 4 * s or s == 50)
    top = step * -(-most_cost // step)

    def x(size):
        return LEFT + (WIDTH - LEFT - RIGHT) * size / most_size

    def y(cost):
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * cost / top

    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
             'font-family="sans-serif" font-size="13">',
             "<title>Server CPU per delivery over the number of connections</title>",
             '<rect width="100%" height="100%" rx="8" fill="#fff"/>']
    tick = 0.0
    while tick <= top + step / 2:
        parts.append(f'<path d="M{LEFT} {y(tick):.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>'
                     f'<text x="{LEFT - 8}" y="{y(tick) + 4:.1f}" text-anchor="end" '
                     f'fill="#444">{tick:g} µs</text>')
        tick += step
    line = " ".join(f"{x(size):.1f},{y(cost):.1f}" for size, cost, *_ in points)
    parts.append(f'<polyline points="{line}" fill="none" stroke="#2a6fb5" stroke-width="2.5"/>')
    for size, cost, *_ in points:
        parts.append(f'<circle cx="{x(size):.1f}" cy="{y(cost):.1f}" r="4" fill="#2a6fb5"/>'
                     f'<text x="{x(size):.1f}" y="{y(cost) - 10:.1f}" text-anchor="middle" '
                     f'fill="#222">{cost:.2f}</text>'
                     f'<text x="{x(size):.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle" '
                     f'fill="#444">{size:,}</text>')
    parts.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 10}" text-anchor="middle" '
                 'fill="#222">connections, in rooms of 1,000</text></svg>')
    return "\n".join(parts) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--machine", required=True)
    parser.add_argument("--page", help="the page with the markers")
    parser.add_argument("--picture", help="the file to draw into")
    parser.add_argument("results")
    arguments = parser.parse_args()
    results = r.read(arguments.results)
    points = medians(results)
    text = page(points, results, arguments.machine)
    print(text)
    if arguments.picture:
        with open(arguments.picture, "w", encoding="utf-8") as file:
            file.write(picture(points))
    if arguments.page:
        r.write_between(arguments.page, "scale", text)


if __name__ == "__main__":
    main()
