"""Rules for variables and for the dashboard as a whole."""

from .finding import Finding
from .promql import parsed, split_variable_query
from .reading import variables

DATASOURCE_UIDS = ("$datasource", "${datasource}")
ON_TIME_RANGE_CHANGE = 2


def template_datasource(board: dict) -> list[Finding]:
    def finding(message: str) -> Finding:
        return Finding("template-datasource", "", message)

    found = variables(board, "datasource")
    if len(found) != 1:
        return [finding(f"expected exactly one data source variable, got {len(found)}")]
    findings = []
    if found[0]["name"] != "datasource":
        findings.append(finding(f"the data source variable should be named 'datasource', is '{found[0]['name']}'"))
    if found[0].get("label") != "Data Source":
        findings.append(finding(f"'datasource' should be labelled 'Data Source', is '{found[0].get('label')}'"))
    return findings


def _required(name: str):
    rule = f"template-{name}"

    def check(board: dict) -> list[Finding]:
        variable = next((one for one in variables(board) if one["name"] == name), None)
        if variable is None:
            return [Finding(rule, "", f"there is no variable '{name}'")]
        expected = {
            "type": ("query", variable.get("type")),
            "label": (name.capitalize(), variable.get("label")),
            "multi": (True, variable.get("multi")),
            "allValue": (".+", variable.get("allValue")),
        }
        findings = [
            Finding(rule, "", f"'{name}': {key} should be {wanted!r}, is {got!r}")
            for key, (wanted, got) in expected.items() if wanted != got
        ]
        uid = (variable.get("datasource") or {}).get("uid")
        if uid not in DATASOURCE_UIDS:
            findings.append(Finding(rule, "", f"'{name}' should use $datasource, uses {uid!r}"))
        return findings

    return check


def template_label_promql(board: dict) -> list[Finding]:
    findings = []
    for variable in variables(board, "query"):
        try:
            _, series, _ = split_variable_query(str(variable.get("query")))
            if series:
                parsed(series, board)
        except ValueError as error:
            findings.append(Finding("template-label-promql", "", f"'{variable['name']}': {error}"))
    return findings


def template_on_time_change_reload(board: dict) -> list[Finding]:
    rule, message = "template-on-time-change-reload", "should be refreshed when the time range changes"
    return [
        Finding(rule, "", f"'{variable['name']}' {message}")
        for variable in variables(board, "query") if variable.get("refresh") != ON_TIME_RANGE_CHANGE
    ]


def uneditable_dashboard(board: dict) -> list[Finding]:
    return [] if board.get("editable") is False else [Finding("uneditable-dashboard", "", "editable should be false")]


RULES = {
    "template-datasource": template_datasource,
    "template-job": _required("job"),
    "template-instance": _required("instance"),
    "template-label-promql": template_label_promql,
    "template-on-time-change-reload": template_on_time_change_reload,
    "uneditable-dashboard": uneditable_dashboard,
}
