"""For each convention changes of the good files that it has to find: convention, file, old text, new text."""

ALERTS = "deploy/prometheus/mps-alerts.rules.yml"
RECORDING = "deploy/prometheus/mps-recording.rules.yml"
THRESHOLDS = "deploy/prometheus/mps-thresholds.rules.yml"
GROWING = "deploy/prometheus/tests/mpsbackloggrowing.test.yml"
DRAIN = "deploy/prometheus/tests/mpsdraintimetoolong.test.yml"
DOWN = "deploy/prometheus/tests/mpsexporterdown.test.yml"
STALE = "deploy/prometheus/tests/mpsdatastale.test.yml"
RATES = "deploy/prometheus/tests/recording-rates.test.yml"
PAGE = "docs/runbooks/mpsdatastale.md"
GUIDE = "docs/alerts.md"

SAMPLES = [
    ("names", ALERTS, "alert: MPSBacklogGrowing", "alert: mps_backlog_growing"),
    ("names", ALERTS, "alert: MPSBacklogGrowing", "alert: MPSBacklogGrowingAndGrowingAndGrowingAndGrowing"),
    ("names", ALERTS, "severity: warning", "severity: page"),
    ("names", ALERTS, ", component: queue", ""),
    ("names", ALERTS, "        for: 10m\n", ""),
    ("names", ALERTS, "for: 10m", "for: 0m"),
    ("annotations", ALERTS, "summary: The backlog", "summary: the backlog"),
    ("annotations", ALERTS, "keeps growing.", "keeps growing"),
    ("annotations", ALERTS, "keeps growing.", "grows. It grows."),
    ("annotations", ALERTS, "keeps growing.", "of {{ $labels.account }} grows."),
    ("annotations", ALERTS, "{{ $labels.account }}: no listing of {{ $labels.status }}", "no listing"),
    ("annotations", ALERTS, "times too fast over 1h", "times too fast over {{ $labels.long }}"),
    ("annotations", ALERTS, "type {{ $labels.task_type }} have spent", "type {{ $labels.type }} have spent"),
    ("annotations", ALERTS, "Account {{ $labels.account }}: the clocks differ by {{ $value | humanizeDuration }};",
     "The"),
    ("annotations", STALE, "Account prod: the last good poll", "Account <no value>: the last good poll"),
    ("annotations", STALE, "Account prod: the last good poll", "Account : the last good poll"),
    ("annotations", STALE, "was 10m 0s ago", "was NaN ago"),
    ("annotations", STALE, "was 10m 0s ago", "was %!f(string=600) ago"),
    ("annotations", STALE, "was 10m 0s ago", "was <error expanding template: no function of the name> ago"),
    ("runbook_addresses", ALERTS, "runbooks/mpsdatastale", "runbooks/mpsstale"),
    ("runbook_addresses", ALERTS, "https://mps-exporter.example/runbooks/mpsdatastale", "runbooks/mpsdatastale"),
    ("runbook_addresses", ALERTS, "mps-exporter.example/runbooks/mpsdatastale", "other.example/mpsdatastale"),
    ("groups", ALERTS, "name: mps-alerts-backlog", "name: mps-alerts-backlog-and-a-name-that-is-too-long"),
    ("groups", ALERTS, "interval: 30s", "interval: 10m"),
    ("groups", ALERTS, "    interval: 30s\n", ""),
    ("groups", RECORDING, "\n  - name: mps-standstill\n    interval: 30s\n    rules:\n", ""),
    ("comparisons", ALERTS, "expr: max by (job, account) (last_over_time(mps_state_writable[2m])) == 0",
     "expr: mps_state_writable"),
    ("comparisons", ALERTS, "expr: max by (job, account) (last_over_time(mps_state_writable[2m]))",
     "expr: topk(3, mps_state_writable)"),
    ("comparisons", RECORDING, "expr: group by (job, account) (last_over_time(mps_up[5m]))", "expr: absent(mps_up)"),
    ("comparisons", ALERTS, "  - name: mps-alerts-tasks", """\
      - alert: MPSAgain
        expr: max by (job, account) (last_over_time(mps_state_writable[2m])) == 0
        for: 1m

  - name: mps-alerts-tasks"""),
    ("comparisons", RECORDING, 'window: 6h }\n        expr: |\n          max by',
     'window: 20m }\n        expr: |\n          max by'),
    ("counters", RECORDING, "(rate(mps_tasks_submitted_total[5m]))", "(mps_tasks_submitted_total)"),
    ("counters", ALERTS, "max by (job, account) (last_over_time(mps_state_writable[2m])) == 0",
     "mps_polls_failed_total > 0"),
    ("counters", RECORDING, "(rate(mps_tasks_submitted_total[5m]))", "(rate(mps_tasks_submitted_total[30s]))"),
    ("counters", RECORDING, "(rate(mps_tasks_submitted_total[5m]))",
     "(rate(mps_polls_total[5m]) / rate(mps_polls_total[5m]))"),
    ("thresholds", ALERTS, "account:mps_queue_drain:seconds > on (job, account) account:mps_drain_slo_seconds:limit",
     "account:mps_queue_drain:seconds > 14400"),
    ("thresholds", RECORDING, "growth_rate30m, 0)", "growth_rate30m, 0.001)"),
    ("thresholds", RECORDING, "* on () group_left () mps:threshold:ledger_late_ratio",
     "* 0.5 * on () group_left () mps:threshold:ledger_late_ratio"),
    ("thresholds", RECORDING, "1800 < max_over_time", "1900 < max_over_time"),
    ("thresholds", RECORDING, "histogram_quantile(0.95,", "histogram_quantile(0.9,"),
    ("thresholds", RECORDING, "> time() - 604800", "> time() - 604801"),
    ("thresholds", ALERTS, "mps:threshold:new_error_calls", "mps:threshold:new_errors"),
    ("thresholds", THRESHOLDS, "mps:threshold:throttled_ratio", "mps:threshold:throttled_share"),
    ("thresholds", THRESHOLDS, "expr: vector(0.1)", "expr: vector(1) / 10"),
    ("thresholds", THRESHOLDS, "{ long: 6h }", "{ long: 1h }"),
    ("thresholds", ALERTS, "            or absent(mps:threshold:throttled_ratio)\n", ""),
    ("thresholds", ALERTS, "            or absent(mps:threshold:ledger_usual_tasks)\n", ""),
    ("thresholds", ALERTS, '            or absent(mps:threshold:wait_slo_burn_rate{long="3d"})\n', ""),
    ("identity", ALERTS, "max by (job, account) (instance:mps_up:ratio10m)",
     "max by (job, instance, account) (instance:mps_up:ratio10m)"),
    ("identity", ALERTS, "max by (job, account) (last_over_time(mps_state_writable[2m]))",
     "max by (instance, account) (last_over_time(mps_state_writable[2m]))"),
    ("identity", STALE, "account: prod", "team: prod"),
    ("identity", GROWING, 'account="prod",alertname=', 'account="prod",instance="a:10862",alertname='),
    ("identity", DOWN, "account: prod", "team: prod"),
    ("identity", RECORDING, "record: account:mps_queue_drain:seconds", "record: mps_queue_drain_seconds"),
    ("runbooks", ALERTS, "alert: MPSDataStale", "alert: MPSDataOld"),
    ("runbooks", PAGE, "# MPSDataStale", "# MPSDataOld"),
    ("runbooks", PAGE, "## Likely causes", "## Causes"),
    ("runbooks", GUIDE, "(runbooks/mpsdatastale.md)", ""),
    ("guide", GUIDE, "| MPSPollFailing | critical, warning |", "| MPSPollFailing | critical |"),
    ("guide", GUIDE, "| warning | 10m | [The backlog", "| warning | 15m | [The backlog"),
    ("guide", GUIDE, "[The backlog of waiting tasks keeps growing]", "[The backlog of waiting tasks grows]"),
    ("guide", GUIDE, "| MPSBacklogGrowing | warning", "| MPSBacklogRising | warning"),
    ("guide", GUIDE, "| MPSDataStale | critical |",
     "| MPSDataOld | info | 2m | [Old](x) |\n| MPSDataStale | critical |"),
    ("guide", ALERTS, "for: 10m\n        labels: { severity: warning", "for: 12m\n        labels: { severity: warning"),
    ("guide", GUIDE, "| 1h | 5m | 14.4 |", "| 1h | 5m | 14 |"),
    ("guide", THRESHOLDS, "expr: vector(14.4)", "expr: vector(13.44)"),
    ("guide", GUIDE, "| 3d | 6h | 1 | 10 % | warning |\n", ""),
    ("recordings", RATES, "name: 'account_type:mps_tasks_submitted:rate5m: ",
     "name: 'account_type:mps_tasks_submitted:rate5m "),
    ("recordings", RATES, "- expr: 'account:mps_tasks_started:rate5m'", "- expr: 'account:mps_tasks_started:rate30m'"),
    ("recordings", RATES, "name: 'account:mps_tasks_finished:rate5m: ", "name: 'account:mps_tasks_finished:rate30m: "),
    ("recordings", RECORDING, "record: account:mps_queue_waiting:deriv30m",
     "record: account:mps_queue_waiting:slope30m"),
    ("tests", GROWING, "  - mps-limits\n  - mps-limits-by-type\n", "  - mps-limits-by-type\n  - mps-limits\n"),
    ("tests", GROWING, "name: 'MPSBacklogGrowing positive: a steady ramp", "name: 'a steady ramp"),
    ("tests", "deploy/prometheus/tests/mpsreloadfailed.test.yml", "boundary: ", "negative: "),
    ("tests", DRAIN, "flapping: ", "negative: "),
    ("tests", DRAIN, "counter reset: ", "negative: "),
    ("tests", DRAIN, "low traffic: ", "negative: "),
    ("tests", "deploy/prometheus/tests/mpsreloadfailed.test.yml", "missing data: ", "negative: "),
    ("tests", "deploy/prometheus/tests/mpsreloadfailed.test.yml", """\
      - eval_time: 15m
        alertname: MPSReloadFailed
        exp_alerts: []
    promql_expr_test:""", "    promql_expr_test:"),
    ("tests", ALERTS, "alert: MPSDataStale", "alert: MPSDataOld"),
    ("tests", "deploy/prometheus/tests/mpsexporterinstancedown.test.yml", "exp_annotations", "exp_annotations_of"),
]
