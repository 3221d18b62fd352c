"""The kinds of panels, so that units, colours, no-data texts and axes are the same everywhere."""

from string import ascii_uppercase

from grafana_foundation_sdk.builders import common
from grafana_foundation_sdk.builders import dashboard as build
from grafana_foundation_sdk.builders import heatmap as heatmaps
from grafana_foundation_sdk.builders import stat as stats
from grafana_foundation_sdk.builders import table as tables
from grafana_foundation_sdk.builders import timeseries as charts
from grafana_foundation_sdk.models import common as look
from grafana_foundation_sdk.models import dashboard as model

from .variables import DATASOURCE

GREEN, YELLOW, RED, BLUE = "green", "yellow", "red", "blue"


def steps(*pairs: tuple[float | None, str]) -> build.ThresholdsConfig:
    """Colours from given values on; the first value is None, for everything below the second."""
    thresholds = [model.Threshold(value=value, color=color) for value, color in pairs]
    return build.ThresholdsConfig().mode(model.ThresholdsMode.ABSOLUTE).steps(thresholds)


NEUTRAL = steps((None, BLUE))


def text_for(value: str, text: str, color: str, index: int = 0) -> model.ValueMap:
    return model.ValueMap(options={value: model.ValueMappingResult(text=text, color=color, index=index)})


def text_from(start: float, text: str, color: str) -> model.RangeMap:
    """`text` for `start` and everything above it, infinity included."""
    result = model.ValueMappingResult(text=text, color=color)
    return model.RangeMap(options=model.DashboardRangeMapOptions(from_val=start, to=None, result=result))


def _common(panel, title: str, description: str, targets, unit: str, no_data: str, size: tuple[int, int], link=None):
    for letter, target in zip(ascii_uppercase, targets, strict=False):
        if not target.build().ref_id:
            target.ref_id(letter)
    panel.title(title).description(description).datasource(DATASOURCE).targets(targets)
    panel.unit(unit).no_value(no_data).span(size[0]).height(size[1])
    return panel.data_links([link]) if link else panel


def stat(title, description, target, unit, no_data, colors=NEUTRAL, texts=(), spark=False, size=(3, 4), link=None,
         decimals=None) -> stats.Panel:
    """One number that can be read from across the room."""
    graph = look.BigValueGraphMode.AREA if spark else look.BigValueGraphMode.NONE
    panel = (
        _common(stats.Panel(), title, description, [target], unit, no_data, size, link)
        .thresholds(colors)
        .color_mode(look.BigValueColorMode.BACKGROUND if colors is not NEUTRAL else look.BigValueColorMode.VALUE)
        .graph_mode(graph)
        .reduce_options(common.ReduceDataOptions().calcs(["lastNotNull"]).values(False).fields(""))
    )
    if texts:
        panel.mappings(list(texts))
    return panel.decimals(decimals) if decimals is not None else panel


def chart(title, description, targets, unit, no_data, log=False, stacked=False, colors=None, size=(12, 8), link=None,
          axis="", least=0.0) -> charts.Panel:
    """Lines over time; `log` for durations, which span seconds to days."""
    panel = (
        _common(charts.Panel(), title, description, targets, unit, no_data, size, link)
        .line_width(2 if not stacked else 1)
        .fill_opacity(40 if stacked else 0)
        .show_points(look.VisibilityMode.AUTO)
        .axis_label(axis)
        .tooltip(common.VizTooltipOptions().mode(look.TooltipDisplayMode.MULTI).sort(look.SortOrder.DESCENDING))
        .legend(common.VizLegendOptions().display_mode(look.LegendDisplayMode.LIST).show_legend(True)
                .placement(look.LegendPlacement.BOTTOM).calcs(["lastNotNull"]))
    )
    if log:
        panel.scale_distribution(common.ScaleDistributionConfig().type(look.ScaleDistribution.LOG).log(10))
    elif least is not None:
        panel.min(least)
    if stacked:
        panel.stacking(common.StackingConfig().mode(look.StackingMode.NORMAL).group("A"))
    if colors:
        dashed = common.GraphThresholdsStyleConfig().mode(look.GraphThresholdsStyleMode.DASHED)
        panel.thresholds(colors).thresholds_style(dashed)
    return panel


def colored(panel: charts.Panel, **colors: str) -> charts.Panel:
    """Fixed colours for series by their names, so that a status looks the same on every panel."""
    for name, color in colors.items():
        panel.override_by_name(
            name, [model.DynamicConfigValue(id_val="color", value={"mode": "fixed", "fixedColor": color})]
        )
    return panel


def heatmap(title, description, target, no_data, size=(12, 8)) -> heatmaps.Panel:
    """How many tasks fell into each bucket of a histogram; the buckets grow, so the axis is logarithmic in effect."""
    return (
        _common(heatmaps.Panel(), title, description, [target], "short", no_data, size)
        .calculate(False)
        .color(heatmaps.HeatmapColorOptions().mode("scheme").scheme("Oranges").scale("exponential")
               .exponent(0.5).steps(64).fill("dark-orange"))
        .y_axis(heatmaps.YAxisConfig().unit("s").axis_placement(look.AxisPlacement.LEFT))
        .rows_frame(heatmaps.RowsHeatmapOptions().layout(look.HeatmapCellLayout.AUTO))
        .cell_values(heatmaps.CellValues().unit("short").decimals(1))
        .filter_values(heatmaps.FilterValueRange().le(1e-9))
        .show_y_histogram()
    )


def table(title, description, columns, no_data, renamed, units, first, hidden=(), links=None, mappings=None,
          size=(24, 8), sort="") -> tables.Panel:
    """Queries joined by their labels, a column each; `units` by column title, `renamed` from query name to title."""
    names = {f"Value #{name}": title for name, title in renamed.items()}
    order = {name: place for place, name in enumerate([*first, *names])}
    organize = {"excludeByName": dict.fromkeys(("Time", *hidden), True), "indexByName": order,
                "renameByName": names}
    panel = (
        _common(tables.Panel(), title, description, columns, "short", no_data, size)
        .with_transformation(model.DataTransformerConfig(id_val="merge", options={}))
        .with_transformation(model.DataTransformerConfig(id_val="organize", options=organize))
        .filterable(True)
    )
    if sort:
        panel.sort_by([common.TableSortByFieldState().display_name(sort).desc(True)])
    for name in {**units, **(links or {}), **(mappings or {})}:
        panel.override_by_name(name, _column(units.get(name), (links or {}).get(name), (mappings or {}).get(name)))
    return panel


def _column(unit, link, mappings) -> list[model.DynamicConfigValue]:
    properties = []
    if unit:
        properties.append(model.DynamicConfigValue(id_val="unit", value=unit))
    if link:
        properties.append(model.DynamicConfigValue(id_val="links", value=[link.build()]))
    if mappings:
        properties.append(model.DynamicConfigValue(id_val="mappings", value=list(mappings)))
        properties.append(model.DynamicConfigValue(id_val="custom.cellOptions", value={"type": "color-text"}))
    return properties
