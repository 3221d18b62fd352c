{{/*
What tells the rows of a threshold apart: record and labels. The window of stuck_window is not among them, as it is the
row's value: two rows that differ in nothing else would both be in force, and the rules could not be evaluated.
*/}}
{{- define "mps-exporter.thresholdKey" -}}
{{- $labels := .labels | default dict -}}
{{- if eq .record "mps:threshold:stuck_window" -}}{{- $labels = omit $labels "window" -}}{{- end -}}
{{- printf "%s %s" .record (toJson $labels) -}}
{{- end -}}

{{/* Stops the release at a row of prometheusRule.thresholds that no rule would find, or that the rules choke on. */}}
{{- define "mps-exporter.checkThresholds" -}}
{{- $recording := .root.Files.Get "files/mps-recording.rules.yml" -}}
{{- $records := list -}}
{{- $own := list -}}
{{- $rows := list -}}
{{- range .groups -}}
{{- range .rules -}}
{{- if hasPrefix "mps:threshold:" .record -}}
{{- $records = append $records .record -}}
{{- $rows = append $rows (dict "record" .record "labels" (omit (.labels | default dict) "account" "task_type" "window")) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- range $index, $row := .root.Values.prometheusRule.thresholds -}}
{{- $labels := $row.labels | default dict -}}
{{- $path := printf "prometheusRule.thresholds[%d]" $index -}}
{{- if not (has $row.record $records) -}}
{{- fail (printf "%s.record: expected one of %s, got %s" $path (uniq $records | sortAlpha | join ", ") $row.record) -}}
{{- end -}}
{{- if eq $row.record "mps:threshold:stuck_window" -}}
{{- if not (has (get $labels "window") (list "20m" "1h" "6h")) -}}
{{- fail (printf "%s.labels.window: expected one of 20m, 1h, 6h, got %s" $path (get $labels "window" | default "nothing")) -}}
{{- end -}}
{{- $labels = omit $labels "window" -}}
{{- end -}}
{{- range $name, $form := dict "account" "%s{account!=" "task_type" "%s{account=\"\",task_type!=" -}}
{{- if and (hasKey $labels $name) (not (contains (printf $form $row.record) $recording)) -}}
{{- fail (printf "%s.labels.%s: expected none, as %s does not go by it" $path $name $row.record) -}}
{{- end -}}
{{- end -}}
{{- $fixed := omit $labels "account" "task_type" -}}
{{- if not (has (dict "record" $row.record "labels" $fixed) $rows) -}}
{{- $known := list -}}
{{- range $rows -}}{{- if eq .record $row.record -}}{{- $known = append $known (toJson .labels) -}}{{- end -}}{{- end -}}
{{- fail (printf "%s.labels: expected one of %s, beside account and task_type, got %s" $path (uniq $known | join ", ") (toJson $fixed)) -}}
{{- end -}}
{{- $key := include "mps-exporter.thresholdKey" $row -}}
{{- if has $key $own -}}
{{- fail (printf "%s: expected one row for %s, got a second" $path $key) -}}
{{- end -}}
{{- $own = append $own $key -}}
{{- end -}}
{{- end -}}

{{/* The groups of the thresholds, with the rows of prometheusRule.thresholds in the place of the same rows, or added. */}}
{{- define "mps-exporter.thresholds" -}}
{{- $groups := (.Files.Get "files/mps-thresholds.rules.yml" | fromYaml).groups -}}
{{- include "mps-exporter.checkThresholds" (dict "root" . "groups" $groups) -}}
{{- $own := dict -}}
{{- range .Values.prometheusRule.thresholds -}}
{{- $_ := set $own (include "mps-exporter.thresholdKey" .) . -}}
{{- end -}}
{{- $replaced := list -}}
{{- range $group := $groups -}}
{{- $rows := list -}}
{{- range $row := $group.rules -}}
{{- $key := include "mps-exporter.thresholdKey" $row -}}
{{- $rows = append $rows (get $own $key | default $row) -}}
{{- $replaced = append $replaced $key -}}
{{- end -}}
{{- $_ := set $group "rules" $rows -}}
{{- end -}}
{{- $more := list -}}
{{- range .Values.prometheusRule.thresholds -}}
{{- if not (has (include "mps-exporter.thresholdKey" .) $replaced) -}}{{- $more = append $more . -}}{{- end -}}
{{- end -}}
{{- with $more -}}
{{- $groups = append $groups (dict "name" "mps-thresholds-own" "interval" "30s" "rules" .) -}}
{{- end -}}
{{- toYaml $groups -}}
{{- end -}}

{{/* The groups of the alerts, with the runbooks where prometheusRule.runbookBase says. */}}
{{- define "mps-exporter.alerts" -}}
{{- $groups := (.Files.Get "files/mps-alerts.rules.yml" | fromYaml).groups -}}
{{- with .Values.prometheusRule.runbookBase -}}
{{- range $group := $groups -}}
{{- range $group.rules -}}
{{- $_ := set .annotations "runbook_url" (printf "%s/%s" (trimSuffix "/" $.Values.prometheusRule.runbookBase) (base .annotations.runbook_url)) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- toYaml $groups -}}
{{- end -}}
