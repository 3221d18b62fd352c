"""Whether somebody can read a page: its width, the contrast of its texts and its letters."""

import re


def assert_is_readable(page, size, dark):
    assert page.ask("document.documentElement.scrollWidth") <= size[0], "nothing is wider than the screen"
    light, ink = (brightness(page.ask(f"getComputedStyle(document.body).{name}")) for name in ("backgroundColor", "color"))
    assert (light < 64 and ink > 192) if dark else (light > 192 and ink < 64)
    assert_has_contrast(page)
    smallest = page.ask("""Math.min(...[...document.querySelectorAll('dd, dt, td, th, p, a, span')]
        .map((each) => parseFloat(getComputedStyle(each).fontSize)))""")
    assert smallest >= 13
    assert page.ask("[...document.querySelectorAll('svg')].every((each) => each.clientWidth > 200)")


# The least contrast of a text with what is behind it (WCAG 2.2, 1.4.3 and the definition of contrast ratio), and that text.
CONTRAST = """(() => {
    const colour = (text) => { const [r, g, b, a = 1] = text.match(/[\\d.]+/g).map(Number); return [[r, g, b], a]; };
    const over = (top, share, bottom) => top.map((value, at) => value * share + bottom[at] * (1 - share));
    const behind = (each) => {
        if (!each) return [255, 255, 255];
        const [own, share] = colour(getComputedStyle(each).backgroundColor);
        return share === 1 ? own : over(own, share, behind(each.parentElement));
    };
    const shown = (each, seen) => {
        for (; each; each = each.parentElement) {
            seen = over(seen, Number(getComputedStyle(each).opacity), behind(each.parentElement));
        }
        return seen;
    };
    const luminance = (seen) => {
        const [r, g, b] = seen.map((value) => value / 255).map(
            (value) => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const texts = [...document.querySelectorAll('body *')].filter((each) => each.checkVisibility() &&
        [...each.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim()));
    return texts.map((each) => {
        const ink = luminance(shown(each, colour(getComputedStyle(each).color)[0]));
        const ground = luminance(shown(each, behind(each)));
        return [(Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05), each.textContent.trim()];
    }).sort((one, other) => one[0] - other[0])[0];
})()"""


def assert_has_contrast(page):
    ratio, text = page.ask(CONTRAST)
    assert ratio >= 4.5, f"{text}: {ratio:.2f}"


def brightness(colour: str) -> float:
    red, green, blue = (int(value) for value in re.findall(r"\d+", colour)[:3])
    return 0.299 * red + 0.587 * green + 0.114 * blue
