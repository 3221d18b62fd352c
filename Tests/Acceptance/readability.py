"""Whether somebody can read a page: its width, its contrast and its letters."""

import re


def assert_is_readable(page, size, dark):
    assert page.ask("document.documentElement.scrollWidth") <= size[0], "nothing is wider than the screen"
    light, ink = (brightness(page.ask(f"getComputedStyle(document.body).{name}")) for name in ("backgroundColor", "color"))
    assert (light < 64 and ink > 192) if dark else (light > 192 and ink < 64)
    smallest = page.ask("""Math.min(...[...document.querySelectorAll('dd, dt, td, th, p, a, span')]
        .map((each) => parseFloat(getComputedStyle(each).fontSize)))""")
    assert smallest >= 13
    assert page.ask("[...document.querySelectorAll('svg')].every((each) => each.clientWidth > 200)")


def brightness(colour: str) -> float:
    red, green, blue = (int(value) for value in re.findall(r"\d+", colour)[:3])
    return 0.299 * red + 0.587 * green + 0.114 * blue
